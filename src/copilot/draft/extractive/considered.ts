import type { ScoredSection } from "../scoring/score-units.ts";

/** Passages that are read at most: of eight no more is told that is right. */
export const MOST_PASSAGES = 4;
/** A passage below this share of the best passage's score is about something else; from .3 on a code in passing comes in. */
const CONSIDERED = 0.5;

/** The found passages, best first, of which something may be told. */
export const consideredOf = <Passage extends { readonly score: number }>(found: readonly Passage[]): Passage[] =>
  found.slice(0, MOST_PASSAGES).filter(({ score }) => score >= CONSIDERED * found[0]!.score);

/** The sections of which something may be told, since they say more than their headline, best first. */
export const bestSections = (sections: readonly ScoredSection[]): ScoredSection[] =>
  sections.filter(({ units }) => units.some(({ headline }) => !headline)).sort((one, other) => other.score - one.score);
