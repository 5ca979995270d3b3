import type { Clues } from "../../src/copilot/evidence/clues.ts";
import { byNewton, dot, meanOf, spreadOf } from "./newton.ts";
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
/** Of these a knowledge base has its own habits, so that they decide less in one that the fit has not seen. */
const HABITS: readonly (keyof Clues)[] = ["search", "title"];
const DECAY_OF_HABITS = 0.1;
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
  const means = columns.map(meanOf);
  const spreads = columns.map(spreadOf);
  // The constant is the weight of a clue that is always 1.
  const points = train.map(({ clues }) => [1, ...names.map((name, c) => (clues[name] - means[c]!) / spreads[c]!)]);
  const counts = train.map((row) => (row.answerable ? 1 : UNANSWERED) * countOf(row));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const decay = [0, ...names.map((name) => (HABITS.includes(name) ? DECAY_OF_HABITS : DECAY))];
  const betas = byNewton(decay, STEPS, (at, slopes, bends) => {
    points.forEach((point, i) => {
      const chance = 1 / (1 + Math.exp(-dot(point, at)));
      const miss = (counts[i]! / all) * (chance - (train[i]!.right ? 1 : 0));
      const bend = (counts[i]! / all) * chance * (1 - chance);
      for (let c = 0; c < point.length; c++) {
        slopes[c]! += miss * point[c]!;
        for (let d = 0; d < point.length; d++) bends[c]![d]! += bend * point[c]! * point[d]!;
      }
    });
  });
  const [constant, ...rest] = betas as [number, ...number[]];
  const weights = Object.fromEntries(names.map((name, c) => [name, rest[c]! / spreads[c]!])) as Fitted["weights"];
  return { constant: constant - names.reduce((sum, name, c) => sum + weights[name] * means[c]!, 0), weights };
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
