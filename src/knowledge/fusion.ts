import type { Embedder } from "../models/ports.ts";

/** A passage and how well it matches, by one way of looking. */
export interface Scored {
  readonly id: string;
  readonly score: number;
}

/** A passage after both ways were weighed; `score` orders, the others explain. Null: not found that way. */
export interface Fused<Found extends Scored = Scored> extends Scored {
  /** As the first way found it. */
  readonly found: Found;
  readonly lexical: number | null;
  readonly dense: number | null;
  /** What either way gave of the score. */
  readonly fromWords: number;
  readonly fromVectors: number;
}

export interface Rankings<Found extends Scored = Scored> {
  /** By words, best first, scores above zero. */
  readonly lexical: readonly Found[];
  /** By vectors, best first, cosine similarities; the best 100 or so, so that the spread of scores means something. */
  readonly dense: readonly Found[];
  readonly kind: Embedder["kind"];
  /** Whether a passage is in another language than the question. */
  readonly isAcross: (found: Found) => boolean;
}

/** Share of averaged word vectors beside words; measured on both directions of evals/cases/crosslang-*.jsonl. */
const GLOSS_SHARE = 1 / 3;

/**
 * One ranking out of two. Ranks alone are not fused (that lost to the better of both): each way's scores are brought
 * to 0..1 and weighed. A sentence model takes part everywhere, each way by how sharply it tells the best from the
 * rest. Word vectors take part across languages only; passages in the question's language keep order and score.
 */
export function fuse<Found extends Scored>(rankings: Rankings<Found>): Fused<Found>[] {
  const { lexical, dense, kind } = rankings;
  const fused = kind === "neural" ? weigh(lexical, dense, fusionWeights(rankings)) : gated(rankings);
  return fused.sort(bestFirst);
}

/** How much either way counts; the sum is 1. */
export function fusionWeights({ lexical, dense, kind }: Omit<Rankings, "isAcross">): {
  words: number;
  vectors: number;
} {
  if (kind === "gloss") return { words: 1 - GLOSS_SHARE, vectors: GLOSS_SHARE };
  const [words, vectors] = [sharpness(lexical) ** 2, sharpness(dense) ** 2];
  const total = words + vectors || 1;
  return { words: words / total, vectors: vectors / total };
}

function gated<Found extends Scored>(rankings: Rankings<Found>): Fused<Found>[] {
  const { lexical, isAcross } = rankings;
  const across: Found[] = [];
  const own: Found[] = [];
  for (const found of lexical) (isAcross(found) ? across : own).push(found);
  const weighed = weigh(across, rankings.dense.filter(isAcross), fusionWeights(rankings)).sort(bestFirst);
  const factors = weighed.map(({ score }, place) => groupScore(place, weighed, across, own) / (score || 1));
  return [...own.map(byWordsAlone), ...weighed.map((one, place) => times(one, factors[place]!))];
}

const byWordsAlone = <Found extends Scored>(found: Found): Fused<Found> => {
  const { id, score } = found;
  return { id, score, found, lexical: score, dense: null, fromWords: score, fromVectors: 0 };
};

/** Keeps the order of passages that words hold for equal. */
const TIE = 1e-9;

/**
 * Passages in the other language compete as a group: vectors decide which of them come first, and words how much the first,
 * the second and so on count beside passages in the question's own language. Where there are none of these, the best counts
 * as much as its best words do, and the others as they were weighed.
 */
function groupScore(
  place: number,
  weighed: readonly Fused[],
  across: readonly Scored[],
  own: readonly Scored[],
): number {
  const byWords = own.length > 0 ? across[place] : undefined;
  if (byWords) return byWords.score * (1 - place * TIE);
  // What only vectors found stands behind all that words did.
  const last = own.length > 0 ? Math.max(0, across.length - 1) : 0;
  const level =
    own.length > 0
      ? Math.min(own.at(-1)!.score, across.at(-1)?.score ?? own.at(-1)!.score) / 2
      : (across[0]?.score ?? 0.5);
  return (level * weighed[place]!.score) / (weighed[last]!.score || 1);
}

const times = <Found extends Scored>(
  { id, score, found, lexical, dense, fromWords, fromVectors }: Fused<Found>,
  factor: number,
): Fused<Found> => ({
  id,
  score: score * factor,
  found,
  lexical,
  dense,
  fromWords: fromWords * factor,
  fromVectors: fromVectors * factor,
});

const bestFirst = (a: Scored, b: Scored): number => b.score - a.score || (a.id < b.id ? -1 : 1);

function weigh<Found extends Scored>(
  lexical: readonly Found[],
  dense: readonly Found[],
  weights: { readonly words: number; readonly vectors: number },
): Fused<Found>[] {
  const [wordShare, vectorShare] = [unitScale(lexical), unitScale(dense)];
  const byId = new Map<string, Fused<Found>>();
  for (const found of lexical) {
    const { id, score: byWords } = found;
    const fromWords = weights.words * wordShare(byWords);
    byId.set(id, { id, score: fromWords, found, lexical: byWords, dense: null, fromWords, fromVectors: 0 });
  }
  for (const found of dense) {
    const { id, score: byVectors } = found;
    const fromVectors = weights.vectors * vectorShare(byVectors);
    const { found: first = found, lexical: byWords = null, fromWords = 0 } = byId.get(id) ?? {};
    const score = fromWords + fromVectors;
    byId.set(id, { id, score, found: first, lexical: byWords, dense: byVectors, fromWords, fromVectors });
  }
  return [...byId.values()];
}

/** Brings scores to 0..1: the best gets 1, the last of the list just above 0, so that being listed counts. */
function unitScale(list: readonly Scored[]): (score: number) => number {
  let [highest, lowest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { score } of list) {
    if (score > highest) highest = score;
    if (score < lowest) lowest = score;
  }
  return highest > lowest ? (score) => 0.01 + 0.99 * ((score - lowest) / (highest - lowest)) : () => 1;
}

/** How far the best stands out, in standard deviations of the list; 0 for an empty list. */
function sharpness(list: readonly Scored[]): number {
  if (list.length === 0) return 0;
  const scores = list.map(({ score }) => score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const deviation = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length);
  return deviation === 0 ? 1 : (Math.max(...scores) - mean) / deviation;
}
