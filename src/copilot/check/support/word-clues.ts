import { fold } from "../../../kernel/fold.ts";
import type { ComparedWords } from "./compared-words.ts";

/** How far the words of a sentence are those of its sources. */
export interface WordClues {
  /** Share of the sentence that the best pieces say, in its words or like ones. */
  readonly near: number;
  /** Words that name something which neither the sources nor the customer speak of; at most three count. */
  readonly strangers: number;
}

/** What it helps that a word stands elsewhere in the sources, or in the question. */
const ELSEWHERE = 0.7;
const ASKED = 0.5;
const STRANGE_BELOW = 0.45;
const MOST_STRANGERS = 3;

/** @param known what the customer said */
export function wordClues({ said, whole, near, anywhere }: ComparedWords, known: string): WordClues {
  const heard = fold(known);
  const strangers = said.filter(({ word, tells }, number) => {
    const asked = heard.includes(word) ? ASKED : 0;
    return tells && Math.max(near[number]!, ELSEWHERE * anywhere[number]!, asked) < STRANGE_BELOW;
  });
  return {
    near: said.reduce((sum, { weight }, number) => sum + weight * near[number]!, 0) / whole,
    strangers: Math.min(MOST_STRANGERS, strangers.length),
  };
}
