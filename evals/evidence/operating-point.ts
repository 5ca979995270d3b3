import { rounded } from "../scorers/classification.ts";
import { areaUnderCurve } from "../scorers/ranking.ts";
import { countOf } from "./fit.ts";
import type { Row } from "./rows.ts";

/** The rule for where to answer: of the questions that nothing answers, at least this share is refused. */
const REFUSED = 0.933;

const isAsked = ({ whole, answerable }: Row): boolean => whole && answerable;
const asksForNothingKnown = ({ answerable, internal }: Row): boolean => !answerable && !internal;
const counted = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + countOf(row), 0);

/**
 * The lowest score from which to answer, so that most is answered, at which `REFUSED` still holds. Scores are by weights
 * that have not seen the row's set, so that it holds for an author whom the fit has not seen.
 */
export function operatingPoint(scores: ReadonlyMap<Row, number>): number {
  const nothing = [...scores].filter(([row]) => asksForNothingKnown(row)).sort(([, a], [, b]) => b - a);
  const allowed = (1 - REFUSED) * counted(nothing.map(([row]) => row));
  let answered = 0;
  const first = nothing.find(([row]) => {
    answered += countOf(row);
    return answered > allowed;
  });
  if (first === undefined) throw new Error("None of these questions is one that nothing answers.");
  return first[1] + Number.EPSILON * Math.max(1, Math.abs(first[1]));
}

/** Shares that would be answered from a score on, and how well right answers are told from the rest. */
export function figuresOf(rows: readonly Row[], scores: ReadonlyMap<Row, number>, from: number) {
  const scoresOf = (list: readonly Row[]) => list.map((row) => scores.get(row)!);
  const answered = (list: readonly Row[]) => list.filter((row) => scores.get(row)! >= from);
  const share = (part: readonly Row[], all: readonly Row[]) => rounded(part.length / Math.max(1, all.length));
  const asked = rows.filter(isAsked);
  const nothing = rows.filter(asksForNothingKnown);
  const cut = rows.filter(({ whole }) => !whole);
  const right = asked.filter((row) => row.right);
  return {
    asked: asked.length,
    answered: share(answered(asked), asked),
    rightOfAnswered: share(answered(right), answered(asked)),
    unanswerable: nothing.length,
    refused: share(
      nothing.filter((row) => scores.get(row)! < from),
      nothing,
    ),
    cutAnswered: share(answered(cut), cut),
    rightFromWrong: areaUnderCurve(scoresOf(right), scoresOf(asked.filter((row) => !row.right))),
    rightFromUnanswerable: areaUnderCurve(scoresOf(right), scoresOf(nothing)),
    nearMisses: areaUnderCurve(scoresOf(asked), scoresOf(cut)),
  };
}
