import { holdsOnlyCodes } from "./codes.ts";
import type { Language } from "./labels.ts";

const HAN = /\p{Script=Han}/gu;
const LATIN_WORD = /[A-Za-z]{2,}/g;

/**
 * The language that a text is written in: Chinese as soon as a fifth of its words are, since Chinese texts quote Latin
 * names. Where there are none, full-width punctuation tells.
 */
export function writtenLanguage(text: string): Language {
  const han = text.match(HAN)?.length ?? 0;
  const latin = text.match(LATIN_WORD)?.length ?? 0;
  // A Chinese word has about two characters.
  if (han + latin === 0) return CHINESE_SIGN.test(text) ? "zh" : "en";
  return han / 2 >= (han / 2 + latin) / 5 && han > 0 ? "zh" : "en";
}

const CHINESE_SIGN = /[\u3001-\u303f\uff01-\uff5e\u2026]/u;

/** Whether nothing in a text tells its language: it is nothing but codes, links, emoji, numbers and signs that all languages have. */
export const tellsNoLanguage = (text: string): boolean =>
  holdsOnlyCodes(text) || (!/\p{L}/u.test(text) && !CHINESE_SIGN.test(text));

/** As long as the text, with U+FFFD for half of a character and for NUL: the database takes neither. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");

/** All matches of a global pattern. Most texts hold none, which is told without a copy of the pattern. */
export const matchesOf = (text: string, pattern: RegExp): Iterable<RegExpExecArray> =>
  text.search(pattern) < 0 ? [] : text.matchAll(pattern);

/** Stands for the words of a message that is files and nothing else. */
export const FILES_ONLY = { zh: "（发来文件）", en: "(sent files)" } as const satisfies Record<Language, string>;
export type FilesOnly = typeof FILES_ONLY;

/** Whether a customer's turn has words of its own, and not only those that stand for its files. */
export const hasOwnWords = (text: string): boolean =>
  !Object.values(FILES_ONLY).some((instead) => text.startsWith(instead));
