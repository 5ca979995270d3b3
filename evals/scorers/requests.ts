import { z } from "zod";
import { RequestExample } from "../../src/copilot/understand/training/examples.ts";
import { SERVICE_TYPES } from "../../src/kernel/labels.ts";
import { CaseId } from "../jsonl.ts";
import type { Figures } from "../options.ts";
import {
  coverageAtPrecision,
  expectedCalibrationError,
  macroF1,
  microF1,
  percentile,
  precisionRecall,
  rounded,
} from "./classification.ts";

export const Decision = z.enum(["auto", "propose", "clarify", "hand_over"]);
export type Decision = z.infer<typeof Decision>;

/** A request with the labels that a person gave it. */
export const GoldRequest = RequestExample.extend({ id: CaseId, service_type: z.enum(SERVICE_TYPES) });
export type GoldRequest = z.infer<typeof GoldRequest>;

/** One line of predictions. */
export interface GivenRequest {
  readonly id: CaseId;
  readonly service_type: string;
  readonly service_item: string;
  readonly service_type_confidence: number;
  readonly voc: readonly string[];
  readonly sentiment: string;
  readonly urgency: string;
  readonly decision: Decision;
  readonly ms: number;
}

/** All figures of the requests suite; gold and given in the same order. */
export function requestFigures(gold: readonly GoldRequest[], given: readonly GivenRequest[]): Figures {
  const types = gold.map(({ service_type }) => service_type);
  const givenTypes = given.map(({ service_type }) => service_type);
  const confidences = given.map(({ service_type_confidence }) => service_type_confidence);
  const right = types.map((type, i) => type === givenTypes[i]);
  const complaint = precisionRecall(types, givenTypes, "complaint");
  const milliseconds = given.map(({ ms }) => ms);
  const never = gold.filter(
    ({ service_type }, i) => ["complaint", "professional"].includes(service_type) && given[i]!.decision === "auto",
  );
  const macro = (key: "service_item" | "sentiment" | "urgency") =>
    rounded(
      macroF1(
        gold.map((one) => one[key]),
        given.map((one) => one[key]),
      ),
    );
  return {
    n: gold.length,
    type_macro_f1: rounded(macroF1(types, givenTypes)),
    item_macro_f1: macro("service_item"),
    complaint_n: types.filter((type) => type === "complaint").length,
    complaint_precision: rounded(complaint.precision),
    complaint_recall: rounded(complaint.recall),
    ece: rounded(expectedCalibrationError(confidences, right)),
    coverage_at_95: rounded(coverageAtPrecision(confidences, right, 0.95)),
    voc_micro_f1: rounded(
      microF1(
        gold.map(({ voc }) => voc),
        given.map(({ voc }) => voc),
      ),
    ),
    sentiment_macro_f1: macro("sentiment"),
    urgency_macro_f1: macro("urgency"),
    auto_share: rounded(given.filter(({ decision }) => decision === "auto").length / Math.max(1, given.length)),
    auto_on_complaint_or_professional: never.length,
    ms_p50: rounded(percentile(milliseconds, 0.5)),
    ms_p95: rounded(percentile(milliseconds, 0.95)),
  };
}
