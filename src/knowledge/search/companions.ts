import { RANKING } from "../ranking.ts";
import type { FoundChunk } from "./store.ts";

const { companion, alone } = RANKING;

/**
 * Scores with a share of the best other passage of the same article, as far as it is among the candidates. Passages of
 * one article keep their order.
 */
export function withCompanions(
  candidates: readonly FoundChunk[],
  scoreOf: (chunk: FoundChunk) => number,
): { readonly chunk: FoundChunk; readonly score: number }[] {
  const scored = candidates.map((chunk) => ({ chunk, score: scoreOf(chunk) }));
  const best = new Map<string, [number, number]>();
  for (const { chunk, score } of scored) {
    const [first, second] = best.get(chunk.articleId) ?? [0, 0];
    best.set(chunk.articleId, score > first ? [score, first] : [first, Math.max(second, score)]);
  }
  return scored.map(({ chunk, score }) => {
    const [first, second] = best.get(chunk.articleId)!;
    const other = chunk.siblings === 1 ? alone * score : score === first ? second : first;
    return { chunk, score: (1 - companion) * score + companion * other };
  });
}
