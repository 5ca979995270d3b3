import { fold } from "../kernel/fold.ts";
import type { Hit } from "../knowledge/types.ts";
import { topicWords } from "./content-words.ts";
import { asksByItself, shareKnown, shareSaid } from "./decide/asks-anew.ts";

/** A question in words that stand by themselves, and what was asked before it in the same chat. */
export interface OwnQuestion {
  readonly question: string;
  readonly before: string;
}

/** Shares of the words of a question, and of those before it, that a passage holds which is about both. */
const OF_QUESTION = 0.6;
const OF_BEFORE = 0.5;

/** Whether what a customer says after a reply asks something by itself, of which the reply did not say all. */
export function isOwnQuestion(said: string, reply: string): boolean {
  const asked = fold(said);
  return asksByItself(asked) && shareKnown(asked, fold(reply)) < 1;
}

/** Whether one of the passages is about a question and about what was asked before it: then the two are one. */
export function isAboutBoth({ question, before }: OwnQuestion, hits: readonly Hit[]): boolean {
  const own = topicWords(question);
  const earlier = [...topicWords(before)].filter((word) => !own.has(word));
  return hits.some(({ title, headingPath, text }) => {
    const told = fold([title, ...headingPath, text].join("\n"));
    return shareSaid([...own], told) >= OF_QUESTION && shareSaid(earlier, told) >= OF_BEFORE;
  });
}
