import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { namedPage } from "../../copilot/reasons/places.ts";
import { judgeReasons, type ReasonDefinition, type ReasonSnapshot } from "../../copilot/reasons/reason-model.ts";
import {
  EXAMPLES_FOLDER,
  packUnderstanding,
  shippedUnderstanding,
  unpackUnderstanding,
} from "../../copilot/understand/shipped-model.ts";
import { RequestExample, readExamples, trainingHash } from "../../copilot/understand/training/examples.ts";
import { retrain } from "../../copilot/understand/training/retrain.ts";
import type { Trained, TrainingTask } from "./training.ts";

const CASES = join(import.meta.dirname, "../../../evals/cases/requests.jsonl");

/** Trains off the main thread, so that a training of many seconds never delays a chat. */
async function train(task: TrainingTask): Promise<Trained> {
  return task.kind === "understanding" ? trainUnderstanding(task) : trainReasons(task);
}

async function trainUnderstanding({
  corrected,
  current,
}: Extract<TrainingTask, { kind: "understanding" }>): Promise<Trained> {
  const shipped = readExamples(EXAMPLES_FOLDER);
  const cases = readFileSync(CASES, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => RequestExample.parse(JSON.parse(line)));
  const trainedFrom = trainingHash(shipped);
  const own = current === null ? null : unpackUnderstanding(Buffer.from(current));
  // A model of another release has a calibration of other scores.
  const before = own?.trainedFrom === trainedFrom ? own : shippedUnderstanding();
  const { model, problem, figures } = await retrain({ shipped, corrected, cases, current: before, trainedFrom });
  return { content: model === null ? null : packUnderstanding(model), problem, figures };
}

/** New reasons take the place of the old ones when the reasons that both know are told apart as well as before. */
function trainReasons(task: Extract<TrainingTask, { kind: "reasons" }>): Trained {
  const { reasons, outside, current } = task;
  const next = { reasons: [...reasons], outside: [...outside], pages: task.articles.map(namedPage) };
  const all = judgeReasons(next);
  const known = new Set(current?.reasons.map(({ id }) => id));
  const common = (id: string) => known.has(id) && reasons.some((reason: ReasonDefinition) => reason.id === id);
  const [now, then] =
    current === null ? [undefined, undefined] : [judgeReasons(current, common), judgeReasons(next, common)];
  const figures = {
    examples: all.examples,
    accuracy: all.accuracy,
    coverage: all.coverage,
    ...(now && then ? { currentAccuracy: now.accuracy, newAccuracy: then.accuracy } : {}),
  };
  if (all.examples === 0)
    return { content: null, problem: "Give at least two reasons two or more examples each.", figures };
  if (now && then && then.accuracy < now.accuracy)
    return { content: null, problem: "It tells the reasons that were there before less well apart.", figures };
  const snapshot: ReasonSnapshot = { ...next, threshold: all.threshold };
  return { content: Buffer.from(JSON.stringify(snapshot)), problem: null, figures };
}

parentPort!.postMessage(await train(workerData as TrainingTask));
