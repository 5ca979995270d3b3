import type { Clues } from "../../src/copilot/evidence/clues.ts";
import type { Row } from "./rows.ts";

/** A logistic over the clues. */
export interface Fitted {
  readonly constant: number;
  readonly weights: Record<keyof Clues, number>;
}

/** A question that nothing answers counts more: an answer to one does harm. */
const UNANSWERED = 1.5;
/** Most people ask plainly. */
const IN_WORDS = 0.3;
const DECAY = 0.03;
/** Steps after which nothing moves any more. */
const STEPS = 25;

/** How much a row counts by how many people ask like that. */
export const countOf = ({ plain }: Pick<Row, "plain">): number => (plain ? 1 : IN_WORDS);

/** The log odds that a row's telling is right. */
export const scoreOf = ({ constant, weights }: Fitted, { clues }: Row): number =>
  Object.entries(weights).reduce((sum, [clue, weight]) => sum + weight * clues[clue as keyof Clues], constant);

/** Logistic regression of `right` on standardised clues with a little decay, by Newton's method. */
export function fitWeights(train: readonly Row[]): Fitted {
  const names = Object.keys(train[0]!.clues) as (keyof Clues)[];
  const columns = names.map((name) => train.map(({ clues }) => clues[name]));
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const spreads = columns.map((column, c) =>
    Math.sqrt(column.reduce((sum, value) => sum + (value - means[c]!) ** 2, 0) / column.length),
  );
  // The constant is the weight of a clue that is always 1.
  const points = train.map(({ clues }) => [1, ...names.map((name, c) => (clues[name] - means[c]!) / spreads[c]!)]);
  const counts = train.map((row) => (row.answerable ? 1 : UNANSWERED) * countOf(row));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const decay = points[0]!.map((_, c) => (c === 0 ? 0 : DECAY));
  let betas = points[0]!.map(() => 0);
  for (let step = 0; step < STEPS; step++) {
    const slopes = betas.map((beta, c) => decay[c]! * beta);
    const bends = betas.map((_, c) => betas.map((_, d) => (c === d ? decay[c]! : 0)));
    points.forEach((point, i) => {
      const chance = 1 / (1 + Math.exp(-dot(point, betas)));
      const miss = (counts[i]! / all) * (chance - (train[i]!.right ? 1 : 0));
      const bend = (counts[i]! / all) * chance * (1 - chance);
      for (let c = 0; c < point.length; c++) {
        slopes[c]! += miss * point[c]!;
        for (let d = 0; d < point.length; d++) bends[c]![d]! += bend * point[c]! * point[d]!;
      }
    });
    const change = solved(bends, slopes);
    betas = betas.map((beta, c) => beta - change[c]!);
  }
  const [constant, ...rest] = betas as [number, ...number[]];
  const weights = Object.fromEntries(names.map((name, c) => [name, rest[c]! / spreads[c]!])) as Fitted["weights"];
  return { constant: constant - names.reduce((sum, name, c) => sum + weights[name] * means[c]!, 0), weights };
}

export const dot = (a: readonly number[], b: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** What a positive definite matrix takes to `right`, by Gaussian elimination. */
export function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, r) => [...row, right[r]!]);
  for (const [r, row] of rows.entries())
    for (const below of rows.slice(r + 1)) {
      const share = below[r]! / row[r]!;
      for (let c = r; c < below.length; c++) below[c]! -= share * row[c]!;
    }
  const found = right.map(() => 0);
  for (let r = rows.length - 1; r >= 0; r--) {
    const row = rows[r]!;
    const known = dot(row.slice(r + 1, -1), found.slice(r + 1));
    found[r] = (row.at(-1)! - known) / row[r]!;
  }
  return found;
}

/** The score of each row by weights that have seen no row of its set, and so nobody who writes like its author. */
export function leftOutScores(rows: readonly Row[]): ReadonlyMap<Row, number> {
  const scores = new Map<Row, number>();
  for (const [set, own] of Map.groupBy(rows, (row) => row.set)) {
    const fitted = fitWeights(rows.filter((row) => row.set !== set));
    for (const row of own) scores.set(row, scoreOf(fitted, row));
  }
  return scores;
}
