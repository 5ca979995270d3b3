import type { Merits } from "./merits.ts";
import preferred from "./preferred.json" with { type: "json" };

const WEIGHTS: Readonly<Record<keyof Merits, number>> = preferred.weights;

/** The log odds that a section answers, but for a constant of the question, as evals/fit-preference.ts fitted them. */
export function oddsOf(merits: Merits): number {
  let odds = 0;
  for (const merit in merits) odds += WEIGHTS[merit as keyof Merits] * merits[merit as keyof Merits];
  return odds;
}

/**
 * How much wider the log odds are spread than those of the shares by which it is settled what else is told: the median of
 * both, between the best and the second section of a question.
 */
const SPREAD = 5;

/** How much a section of these odds is worth telling, above zero. */
export const worthOf = (odds: number): number => Math.exp(odds / SPREAD);
