import type { Language } from "../../kernel/labels.ts";
import type { QueryTerm } from "../../models/segmenter.ts";
import { RANKING } from "../ranking.ts";
import type { Hit } from "../types.ts";
import { withCompanions } from "./companions.ts";
import type { AllFinds } from "./other-ways.ts";
import { keepPlaces } from "./places.ts";
import { type QueryIndex, type TermShare, termShares } from "./score.ts";
import type { FoundChunk, Passage } from "./store.ts";

const MOST_TERMS = 12;

/** A page in the question's language comes before its translation. */
const OTHER_LANGUAGE = 0.45;

/** The language that a question is asked in; null when it is a code or a name, which belongs to none. */
function languageOf(text: string): Language | null {
  if (/\p{Script=Han}/u.test(text)) return "zh";
  return (text.match(/(?<![\p{L}\d_.-])[a-z]{2,}(?![\p{L}\d_-])/giu)?.length ?? 0) > 2 ? "en" : null;
}

/** What a chunk's score is multiplied with for its article's size and language. */
const factorsOf = ({ siblings, language }: FoundChunk, asked: Language | null): Find["factors"] => ({
  siblings: Math.max(0.5, 1 - RANKING.siblings * Math.log(siblings)),
  language: asked === null || asked === language ? 1 : OTHER_LANGUAGE,
});

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
  const scoreOf = (chunk: FoundChunk) => {
    const { siblings, language } = factorsOf(chunk, asked);
    return (scores[chunk.slot] ?? 0) * siblings * language;
  };
  const ordered = withCompanions(candidates, scoreOf).sort((a, b) => b.score - a.score || a.chunk.slot - b.chunk.slot);
  const ranks = new Map(ordered.map((one, i) => [one, i + 1]));
  return keepPlaces(ordered, ({ chunk }) => asked !== null && asked !== chunk.language)
    .slice(0, limit)
    .map((one) => ({
      ...one,
      slot: one.chunk.slot,
      factors: factorsOf(one.chunk, asked),
      rank: ranks.get(one)!,
    }));
}

/** Hits in the order of `best`, each with the words that found it. */
export function hitsOf(
  index: QueryIndex,
  terms: readonly QueryTerm[],
  best: readonly { readonly slot: number; readonly score: number }[],
  passages: ReadonlyMap<number, Passage>,
  similarity: ReadonlyMap<number, number>,
): Hit[] {
  const sharesOf = termShares(index, terms);
  return best.flatMap(({ slot, score }) => {
    const passage = passages.get(slot);
    const dense = similarity.get(slot) ?? null;
    if (!passage) return [];
    return [hitOf(passage, score, { lexical: score, dense, terms: strongest(sharesOf(slot)) })];
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

/** Terms as read, without the letter of their kind; several kinds of one text add up. */
function strongest(found: readonly TermShare[]): { term: string; score: number }[] {
  const byText = new Map<string, number>();
  for (const { term, passage } of found) {
    if (passage === 0) continue;
    const text = term.term.slice(1);
    byText.set(text, (byText.get(text) ?? 0) + passage);
  }
  return [...byText]
    .map(([term, score]) => ({ term, score }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_TERMS);
}

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
