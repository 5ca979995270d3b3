/** How well the best visible passage serves one part of a question: its score, and the most any text could reach. */
export interface PartFit {
  readonly best: number;
  readonly attainable: number;
}

/** Added to what is attainable, so that a part of one or two common words cannot look well covered. */
const SMOOTHING = 60;
/** Logistic through the share: half where answers and non-answers meet. */
const MIDDLE = 0.16;
const STEEPNESS = 40;

/** The best share over the whole question and its parts: polite words around a question do not lower it. */
export const coverageOf = (parts: readonly PartFit[]): number =>
  parts.reduce((most, { best, attainable }) => Math.max(most, best / (attainable + SMOOTHING)), 0);

/** 0..1, higher where an answer exists. */
export const answerabilityOf = (parts: readonly PartFit[]): number =>
  1 / (1 + Math.exp(-STEEPNESS * (coverageOf(parts) - MIDDLE)));
