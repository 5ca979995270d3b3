import type { QueryTerm } from "../../models/segmenter.ts";
import type { QueryPart } from "./question/clauses.ts";
import { type PartScores, type QueryIndex, scorePart } from "./score.ts";

/** The scores that order passages, and those of each part of the question. */
export interface MixedScores {
  readonly bySlot: Float32Array;
  readonly parts: readonly PartScores[];
}

/** Share of the part that a passage serves best; the rest is the whole message's. */
export const BEST_PART_SHARE = 0.3;

/** How much a synonym in the other script counts here: it finds names, while translations go their own way. */
const FOREIGN_SHARE = 0.3;

export const inOwnScript = (term: QueryTerm): QueryTerm =>
  term.synonym === "foreign" ? { ...term, weight: term.weight * FOREIGN_SHARE } : term;

/** Mixes the score of the whole message with that of its best part, so that greetings and asides do not drown the question. */
export function mixParts(index: QueryIndex, parts: readonly QueryPart[]): MixedScores {
  const [whole, ...clauses] = parts.map(({ terms }) => scorePart(index, terms.map(inOwnScript)));
  if (!whole) return { bySlot: new Float32Array(0), parts: [] };
  if (clauses.length === 0) return { bySlot: whole.bySlot, parts: [whole] };
  const bySlot = whole.bySlot.map((score, slot) => {
    if (score === 0) return 0;
    let best = 0;
    for (const { bySlot: scores } of clauses) if (scores[slot]! > best) best = scores[slot]!;
    return (1 - BEST_PART_SHARE) * score + BEST_PART_SHARE * best;
  });
  return { bySlot, parts: [whole, ...clauses] };
}
