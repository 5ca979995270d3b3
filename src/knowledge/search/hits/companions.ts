import { RANKING } from "../../ranking.ts";
import type { FoundChunk } from "../store.ts";

const { companion, alone } = RANKING;

/** A chunk's score, made of its own share and of that of its article's best other passage. */
export interface WithCompanion {
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
  const scores = candidates.map(scoreOf);
  const byArticle = new Map<string, { first: number; second: number }>();
  const articles = candidates.map(({ articleId }, i) => {
    const score = scores[i]!;
    const known = byArticle.get(articleId);
    if (known === undefined) {
      const article = { first: score, second: 0 };
      byArticle.set(articleId, article);
      return article;
    }
    if (score > known.first) [known.first, known.second] = [score, known.first];
    else if (score > known.second) known.second = score;
    return known;
  });
  return candidates.map((chunk, i) => {
    const score = scores[i]!;
    const { first, second } = articles[i]!;
    const other = chunk.siblings === 1 ? alone * score : score === first ? second : first;
    const [own, article] = [(1 - companion) * score, companion * other];
    return { chunk, own, article, score: own + article };
  });
}
