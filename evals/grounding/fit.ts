import type { SupportClues } from "../../src/copilot/check/support/clues.ts";
import { LEAST_NEAR } from "../../src/copilot/check/support/support.ts";
import { fitLogistic, type Logistic, logOdds, type Observed } from "../evidence/logistic.ts";
import { spreadOf } from "../evidence/newton.ts";
import { rounded } from "../scorers/classification.ts";
import type { SentenceRow } from "./rows.ts";

type Clue = keyof SupportClues;
type Judgement = Logistic<Clue>;
type Scores = ReadonlyMap<SentenceRow, number>;

/** Of the supported sentences that no rule stops, at least this share is kept by weights that have not seen their author. */
const KEPT = 0.85;
const DECAY = 0.05;

/** All clues speak against a sentence; one that would speak for it is left out, the strongest first. */
function fitSupport(train: readonly SentenceRow[]): Judgement {
  let open = train.flatMap((row): Observed<Clue>[] =>
    row.clues === null || !isOpen(row) ? [] : [{ clues: without(row.clues, "near"), so: row.supported, count: 1 }],
  );
  for (;;) {
    const found = fitLogistic(open, () => DECAY);
    const turned = (Object.entries(found.weights) as [Clue, number][])
      .filter(([, weight]) => weight > 0)
      .map(([clue, weight]) => ({ clue, strength: Math.abs(weight) * spreadOf(open.map(({ clues }) => clues[clue])) }))
      .sort((a, b) => b.strength - a.strength);
    if (turned.length === 0) return found;
    open = open.map((row) => ({ ...row, clues: without(row.clues, turned[0]!.clue) }));
  }
}

const without = (clues: Observed<Clue>["clues"], left: Clue): Observed<Clue>["clues"] =>
  Object.fromEntries(Object.entries(clues).filter(([clue]) => clue !== left)) as Record<Clue, number>;

/** Whether no rule stops a sentence, and as much of it stands in its sources as must. */
const isOpen = ({ broken, clues }: SentenceRow): boolean => !broken && (clues === null || clues.near >= LEAST_NEAR);

/** Log odds by weights that have seen nothing of the same author. */
export function leftOutScores(rows: readonly SentenceRow[]): Scores {
  const found = new Map<SentenceRow, number>();
  for (const [author, own] of Map.groupBy(rows, (row) => row.author)) {
    const others = fitSupport(rows.filter((row) => row.author !== author));
    for (const row of own) if (row.clues !== null) found.set(row, logOdds(others, row.clues));
  }
  return found;
}

const isKept = (row: SentenceRow, scores: Scores, from: number): boolean =>
  isOpen(row) && (row.clues === null || scores.get(row)! >= from);

/** The highest threshold at which `KEPT` holds; the lowest of all where it never does. */
export function operatingPoint(rows: readonly SentenceRow[], scores: Scores): number {
  const right = rows.filter((row) => row.supported && isOpen(row));
  const sorted = [...scores.values()].sort((a, b) => b - a);
  const holds = (from: number) => right.filter((row) => isKept(row, scores, from)).length >= KEPT * right.length;
  return sorted.find(holds) ?? sorted.at(-1)!;
}

/** Shares of the supported sentences kept, of the others caught, and of all judged right. */
export function figuresOf(some: readonly SentenceRow[], scores: Scores, from: number) {
  const [right = [], wrong = []] = [true, false].map((gold) => some.filter(({ supported }) => supported === gold));
  const kept = right.filter((row) => isKept(row, scores, from)).length;
  const caught = wrong.filter((row) => !isKept(row, scores, from)).length;
  return {
    sentences: some.length,
    kept: rounded(kept / Math.max(1, right.length)),
    caught: rounded(caught / Math.max(1, wrong.length)),
    accuracy: rounded((kept + caught) / some.length),
  };
}

/** The weights with the threshold taken into their constant: a chance of one half is where a sentence is kept from. */
export function shippedSupport(rows: readonly SentenceRow[], from: number) {
  const { constant, weights } = fitSupport(rows);
  return {
    constant: rounded(constant - from),
    weights: Object.fromEntries(Object.entries<number>(weights).map(([clue, weight]) => [clue, rounded(weight)])),
  };
}
