import { bestSections } from "../src/copilot/draft/extractive/considered.ts";
import { extract } from "../src/copilot/draft/extractive/extract.ts";
import { questionKinds } from "../src/copilot/draft/extractive/question-kind.ts";
import { asPassage, scoreUnits } from "../src/copilot/draft/scoring/score-units.ts";
import type { Hit } from "../src/knowledge/types.ts";

/** As many as the copilot asks for. */
export const PASSAGES = 8;
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
  const near = hits.slice(0, PASSAGES).filter(({ score }) => score >= CITED_FROM * best.score);
  const { sections } = scoreUnits(question, near.map(asPassage), questionKinds(question), null);
  const told = bestSections(sections).map(({ passage }) => near[passage]!.path);
  return [...new Set([best.path, ...told])].slice(0, CITATIONS);
}

/** The paths of the pages that a draft without a model tells something of, which are those that it cites. */
export function toldPages(question: string, hits: readonly Hit[]): string[] {
  const near = hits.slice(0, PASSAGES).map(asPassage);
  return [...new Set(extract(question, near).map(({ passage }) => near[passage]!.path))];
}
