import type { Language } from "./labels.ts";

const HAN = /\p{Script=Han}/gu;
const LATIN_WORD = /[A-Za-z]{2,}/g;

/** The language that a text is written in: Chinese as soon as a fifth of its words are, since Chinese texts quote Latin names. */
export function writtenLanguage(text: string): Language {
  const han = text.match(HAN)?.length ?? 0;
  const latin = text.match(LATIN_WORD)?.length ?? 0;
  // A Chinese word has about two characters.
  return han / 2 >= (han / 2 + latin) / 5 && han > 0 ? "zh" : "en";
}
