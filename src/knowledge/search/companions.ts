import { RANKING } from "../ranking.ts";
import type { FoundChunk } from "./store.ts";

const { companion, alone } = RANKING;

/** A chunk's score, made of its own share and of that of its article's best other passage. */
interface WithCompanion {
  readonly chunk: FoundChunk;
  readonly score: number;
  readonly own: number;
  readonly article: number;
}

/**
 * Scores with a share of the best other passage of the same article, as far as it is among the candidates. Passages of
 * one article keep their order.
 */
export function withCompanions(
  candidates: readonly FoundChunk[],
  scoreOf: (chunk: FoundChunk) => number,
): WithCompanion[] {
  const scored = candidates.map((chunk) => ({ chunk, score: scoreOf(chunk) }));
  const best = new Map<string, [number, number]>();
  for (const { chunk, score } of scored) {
    const [first, second] = best.get(chunk.articleId) ?? [0, 0];
    best.set(chunk.articleId, score > first ? [score, first] : [first, Math.max(second, score)]);
  }
  return scored.map(({ chunk, score }) => {
    const [first, second] = best.get(chunk.articleId)!;
    const other = chunk.siblings === 1 ? alone * score : score === first ? second : first;
    const [own, article] = [(1 - companion) * score, companion * other];
    return { chunk, own, article, score: own + article };
  });
}
