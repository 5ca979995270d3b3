import type { Hit } from "../../knowledge/types.ts";
import { MOST_PASSAGES } from "../draft/extractive/considered.ts";
import { type Extract, extract } from "../draft/extractive/extract.ts";
import { questionKinds } from "../draft/extractive/question-kind.ts";
import { asPassage, type Scoring, scoreUnits } from "../draft/scoring/score-units.ts";

/** The first passages that were found, scored against a question, and what would be told of them. */
export interface FirstPassages {
  readonly near: readonly Hit[];
  readonly scoring: Scoring;
  readonly pieces: readonly Extract[];
}

export type ReadFirst = (question: string, hits: readonly Hit[]) => FirstPassages;

/**
 * Reads the first passages for who runs `version`. What is looked up in every language after its own finds the same
 * passages first in its own: these are read once.
 */
export function firstPassagesReader(version: string | null): ReadFirst {
  let last: { readonly question: string; readonly first: FirstPassages } | null = null;
  return (question, hits) => {
    const near = hits.slice(0, MOST_PASSAGES);
    if (last === null || last.question !== question || !areAlike(last.first.near, near))
      last = { question, first: readFirst(question, near, version) };
    return last.first;
  };
}

function readFirst(question: string, near: readonly Hit[], version: string | null): FirstPassages {
  const passages = near.map(asPassage);
  const scoring = scoreUnits(question, passages, questionKinds(question), null);
  return { near, scoring, pieces: extract(question, passages, version, scoring) };
}

const areAlike = (some: readonly Hit[], others: readonly Hit[]): boolean =>
  some.length === others.length && some.every((hit, i) => isAlike(hit, others[i]!));

/** In all that a scoring rests on. */
function isAlike(hit: Hit, other: Hit): boolean {
  const { terms } = hit.explain;
  const others = other.explain.terms;
  return (
    hit.score === other.score &&
    hit.text === other.text &&
    hit.title === other.title &&
    hit.headingPath.length === other.headingPath.length &&
    hit.headingPath.every((heading, i) => heading === other.headingPath[i]) &&
    terms.length === others.length &&
    terms.every(({ term, score }, i) => term === others[i]!.term && score === others[i]!.score)
  );
}
