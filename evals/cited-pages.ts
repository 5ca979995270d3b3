import { questionKinds } from "../src/copilot/draft/question-kind.ts";
import { scoreUnits } from "../src/copilot/draft/score-units.ts";
import type { Hit } from "../src/knowledge/types.ts";

/** As many as the copilot asks for. */
const PASSAGES = 8;
const CITATIONS = 3;
/** A page is cited when its best passage reaches this share of the best one. */
const CITED_FROM = 0.5;

/**
 * The paths of at most three pages that an answer cites: the one that the search puts first, and those that have the
 * sections that a draft would tell first.
 */
export function citedPages(question: string, hits: readonly Hit[]): string[] {
  const [best] = hits;
  if (best === undefined) return [];
  const near = hits
    .slice(0, PASSAGES)
    .filter(({ score }) => score >= CITED_FROM * best.score)
    .map((hit) => ({ ...hit, found: hit.explain.terms }));
  const { sections } = scoreUnits(question, near, questionKinds(question), null);
  const told = sections
    .filter(({ units }) => units.some(({ headline }) => !headline))
    .toSorted((a, b) => b.odds - a.odds)
    .map(({ passage }) => near[passage]!.path);
  return [...new Set([best.path, ...told])].slice(0, CITATIONS);
}
