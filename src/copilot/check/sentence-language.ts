import type { Language } from "../../kernel/labels.ts";

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** The language of a running text; null when it has too few words to tell, as a path or a command has. */
export function languageOf(text: string): Language | null {
  const plain = text.replace(/`[^`]*`|https?:\/\/\S+|[\w./\\:-]*[\d_/\\][\w./\\:-]*/g, " ");
  const han = count(plain, /\p{Script=Han}/gu);
  const latin = count(plain, /[A-Za-z]{2,}/g);
  if (han === 0 && latin < 4) return null;
  if (han >= 2 && !ENGLISH.test(plain)) return "zh";
  return han >= latin || han >= 6 ? "zh" : "en";
}

/** Words that every English sentence has; names and commands in a Chinese one are none of them. */
const ENGLISH =
  /\b(?:the|an?|is|are|was|were|to|of|in|on|for|from|with|and|or|not|no|how|what|why|where|when|which|who|can|could|do|does|did|should|i|we|you|it|my|our|your|this|that|please|after|before)\b/i;
