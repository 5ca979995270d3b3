/**
 * A code as people write it, in small letters: zq-8891, zq8891, zq 8891, erp fin 2107. Its groups are its first letters, what
 * joins them to its second letters, these, what joins the number, and the number. No sign can be read by two parts of it.
 */
export const WRITTEN_CODE =
  /(?<![a-z0-9_.-])([a-z]{1,10})(?:([- ])([a-z]{1,10}))?([- ]?)(\d{3,6})(?![a-z0-9_]|[-.]\d)/gu;

const LINKS = /(?:https?:\/\/|www\.)[!-~]+/gu;
const OTHER_NUMBERS = /(?<![a-z0-9_.-])[a-z_.-]*\d[a-z0-9_.-]*/gu;

/** Whether a text has letters, all of them in codes, numbers and links, which are written alike in every language. */
export function holdsOnlyCodes(text: string): boolean {
  const folded = text.normalize("NFKC").toLowerCase();
  const rest = folded.replace(LINKS, " ").replace(WRITTEN_CODE, " ").replace(OTHER_NUMBERS, " ");
  return /\p{L}/u.test(folded) && !/\p{L}/u.test(rest);
}
