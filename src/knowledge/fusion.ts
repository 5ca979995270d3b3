import type { Embedder } from "../models/ports.ts";

/** A passage and how well it matches, by one way of looking. */
export interface Scored {
  readonly id: string;
  readonly score: number;
}

/** A passage after both ways were weighed; `score` orders, the others explain. Null: not found that way. */
export interface Fused extends Scored {
  readonly lexical: number | null;
  readonly dense: number | null;
  /** What either way gave of the score. */
  readonly fromWords: number;
  readonly fromVectors: number;
}

export interface Rankings {
  /** By words, best first, scores above zero. */
  readonly lexical: readonly Scored[];
  /** By vectors, best first, cosine similarities; the best 100 or so, so that the spread of scores means something. */
  readonly dense: readonly Scored[];
  readonly kind: Embedder["kind"];
  /** Whether a passage is in another language than the question. */
  readonly isAcross: (id: string) => boolean;
}

/** Share of averaged word vectors beside words; measured on both directions of evals/cases/crosslang-*.jsonl. */
const GLOSS_SHARE = 1 / 3;

/**
 * One ranking out of two. Ranks alone are not fused (that lost to the better of both): each way's scores are brought
 * to 0..1 and weighed. A sentence model takes part everywhere, each way by how sharply it tells the best from the
 * rest. Word vectors take part across languages only; passages in the question's language keep order and score.
 */
export function fuse({ lexical, dense, kind, isAcross }: Rankings): Fused[] {
  const rankings = { lexical, dense, kind };
  const fused = kind === "neural" ? weigh(lexical, dense, fusionWeights(rankings)) : gated(rankings, isAcross);
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

function gated(rankings: Omit<Rankings, "isAcross">, isAcross: Rankings["isAcross"]): Fused[] {
  const { lexical } = rankings;
  const dense = rankings.dense.filter(({ id }) => isAcross(id));
  const own = lexical.filter(({ id }) => !isAcross(id));
  const across = lexical.filter(({ id }) => isAcross(id));
  const weighed = weigh(across, dense, fusionWeights(rankings)).sort(bestFirst);
  return [
    ...own.map(({ id, score }) => ({ id, score, lexical: score, dense: null, fromWords: score, fromVectors: 0 })),
    ...weighed.map((one, i) => times(one, groupScore(i, weighed, across, own) / (one.score || 1))),
  ];
}

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

const times = (one: Fused, factor: number): Fused => ({
  ...one,
  score: one.score * factor,
  fromWords: one.fromWords * factor,
  fromVectors: one.fromVectors * factor,
});

const bestFirst = (a: Scored, b: Scored): number => b.score - a.score || (a.id < b.id ? -1 : 1);

function weigh(
  lexical: readonly Scored[],
  dense: readonly Scored[],
  weights: { readonly words: number; readonly vectors: number },
): Fused[] {
  const words = new Map(lexical.map(({ id, score }) => [id, score]));
  const vectors = new Map(dense.map(({ id, score }) => [id, score]));
  const [wordShare, vectorShare] = [unitScale(lexical), unitScale(dense)];
  return [...new Set([...words.keys(), ...vectors.keys()])].map((id) => {
    const [byWords, byVectors] = [words.get(id), vectors.get(id)];
    const fromWords = byWords === undefined ? 0 : weights.words * wordShare(byWords);
    const fromVectors = byVectors === undefined ? 0 : weights.vectors * vectorShare(byVectors);
    const score = fromWords + fromVectors;
    return { id, score, lexical: byWords ?? null, dense: byVectors ?? null, fromWords, fromVectors };
  });
}

/** Brings scores to 0..1: the best gets 1, the last of the list just above 0, so that being listed counts. */
function unitScale(list: readonly Scored[]): (score: number) => number {
  const scores = list.map(({ score }) => score);
  const [highest, lowest] = [Math.max(...scores), Math.min(...scores)];
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
