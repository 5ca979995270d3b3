import { kindOf, type TermKind } from "../models/segmenter.ts";

/** Fields of a chunk that words are counted in. */
export const FIELDS = ["body", "heading", "title", "path", "anchor", "summary"] as const;
export type Field = (typeof FIELDS)[number];

/**
 * The one setting of the ranker, for all knowledge bases: BM25F (Robertson, Zaragoza, Taylor 2004) over typed terms.
 * Field weights act when a chunk is indexed; all others when a question is asked.
 */
export const RANKING = {
  k1: 1.5,
  b: 0.82,
  /** A chunk's neighbours count too: its group is scored as one text, fully normalised by length, with this share. */
  groupB: 1,
  groupShare: 0.7,
  /** Of two chunks alike, one out of many of its article is the likelier accident: less by this times ln(siblings). */
  siblings: 0.02,
  /** Share of a passage's score that is the best other passage's of its article: two places that fit are no accident. */
  companion: 1 / 6,
  /** What an article of one passage counts as its other one, as a share of its score: it is neither helped nor hurt. */
  alone: 0.8,
  fields: { body: 1, heading: 0.4, title: 0.7, path: 0.3, anchor: 0.8, summary: 0.3 } satisfies Record<Field, number>,
  /** What the name of an article or section counts where it begins. */
  name: 1,
  kinds: { w: 1, b: 0.5, u: 0.2, s: 1.5, i: 1, p: 0.7, n: 2 } satisfies Record<TermKind, number>,
} as const;

/** Raised when the same article would be indexed otherwise: all articles are then indexed anew. */
export const INDEX_VERSION = 6;

/** Weight of a term by its kind, its first letter. */
export const kindWeight = (term: string): number => RANKING.kinds[kindOf(term)] ?? 0;
