import { fold } from "../kernel/fold.ts";
import { rememberedOf } from "../kernel/remembered.ts";
import type { Hit, SearchResult } from "../knowledge/types.ts";
import { simplify } from "../models/simplify.ts";
import { languageOf } from "./check/sentence-language.ts";
import { withCodesOf } from "./codes.ts";
import { type Clues, cluesOf } from "./evidence/clues.ts";
import { firstPassagesReader, type ReadFirst } from "./evidence/first-passages.ts";
import fitted from "./evidence/fitted.json" with { type: "json" };
import { asksUnknownCode } from "./evidence/strangers.ts";
import { type Clause, clausesOf, isMet, questionOf } from "./evidence/wants.ts";

/**
 * A logistic over the clues, as evals/fit-evidence.ts wrote it: whether what would be told is the answer. The constant
 * puts the policy's threshold where that command's rule wants it.
 */
const { constant: CONSTANT, weights } = fitted;
const WEIGHTS: Readonly<Record<keyof Clues, number>> = weights;
/**
 * A passage that the asker may not read and that fits this well beside the best is what is asked for; then little is
 * left.
 */
const HIDDEN_FROM = 0.8;
const HIDDEN = 0.3;
/** What is left when a code is asked for that no passage knows. */
const UNKNOWN_CODE = 0.3;
/** What the search's word is worth when its passages are in another language and their words cannot be compared. */
const ACROSS = 0.6;

/** What is to be judged of a search. */
type Judged = Omit<SearchResult, "tookMs">;

/**
 * How sure it is that the passages answer, 0..1: that what would be told from them is what was asked. Passages in
 * another language count less, since only the search can judge them. `version`: what the customer runs.
 */
export const evidenceFor = (question: string, found: Judged, version: string | null = null): number =>
  evidenceReader(question, version)(found);

/** The same for a question that is looked up several times. */
export function evidenceReader(question: string, version: string | null): (found: Judged) => number {
  const language = languageOf(question);
  const readFirst = firstPassagesReader(version);
  return (found) => {
    const hits = found.hits.filter(({ scope }) => language === null || scope.language === language);
    const [best] = hits;
    if (best === undefined) return ACROSS * found.answerability;
    const read = readEvidence(question, found, hits, readFirst);
    const sum = Object.entries(read.clues).reduce(
      (all, [clue, value]) => all + WEIGHTS[clue as keyof Clues] * value,
      CONSTANT,
    );
    const hidden = (found.beside ?? 0) >= HIDDEN_FROM * best.score;
    return (1 / (1 + Math.exp(-sum))) * (hidden ? HIDDEN : 1) * (read.unknownCode ? UNKNOWN_CODE : 1);
  };
}

const MOST_PASSAGES = 500;

/** Everything that a hit says, folded. */
const allOf = rememberedOf(
  MOST_PASSAGES,
  ({ title, path, headingPath }: Hit) => [title, path, ...headingPath],
  ({ text, title, path, headingPath }: Hit) => `${fold(text)}\n${fold([title, path, ...headingPath].join("\n"))}`,
);

/** The clues of a question; `hits` are those in its language, best first, at least one. */
export function readEvidence(
  asked: string,
  { hits: all, answerability }: Pick<SearchResult, "hits" | "answerability">,
  hits: readonly Hit[],
  readFirst: ReadFirst,
): { readonly clues: Clues; readonly unknownCode: boolean } {
  const known = all.map(allOf).join("\n");
  const clauses = pertinent(clausesOf(simplify(withCodesOf(asked, () => known))), known);
  return {
    clues: cluesOf(clauses, hits, { answerability, known, readFirst }),
    unknownCode: asksUnknownCode(questionOf(clauses), known),
  };
}

/** A question without the clauses that nothing found speaks of, as polite ones do; all of it when none does. */
function pertinent(clauses: readonly Clause[], known: string): readonly Clause[] {
  if (clauses.length === 1) return clauses;
  const has = (word: string) => known.includes(word);
  const met = clauses.filter(({ wants }) => wants.some((want) => isMet(want, has)));
  return met.length === 0 ? clauses : met;
}
