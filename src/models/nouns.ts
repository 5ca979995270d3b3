import { loadGlosses } from "./gloss/table.ts";
import { jieba } from "./segment/jieba.ts";

const HAN = /\p{Script=Han}{2,}/gu;
/** Part-of-speech tags of things: nouns, names, places, trade marks. */
const NOUN = /^n/;
/** Share of all Chinese words from which one is common talk, such as colleague or company, and names nothing. */
const COMMON = 2e-5;

/** The Chinese nouns of two or more characters that folded text names things with, each once, by the dictionary. */
export function namingNouns(folded: string): string[] {
  const runs = folded.match(HAN) ?? [];
  const nouns = runs
    .flatMap((run) => jieba().tag(run, true))
    .filter(({ tag, word }) => NOUN.test(tag) && word.length > 1);
  const { share } = loadGlosses();
  return [...new Set(nouns.map(({ word }) => word))].filter((word) => share(word) < COMMON);
}
