/** Figures of ranked lists against sets of relevant documents, as means over cases. */
export interface RankingFigures {
  readonly n: number;
  readonly recall_at_1: number;
  readonly recall_at_5: number;
  readonly mrr_at_10: number;
  readonly ndcg_at_10: number;
}

const DEPTH = 10;

/** Recall counts a case when any relevant document is in the top k; nDCG has binary gains (Järvelin, Kekäläinen 2002). */
export function rankingFigures(
  cases: readonly { readonly ranked: readonly string[]; readonly relevant: readonly string[] }[],
): RankingFigures {
  const mean = (of: (ranked: readonly string[], relevant: readonly string[]) => number) =>
    round(
      cases.reduce((sum, { ranked, relevant }) => sum + of(ranked.slice(0, DEPTH), relevant), 0) /
        Math.max(1, cases.length),
    );
  const first = (ranked: readonly string[], relevant: readonly string[]) =>
    ranked.findIndex((one) => relevant.includes(one));
  const within = (k: number) => (ranked: readonly string[], relevant: readonly string[]) => {
    const at = first(ranked, relevant);
    return at >= 0 && at < k ? 1 : 0;
  };
  return {
    n: cases.length,
    recall_at_1: mean(within(1)),
    recall_at_5: mean(within(5)),
    mrr_at_10: mean((ranked, relevant) => {
      const at = first(ranked, relevant);
      return at < 0 ? 0 : 1 / (at + 1);
    }),
    ndcg_at_10: mean(ndcg),
  };
}

function ndcg(ranked: readonly string[], relevant: readonly string[]): number {
  const gain = ranked.reduce((sum, one, i) => sum + (relevant.includes(one) ? 1 / Math.log2(i + 2) : 0), 0);
  const ideal = Array.from({ length: Math.min(relevant.length, DEPTH) }, (_, i) => 1 / Math.log2(i + 2));
  return (
    gain /
    Math.max(
      1e-9,
      ideal.reduce((sum, one) => sum + one, 0),
    )
  );
}

const round = (value: number): number => Number(value.toFixed(4));

/**
 * Area under the ROC curve: the chance that a positive's score is above a negative's, ties counting half
 * (Mann-Whitney).
 */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  let wins = 0;
  for (const yes of positives) for (const no of negatives) wins += yes > no ? 1 : yes === no ? 0.5 : 0;
  return round(wins / Math.max(1, positives.length * negatives.length));
}
