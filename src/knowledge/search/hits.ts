import type { QueryTerm } from "../../models/segmenter.ts";
import { RANKING } from "../ranking.ts";
import type { Hit } from "../types.ts";
import { explainSlots, type QueryIndex } from "./score.ts";
import type { FoundChunk } from "./store.ts";

const MOST_TERMS = 12;

/** A chunk's score with its article's size taken into account. */
const finalScore = (score: number, { siblings }: FoundChunk): number =>
  score * Math.max(0.5, 1 - RANKING.siblings * Math.log(siblings));

/** Orders candidates by their final score and explains the first ones. */
export function hitsOf(
  index: QueryIndex,
  terms: readonly QueryTerm[],
  scores: Float32Array,
  candidates: readonly FoundChunk[],
  limit: number,
): Hit[] {
  const ordered = candidates
    .map((chunk) => ({ chunk, lexical: finalScore(scores[chunk.slot] ?? 0, chunk) }))
    .sort((a, b) => b.lexical - a.lexical || a.chunk.slot - b.chunk.slot)
    .slice(0, limit);
  const explained = explainSlots(
    index,
    terms,
    ordered.map(({ chunk }) => chunk.slot),
  );
  return ordered.map(({ chunk, lexical }) => ({
    chunkId: chunk.chunkId,
    articleId: chunk.articleId,
    articleVersion: chunk.articleVersion,
    path: chunk.path,
    title: chunk.title,
    headingPath: chunk.headingPath,
    anchor: chunk.anchor,
    start: chunk.start,
    end: chunk.end,
    text: chunk.text,
    scope: scopeOf(chunk),
    score: lexical,
    explain: { lexical, dense: null, terms: strongest(explained.get(chunk.slot) ?? []) },
  }));
}

/** Terms as read, without the letter of their kind; several kinds of one text add up. */
function strongest(terms: readonly { term: string; score: number }[]): { term: string; score: number }[] {
  const byText = new Map<string, number>();
  for (const { term, score } of terms) byText.set(term.slice(1), (byText.get(term.slice(1)) ?? 0) + score);
  return [...byText]
    .map(([term, score]) => ({ term, score }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_TERMS);
}

const scopeOf = (chunk: FoundChunk): Hit["scope"] => ({
  product: chunk.product,
  module: chunk.module,
  editions: chunk.editions,
  versions: chunk.versions,
  deployment: chunk.deployment,
  audience: chunk.audience,
  language: chunk.language,
  kind: chunk.kind,
  validFrom: chunk.validFrom,
  validTo: chunk.validTo,
  owner: chunk.owner,
});
