import { ALL_SERVICE_ITEMS, SENTIMENTS, SERVICE_TYPES, typeOfItem, URGENCIES, VOC_TAGS } from "../../kernel/labels.ts";
import { fitLogistic, fitTemperature } from "../../models/linear/calibrate.ts";
import { argmax } from "../../models/linear/model.ts";
import type { RequestExample } from "./examples.ts";
import type { ReadText } from "./features.ts";
import { type ReadExample, trainUnderstanding } from "./train.ts";
import {
  type Calibration,
  itemProbabilities,
  type RawScores,
  rawScores,
  tagProbabilities,
  UNCALIBRATED,
} from "./understanding-model.ts";

/** A text with the scores of a model that saw nothing by its author. */
export interface HeldOut {
  readonly author: string;
  readonly example: RequestExample;
  readonly raw: RawScores;
}

/** Wanted share of right service types above `unsureBelow`; one point more than promised, since a new author is harder. */
const SURE_PRECISION = 0.96;

/** Scores each author's texts with a model trained on the other authors. */
export function leaveOneAuthorOut(
  byAuthor: Readonly<Record<string, readonly ReadExample[]>>,
  outOfScope: readonly ReadText[],
): HeldOut[] {
  return Object.entries(byAuthor).flatMap(([author, own]) => {
    const others = Object.entries(byAuthor).flatMap(([name, examples]) => (name === author ? [] : examples));
    const model = trainUnderstanding(others, outOfScope, UNCALIBRATED, "");
    return own.map(({ example, read }) => ({ author, example, raw: rawScores(model, read) }));
  });
}

/** One temperature for the items, one curve a tag, and the two thresholds. */
export function calibrate(heldOut: readonly HeldOut[]): Calibration {
  const temperature = (logits: (raw: RawScores) => Float64Array, truth: (example: RequestExample) => number) =>
    fitTemperature(
      heldOut.map(({ raw }) => logits(raw)),
      (probabilities, row) => -Math.log(Math.max(1e-9, probabilities[truth(heldOut[row]!.example)]!)),
    );
  const calibration: Calibration = {
    ...UNCALIBRATED,
    itemTemperature: temperature(
      ({ items }) => items,
      ({ service_item }) => ALL_SERVICE_ITEMS.indexOf(service_item),
    ),
    sentimentTemperature: temperature(
      ({ sentiment }) => sentiment,
      (example) => SENTIMENTS.indexOf(example.sentiment),
    ),
    urgencyTemperature: temperature(
      ({ urgency }) => urgency,
      (example) => URGENCIES.indexOf(example.urgency),
    ),
    tags: VOC_TAGS.map((tag, k) =>
      fitLogistic(
        heldOut.map(({ raw }) => raw.tags[k]!),
        heldOut.map(({ example }) => example.voc.includes(tag)),
      ),
    ),
  };
  return {
    ...calibration,
    tagThreshold: bestTagThreshold(heldOut, calibration),
    unsureBelow: sureFrom(heldOut, calibration),
  };
}

function bestTagThreshold(heldOut: readonly HeldOut[], calibration: Calibration): number {
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
  return [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5].reduce(
    (best, threshold) => (f1(threshold) > f1(best) ? threshold : best),
    0.4,
  );
}

/** The lowest probability from which on the wanted share of types is right. */
function sureFrom(heldOut: readonly HeldOut[], calibration: Calibration): number {
  const rows = heldOut
    .map(({ example, raw }) => {
      const { types } = itemProbabilities(raw.items, calibration);
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
