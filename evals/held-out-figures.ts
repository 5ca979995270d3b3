import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { HeldOut } from "../src/copilot/understand/training/held-out.ts";
import {
  type Calibration,
  itemProbabilities,
  tagProbabilities,
  urgencyProbabilities,
} from "../src/copilot/understand/understanding-model.ts";
import { ALL_SERVICE_ITEMS, SENTIMENTS, SERVICE_TYPES, typeOfItem, URGENCIES, VOC_TAGS } from "../src/kernel/labels.ts";
import { argmax } from "../src/models/linear/model.ts";
import type { Figures } from "./options.ts";
import { requestFigures } from "./scorers/requests.ts";

const CASES = join(import.meta.dirname, "cases");

/** The files of labelled requests that nothing may be learned from or fitted on. */
export const heldOutFiles = (): string[] =>
  readdirSync(CASES)
    .filter((file) => /^requests-held-out(-\d+)?\.jsonl$/.test(file))
    .sort()
    .map((file) => join(CASES, file));

/** Figures of texts scored by a model that did not see their author; time and decisions are not measured here. */
export function heldOutFigures(heldOut: readonly HeldOut[], calibration: Calibration): Figures {
  const given = heldOut.map(({ example, raw }) => {
    const { items, types } = itemProbabilities(raw, calibration);
    const type = SERVICE_TYPES[argmax(types)]!;
    const inType = items.map((value, i) => (typeOfItem(ALL_SERVICE_ITEMS[i]!) === type ? value : -1));
    return {
      id: example.id,
      service_type: type,
      service_item: ALL_SERVICE_ITEMS[argmax(inType)]!,
      service_type_confidence: Math.max(...types),
      voc: VOC_TAGS.filter((_, k) => tagProbabilities(raw.tags, calibration)[k]! >= calibration.tagThreshold),
      sentiment: SENTIMENTS[argmax(raw.sentiment)]!,
      urgency: URGENCIES[argmax(urgencyProbabilities(raw.urgency, calibration))]!,
      decision: "propose" as const,
      ms: 0,
    };
  });
  const gold = heldOut.map(({ example }) => ({ ...example, service_type: typeOfItem(example.service_item) }));
  const {
    ms_p50: _p50,
    ms_p95: _p95,
    auto_share: _auto,
    auto_on_complaint_or_professional: _never,
    ...figures
  } = requestFigures(gold, given);
  return figures;
}
