import type { Language } from "../../kernel/labels.ts";

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** The language of a running text; null when it has too few words to tell, as a path or a command has. */
export function languageOf(text: string): Language | null {
  const plain = text.replace(/`[^`]*`|https?:\/\/\S+|[\w./\\:-]*[\d_/\\][\w./\\:-]*/g, " ");
  const han = count(plain, /\p{Script=Han}/gu);
  const latin = count(plain, /[A-Za-z]{2,}/g);
  if (han === 0 && latin < 4) return null;
  return han >= latin || han >= 6 ? "zh" : "en";
}
