import { SERVICE_TYPES, typeOfItem, VOC_TAGS } from "../../../kernel/labels.ts";
import { argmax } from "../../../models/linear/model.ts";
import { type Calibration, itemProbabilities, riskOf, tagProbabilities, UNCALIBRATED } from "../understanding-model.ts";
import type { HeldOut } from "./held-out.ts";

/**
 * Most of the complaints and professional requests by unseen authors that may look harmless: so few that a set of some
 * hundreds should hold none.
 */
const SLIPS = 0.001;
/** Wanted share of consulting and standard requests among those below `riskFrom`. */
const ANSWERABLE_PRECISION = 0.97;

/** Wanted share of right service types above `unsureBelow`; one point more than promised, since a new author is harder. */
const SURE_PRECISION = 0.96;

/** The first is taken where there is no tag to tell by. */
const TAG_THRESHOLDS = [0.4, 0.15, 0.2, 0.25, 0.3, 0.35, 0.45, 0.5] as const;

/** The threshold of tags with the best F1 over all of them. */
export function bestTagThreshold(heldOut: readonly HeldOut[], calibration: Calibration): number {
  const rows = heldOut.map(({ example, raw }) => ({
    truth: example.voc,
    given: tagProbabilities(raw.tags, calibration),
  }));
  const f1 = (threshold: number) => {
    let [both, either] = [0, 0];
    for (const { truth, given } of rows)
      VOC_TAGS.forEach((tag, k) => {
        const [is, says] = [truth.includes(tag), given[k]! >= threshold];
        if (is && says) both++;
        either += Number(is) + Number(says);
      });
    return (2 * both) / either;
  };
  return TAG_THRESHOLDS[argmax(TAG_THRESHOLDS.map(f1))]!;
}

/** The lowest probability from which on the wanted share of types is right. */
export function sureFrom(heldOut: readonly HeldOut[], calibration: Calibration): number {
  const rows = heldOut
    .map(({ example, raw }) => {
      const { types } = itemProbabilities(raw, calibration);
      const best = argmax(types);
      return { confidence: types[best]!, right: SERVICE_TYPES[best] === typeOfItem(example.service_item) };
    })
    .sort((a, b) => b.confidence - a.confidence);
  let [right, from] = [0, 1];
  rows.forEach(({ confidence, right: ok }, i) => {
    if (ok) right++;
    if (right / (i + 1) >= SURE_PRECISION) from = confidence;
  });
  return from;
}

/**
 * Two chances of a complaint or professional work: the one below which nearly all held-out requests may be answered by a
 * machine, and the one that hardly any complaint or professional request stays below.
 */
export function riskThresholds(
  heldOut: readonly HeldOut[],
  calibration: Calibration,
): Pick<Calibration, "riskFrom" | "harmlessBelow"> {
  const rows = heldOut
    .map(({ example, raw }) => ({
      risk: riskOf(itemProbabilities(raw, calibration).types),
      personal: PERSONAL.includes(typeOfItem(example.service_item)),
    }))
    .sort((a, b) => a.risk - b.risk);
  const risks = rows.filter(({ personal }) => personal).map(({ risk }) => risk);
  let [wrong, riskFrom] = [0, UNCALIBRATED.harmlessBelow];
  rows.forEach(({ risk, personal }, i) => {
    if (personal) wrong++;
    if (wrong / (i + 1) <= 1 - ANSWERABLE_PRECISION) riskFrom = risk;
  });
  return { riskFrom, harmlessBelow: risks[Math.floor(risks.length * SLIPS)] ?? UNCALIBRATED.harmlessBelow };
}

const PERSONAL: readonly string[] = ["complaint", "professional"];
