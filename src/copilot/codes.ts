import { WRITTEN_CODE } from "../kernel/codes.ts";
import { fold } from "../kernel/fold.ts";

/** An error code or the like in folded text: letters and three digits or more, joined or not. */
const CODE = /(?<![a-z0-9-])[a-z]{1,10}(?:-[a-z0-9]{1,10}){0,2}-?\d{3,6}(?![a-z0-9]|-\d)/g;

/** The codes that a folded text names, each once. */
export const codesIn = (folded: string): string[] => [...new Set(folded.match(CODE))];

/** What tells a code from others, however its parts are joined. */
export const codeKey = (code: string): string => code.replaceAll(/[- ]/g, "");

/**
 * A question with its codes as some folded text spells them, where it knows another spelling only: who asks for zq8891
 * or zq 8891 means ZQ-8891. The text is asked for where there is a code.
 */
export function withCodesOf(question: string, textOf: () => string): string {
  const folded = fold(question);
  if (!/\d{3}/.test(folded)) return question;
  const written = [...folded.matchAll(WRITTEN_CODE)];
  if (written.length === 0) return question;
  const text = textOf();
  const known = new Map(codesIn(text).map((code) => [codeKey(code), code]));
  return written.reduceRight((asked, { 0: all, index }) => {
    // With blanks for joints the last two words may be all of it.
    const found = [all, all.slice(all.indexOf(" ") + 1)].find((part) => known.has(codeKey(part)));
    if (found === undefined || text.includes(found)) return asked;
    const end = index + all.length;
    return asked.slice(0, end - found.length) + known.get(codeKey(found))! + asked.slice(end);
  }, question);
}
