import type { Language } from "../../../kernel/labels.ts";
import type { QueryTerm } from "../../../models/segmenter.ts";
import { RANKING } from "../../ranking.ts";
import type { Hit } from "../../types.ts";
import type { NearPassage } from "../../vectors.ts";
import { strongestTerms } from "../account/term-shares.ts";
import type { AllFinds } from "../other-ways.ts";
import type { QueryIndex } from "../score.ts";
import type { FoundChunk, Passage } from "../store.ts";
import { type WithCompanion, withCompanions } from "./companions.ts";
import { firstOf } from "./first-of.ts";
import { keepPlaces, PLACES_ACROSS } from "./places.ts";

const MOST_TERMS = 12;

/** A page in the question's language comes before its translation. */
const OTHER_LANGUAGE = 0.45;

/** The language that a question is asked in; null when it is a code or a name, which belongs to none. */
function languageOf(text: string): Language | null {
  if (/\p{Script=Han}/u.test(text)) return "zh";
  return (text.match(/(?<![\p{L}\d_.-])[a-z]{2,}(?![\p{L}\d_-])/giu)?.length ?? 0) > 2 ? "en" : null;
}

/** What a chunk's score is multiplied with for its article's size and language. */
const siblingsFactor = ({ siblings }: FoundChunk): number => Math.max(0.5, 1 - RANKING.siblings * Math.log(siblings));
const languageFactor = ({ language }: FoundChunk, asked: Language | null): number =>
  asked === null || asked === language ? 1 : OTHER_LANGUAGE;

/** A chunk among the best, and how its score came about: `score = own + article`. */
export interface Find {
  readonly chunk: FoundChunk;
  readonly slot: number;
  readonly score: number;
  readonly own: number;
  readonly article: number;
  readonly factors: { readonly siblings: number; readonly language: number };
  /** Place by score, from 1. */
  readonly rank: number;
}

/** The best candidates by their final score, with places for passages that only the other language has. */
export function bestFinds(
  { scores, candidates }: Pick<AllFinds, "scores" | "candidates">,
  { text, limit }: { readonly text: string; readonly limit: number },
): Find[] {
  const asked = languageOf(text);
  const scored = withCompanions(
    candidates,
    (chunk) => (scores[chunk.slot] ?? 0) * siblingsFactor(chunk) * languageFactor(chunk, asked),
  );
  const isAcross = ({ chunk }: WithCompanion) => asked !== null && asked !== chunk.language;
  const best = firstOf(scored, limit, isBetter);
  const across = asked === null ? [] : firstOf(scored.filter(isAcross), PLACES_ACROSS, isBetter);
  const further = across.filter((one) => !best.includes(one));
  return keepPlaces([...best, ...further], isAcross)
    .slice(0, limit)
    .map((one) => ({
      ...one,
      slot: one.chunk.slot,
      factors: { siblings: siblingsFactor(one.chunk), language: languageFactor(one.chunk, asked) },
      rank: 1 + (further.includes(one) ? scored.filter((other) => isBetter(other, one)).length : best.indexOf(one)),
    }));
}

const isBetter = (one: WithCompanion, other: WithCompanion): boolean =>
  one.score === other.score ? one.chunk.slot < other.chunk.slot : one.score > other.score;

/** Hits in the order of `best`, each with the words that found it. */
export function hitsOf(
  index: QueryIndex,
  terms: readonly QueryTerm[],
  best: readonly { readonly slot: number; readonly score: number }[],
  passages: ReadonlyMap<number, Passage>,
  near: readonly NearPassage[],
): Hit[] {
  const termsAt = strongestTerms(index, terms, MOST_TERMS);
  const similarity = new Map<number, number | null>(best.map(({ slot }) => [slot, null]));
  for (const { slot, similarity: cosine } of near) if (similarity.has(slot)) similarity.set(slot, cosine);
  return best.flatMap(({ slot, score }) => {
    const passage = passages.get(slot);
    if (!passage) return [];
    return [hitOf(passage, score, { lexical: score, dense: similarity.get(slot)!, terms: termsAt(slot) })];
  });
}

const hitOf = (passage: Passage, score: number, explain: Hit["explain"]): Hit => ({
  chunkId: passage.chunkId,
  articleId: passage.articleId,
  articleVersion: passage.articleVersion,
  path: passage.path,
  title: passage.title,
  headingPath: passage.headingPath,
  anchor: passage.anchor,
  start: passage.start,
  end: passage.end,
  text: passage.text,
  scope: scopeOf(passage),
  score,
  explain,
});

const scopeOf = (chunk: Passage): Hit["scope"] => ({
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
