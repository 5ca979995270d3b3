/** Longest part of a sentence that is looked for. */
const MAX_TOKENS = 120;
const TOKENS = /[\p{Script=Han}]|[\p{L}\p{N}]+/gu;
/** What markup may stand between two words: list signs, emphasis, table bars, links. */
const BETWEEN = "[\\s\\p{P}\\p{S}]{0,12}";

/** Where a sentence stands in a text, whatever markup is between its words; null when it does not. */
export function findWords(text: string, sentence: string): { readonly start: number; readonly end: number } | null {
  const tokens = (sentence.match(TOKENS) ?? []).slice(0, MAX_TOKENS);
  // Step numbers are counted anew in a draft.
  if (/^\d{1,2}$/.test(tokens[0] ?? "")) tokens.shift();
  if (tokens.length < 2) return null;
  const found = new RegExp(tokens.join(BETWEEN), "u").exec(text);
  return found === null ? null : { start: found.index, end: found.index + found[0].length };
}
