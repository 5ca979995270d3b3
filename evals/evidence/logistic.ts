import { byNewton, dot, meanOf, spreadOf } from "./newton.ts";

/** A logistic over clues: their weights and the constant give the log odds. */
export interface Logistic<Name extends string> {
  readonly constant: number;
  readonly weights: Record<Name, number>;
}

/** One row to fit to: its clues, whether what is judged is so, and how much the row counts. */
export interface Observed<Name extends string> {
  readonly clues: Readonly<Record<Name, number>>;
  readonly so: boolean;
  readonly count: number;
}

/** Steps after which nothing moves any more. */
const STEPS = 25;

/** The log odds of some clues. */
export const logOdds = <Name extends string>(
  { constant, weights }: Logistic<Name>,
  clues: Readonly<Record<Name, number>>,
): number =>
  Object.entries<number>(weights).reduce((sum, [name, weight]) => sum + weight * clues[name as Name], constant);

/** Logistic regression on standardised clues, each with a decay of its own, by Newton's method. */
export function fitLogistic<Name extends string>(
  rows: readonly Observed<Name>[],
  decayOf: (name: Name) => number,
): Logistic<Name> {
  const names = Object.keys(rows[0]!.clues) as Name[];
  const columns = names.map((name) => rows.map(({ clues }) => clues[name]));
  const means = columns.map(meanOf);
  // A clue that never changes says nothing.
  const spreads = columns.map((column) => spreadOf(column) || 1);
  // The constant is the weight of a clue that is always 1.
  const points = rows.map(({ clues }) => [1, ...names.map((name, c) => (clues[name] - means[c]!) / spreads[c]!)]);
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  const betas = byNewton([0, ...names.map(decayOf)], STEPS, (at, slopes, bends) => {
    points.forEach((point, i) => {
      const { so, count } = rows[i]!;
      const chance = 1 / (1 + Math.exp(-dot(point, at)));
      const miss = (count / all) * (chance - (so ? 1 : 0));
      const bend = (count / all) * chance * (1 - chance);
      for (let c = 0; c < point.length; c++) {
        slopes[c]! += miss * point[c]!;
        for (let d = 0; d < point.length; d++) bends[c]![d]! += bend * point[c]! * point[d]!;
      }
    });
  });
  const [constant, ...rest] = betas as [number, ...number[]];
  const weights = Object.fromEntries(names.map((name, c) => [name, rest[c]! / spreads[c]!])) as Record<Name, number>;
  return { constant: constant - names.reduce((sum, name, c) => sum + weights[name] * means[c]!, 0), weights };
}
