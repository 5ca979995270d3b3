/** What a series would have been expected to hold next, and how far chance alone may lead away from it. */
export interface Expected {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** How many spreads the count lies away from what was expected. */
  readonly score: number;
}

/** Steps of history before anything is expected at all. */
const LEAST_HISTORY = 4;
/** A count is an anomaly beyond so many spreads … */
const SPREADS = 3;
/** … and when at least so many tickets make the difference. */
const LEAST_DIFFERENCE = 3;
/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const MAD_TO_SIGMA = 1.4826;

/**
 * Expected range of `count` after `history`, the counts of the steps before it that are like it (for days: the same day
 * of the week, so that weekends are compared with weekends). The expected count is the median of the history; the spread
 * is the larger of 1.4826 × the median absolute deviation of `residuals` and √(expected + 1), the spread of a Poisson
 * count; the range is expected ± 3 spreads, never below zero. Medians keep an earlier anomaly from hiding a later one.
 * Null with fewer than four steps of history: no data.
 */
export function expectedRange(
  count: number,
  history: readonly number[],
  residuals: readonly number[],
): Expected | null {
  if (history.length < LEAST_HISTORY) return null;
  const expected = median(history);
  const deviation = residuals.length === 0 ? 0 : median(residuals.map(Math.abs));
  const spread = Math.max(MAD_TO_SIGMA * deviation, Math.sqrt(expected + 1));
  return {
    expected,
    low: Math.max(0, expected - SPREADS * spread),
    high: expected + SPREADS * spread,
    score: (count - expected) / spread,
  };
}

export const isAnomaly = (count: number, { expected, low, high }: Expected): boolean =>
  (count > high || count < low) && Math.abs(count - expected) >= LEAST_DIFFERENCE;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
