import type { SupportClues } from "./clues.ts";
import fitted from "./fitted.json" with { type: "json" };

/** A sentence of which less than this stands in its sources, in its words or like ones, is not about what they say. */
export const LEAST_NEAR = 0.4;

/** The chance, 0..1, that sources with these clues bear a sentence out; a logistic fitted by evals/fit-support.ts. */
export function supportOf(clues: SupportClues): number {
  if (clues.near < LEAST_NEAR) return 0;
  let odds = fitted.constant;
  for (const [clue, weight] of Object.entries<number>(fitted.weights))
    odds += weight * clues[clue as keyof SupportClues];
  return 1 / (1 + Math.exp(-odds));
}
