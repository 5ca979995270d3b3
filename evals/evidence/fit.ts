import type { Clues } from "../../src/copilot/evidence/clues.ts";
import { fitLogistic, type Logistic, logOdds } from "./logistic.ts";
import type { Row } from "./rows.ts";

export type Fitted = Logistic<keyof Clues>;

/** A question that nothing answers counts more: an answer to one does harm. */
const UNANSWERED = 1.5;
/** Most people ask plainly. */
const IN_WORDS = 0.3;
const DECAY = 0.03;
/** Of these a knowledge base has its own habits, so that they decide less in one that the fit has not seen. */
const HABITS: readonly (keyof Clues)[] = ["search", "title"];
const DECAY_OF_HABITS = 0.1;
/** How much a row counts by how many people ask like that. */
export const countOf = ({ plain }: Pick<Row, "plain">): number => (plain ? 1 : IN_WORDS);

/** The log odds that a row's telling is right. */
export const scoreOf = (fitted: Fitted, { clues }: Row): number => logOdds(fitted, clues);

export const fitWeights = (train: readonly Row[]): Fitted =>
  fitLogistic(
    train.map((row) => ({
      clues: row.clues,
      so: row.right,
      count: (row.answerable ? 1 : UNANSWERED) * countOf(row),
    })),
    (name) => (HABITS.includes(name) ? DECAY_OF_HABITS : DECAY),
  );

/** The score of each row by weights that have seen no row of its set, and so nobody who writes like its author. */
export function leftOutScores(rows: readonly Row[]): ReadonlyMap<Row, number> {
  const scores = new Map<Row, number>();
  for (const [set, own] of Map.groupBy(rows, (row) => row.set)) {
    const fitted = fitWeights(rows.filter((row) => row.set !== set));
    for (const row of own) scores.set(row, scoreOf(fitted, row));
  }
  return scores;
}
