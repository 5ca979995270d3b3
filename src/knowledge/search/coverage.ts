/** How well the best visible passage serves one part of a question: its score, and the most any text could reach. */
export interface PartFit {
  readonly best: number;
  readonly attainable: number;
  /** Whether the part asks something itself. */
  readonly asks: boolean;
}

/**
 * Unknown words added to what is attainable, so that a part of one or two common words cannot look well covered.
 * Counting in words and not in points makes small and large knowledge bases alike.
 */
const SMOOTHING_WORDS = 16;
/** Logistic through the share, fitted on questions with and without an answer in equal number, plain and wrapped. */
const MIDDLE = 0.167;
const STEEPNESS = 56;

/** Inverse document frequency of a word that no chunk has. */
const unknownIdf = (chunks: number): number => Math.log(1 + (chunks + 0.5) / 0.5);

/** What a clause that asks nothing counts beside one that does. */
const ASIDE_SHARE = 0.8;

/**
 * The best share over the whole question (the first part) and its clauses: polite words around a question do not lower
 * it, and what is said beside it raises it less.
 */
function coverageOf(parts: readonly PartFit[], chunks: number): number {
  const unknown = SMOOTHING_WORDS * unknownIdf(chunks);
  const someAsk = parts.slice(1).some(({ asks }) => asks);
  return parts.reduce((most, { best, attainable, asks }, i) => {
    const aside = i > 0 && someAsk && !asks;
    return Math.max(most, ((aside ? ASIDE_SHARE : 1) * best) / (attainable + unknown));
  }, 0);
}

/** 0..1, the chance that an answer exists when half of all questions have one. `chunks`: of the knowledge base. */
export const answerabilityOf = (parts: readonly PartFit[], chunks: number): number =>
  1 / (1 + Math.exp(-STEEPNESS * (coverageOf(parts, chunks) - MIDDLE)));
