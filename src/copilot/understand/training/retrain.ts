import { typeOfItem } from "../../../kernel/labels.ts";
import { chancesOf } from "../chances.ts";
import { readText } from "../features/features.ts";
import type { UnderstandingModel } from "../understanding-model.ts";
import type { RequestExample, TrainingExamples } from "./examples.ts";
import { type ReadExample, readExample, trainUnderstanding } from "./train.ts";

/** What a tenant's own training is made from. */
export interface Retraining {
  /** The examples that ship with the product. */
  readonly shipped: TrainingExamples;
  /** The tenant's corrected requests, oldest first. */
  readonly corrected: readonly RequestExample[];
  /** Labelled requests that no training sees; see `evals/cases/requests.jsonl`. */
  readonly cases: readonly RequestExample[];
  /** The model that works now; the new one must be as good. */
  readonly current: UnderstandingModel;
  /** Fingerprint of `shipped`; a model of another release is set aside. */
  readonly trainedFrom: string;
}

export interface Retrained {
  /** Null when the gate did not pass: the model that works now stays. */
  readonly model: UnderstandingModel | null;
  readonly problem: string | null;
  /** Right items of the current and of the new model, on the corrections held out and on the shipped cases. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Fewer corrections say nothing. */
const FEWEST_CORRECTIONS = 5;
/** Share of the corrections, the newest, that the trial does not see. */
const HELD_OUT = 0.2;
/** How often a correction counts: a tenant has tens where the product has thousands. */
const TIMES = 3;
/** Cases that the new model may lose for what it wins elsewhere: one of about seventy. */
const CASES_TO_LOSE = 1;

/**
 * Trains a classifier on the shipped examples and a tenant's corrections. It takes the place of the current one only when
 * a trial without the newest corrections does as well on these, and when it loses next to nothing on the shipped cases
 * and misses no more complaints there. Takes about eight seconds of two cores for each of two trainings.
 */
export async function retrain({ shipped, corrected, cases, current, trainedFrom }: Retraining): Promise<Retrained> {
  if (corrected.length < FEWEST_CORRECTIONS)
    return {
      model: null,
      problem: `Correct at least ${FEWEST_CORRECTIONS} requests first.`,
      figures: { corrected: corrected.length },
    };
  const base = Object.values(shipped.byAuthor)
    .flat()
    .map((row) => readExample(row));
  const outOfScope = shipped.outOfScope.map((text) => readText(text));
  const own = corrected.map((row) => readExample(row));
  const tests = cases.map((row) => readExample(row));
  const train = (rows: readonly ReadExample[]) =>
    trainUnderstanding(
      [...base, ...Array.from({ length: TIMES }, () => rows).flat()],
      outOfScope,
      current.calibration,
      trainedFrom,
    );
  const cut = own.length - Math.max(1, Math.round(own.length * HELD_OUT));
  const newest = own.slice(cut);
  const before = { newest: score(current, newest), cases: score(current, tests) };
  const trial = await train(own.slice(0, cut));
  const after = { newest: score(trial, newest), cases: score(trial, tests) };
  const figures = {
    corrected: own.length,
    heldOut: newest.length,
    currentRight: before.newest.right,
    newRight: after.newest.right,
    cases: tests.length,
    currentCasesRight: before.cases.right,
    newCasesRight: after.cases.right,
    currentComplaintsMissed: before.cases.missed,
    newComplaintsMissed: after.cases.missed,
  };
  if (after.newest.right < before.newest.right)
    return { model: null, problem: "It does worse on the newest corrections, which it had not seen.", figures };
  const problem = worseOnCases(before.cases, after.cases);
  if (problem !== null) return { model: null, problem, figures };
  const model = await train(own);
  const final = worseOnCases(before.cases, score(model, tests));
  return final === null ? { model, problem: null, figures } : { model: null, problem: final, figures };
}

interface Score {
  readonly right: number;
  /** Complaints that were taken for something else. */
  readonly missed: number;
}

function worseOnCases(before: Score, after: Score): string | null {
  if (after.missed > before.missed) return "It misses more complaints among the shipped cases.";
  return after.right < before.right - CASES_TO_LOSE ? "It does worse on the shipped cases." : null;
}

/** As customers are read: what asks for nothing, and what is no request, is taken for it here too. */
function score(model: UnderstandingModel, rows: readonly ReadExample[]): Score {
  let [right, missed] = [0, 0];
  for (const { example, read } of rows) {
    const { type, item } = chancesOf(model, read);
    if (item === example.service_item) right++;
    if (typeOfItem(example.service_item) === "complaint" && type !== "complaint") missed++;
  }
  return { right, missed };
}
