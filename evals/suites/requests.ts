import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { shippedUnderstanding } from "../../src/copilot/understand/shipped-model.ts";
import { calibrate } from "../../src/copilot/understand/training/calibrate.ts";
import { RequestExample } from "../../src/copilot/understand/training/examples.ts";
import { leaveOneAuthorOut } from "../../src/copilot/understand/training/held-out.ts";
import { readExample, trainUnderstanding } from "../../src/copilot/understand/training/train.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import type { Understanding } from "../../src/copilot/understand/understanding.ts";
import { UNCALIBRATED, type UnderstandingModel } from "../../src/copilot/understand/understanding-model.ts";
import { compareWithBaseline } from "../baseline.ts";
import { CaseId, readJsonl, writeJsonl } from "../jsonl.ts";
import type { Suite } from "../options.ts";
import { type Decision, type GivenRequest, GoldRequest, requestFigures } from "../scorers/requests.ts";

const Case = z.looseObject({ id: CaseId, text: z.string() });
type Case = z.output<typeof Case>;
const TrainingRow = RequestExample.extend({ id: CaseId.transform(String) });
const OWN_CASES = join(import.meta.dirname, "../cases/requests.jsonl");

/** Classifies requests with the shipped model, or with one trained from --train; prints figures of the labelled cases. */
export const run: Suite = async ({ cases, train, out }) => {
  const file = cases ?? OWN_CASES;
  const rows = readJsonl(file, Case);
  const model = train === undefined ? shippedUnderstanding() : await trainFrom(train);
  for (const { text } of rows.slice(0, 50)) understand(model, text);
  const given = rows.map((row) => classify(model, row.id, row.text));
  writeJsonl(out, given);
  const labelled = rows.flatMap((row, i) => {
    const gold = labelsOf(row, file);
    return gold === null ? [] : [{ gold, given: given[i]! }];
  });
  if (labelled.length === 0) return { cases: rows.length };
  const figures = requestFigures(
    labelled.map((one) => one.gold),
    labelled.map((one) => one.given),
  );
  return cases === undefined ? compareWithBaseline("requests", figures) : figures;
};

/** The labels that a case carries; null without any, or when they cannot be read, which is said. */
function labelsOf(row: Case, file: string): GoldRequest | null {
  const { service_item: item, service_type: type } = row;
  if (item === undefined && type === undefined) return null;
  const read = GoldRequest.safeParse(row);
  if (read.success) return read.data;
  console.error(`${file}: ${row.id} is not counted: ${z.prettifyError(read.error)}`);
  return null;
}

function classify(model: UnderstandingModel, id: CaseId, text: string): GivenRequest {
  const started = performance.now();
  const read = understand(model, text);
  const ms = performance.now() - started;
  return {
    id,
    service_type: read.serviceType.label,
    service_item: read.serviceItem.label,
    service_type_confidence: read.serviceType.confidence,
    voc: read.voc.map(({ tag }) => tag),
    sentiment: read.sentiment.label,
    urgency: read.urgency.label,
    decision: decisionOf(model, read),
    ms: Number(ms.toFixed(3)),
  };
}

/** What may become of a text by its words alone: with no passage that answers it, harmless must mean harmless. */
function decisionOf(
  { calibration }: UnderstandingModel,
  { serviceType, unsure, asksForHuman, injection, outOfScope }: Understanding,
): Decision {
  if (serviceType.label === "complaint" || asksForHuman.present) return "hand_over";
  if (outOfScope.present) return "clarify";
  const plain = serviceType.label === "consult" || serviceType.label === "standard";
  const { complaint, professional } = serviceType.distribution;
  const harmless = complaint + professional < calibration.harmlessBelow;
  return plain && !unsure && harmless && injection.score < 0.5 ? "auto" : "propose";
}

/** Trains on one file; with fewer than two authors the fixed calibration is used on two halves of it. */
async function trainFrom(file: string): Promise<UnderstandingModel> {
  const examples = readJsonl(file, TrainingRow).map((row) => readExample(row));
  const half = (odd: number) => examples.filter((_, i) => i % 2 === odd);
  const calibration =
    examples.length < 40 ? UNCALIBRATED : calibrate(await leaveOneAuthorOut({ a: half(0), b: half(1) }, []));
  return trainUnderstanding(examples, [], calibration, readFileSync(file, "utf8").length.toString());
}
