import { rememberedInTask } from "../../kernel/remembered.ts";
import { loadGlosses } from "../gloss/table.ts";
import { jieba } from "../segment/jieba.ts";

const HAN = /\p{Script=Han}{2,}/gu;
/** Part-of-speech tags of things: nouns, names, places, trade marks. */
const NOUN = /^n/;
/** Share of all Chinese words from which one is common talk, such as colleague or company, and names nothing. */
const COMMON = 2e-5;

/** The Chinese nouns of two or more characters that folded text names things with, each once, by the dictionary. */
export function namingNouns(folded: string): string[] {
  return [...new Set((folded.match(HAN) ?? []).flatMap(nounsOfRun))];
}

/** A question is read and then each of its clauses. */
const nounsOfRun = rememberedInTask((run: string): readonly string[] => {
  const { share } = loadGlosses();
  return jieba()
    .tag(run, true)
    .filter(({ tag, word }) => NOUN.test(tag) && word.length > 1 && share(word) < COMMON)
    .map(({ word }) => word);
});
