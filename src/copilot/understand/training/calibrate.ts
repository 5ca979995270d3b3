import { ALL_SERVICE_ITEMS, SENTIMENTS, URGENCIES, VOC_TAGS } from "../../../kernel/labels.ts";
import { fitLogistic, fitTemperature } from "../../../models/linear/calibrate.ts";
import { type Calibration, type RawScores, UNCALIBRATED } from "../understanding-model.ts";
import type { RequestExample } from "./examples.ts";
import { byAuthor, type HeldOut, mixed } from "./held-out.ts";
import { leanOf, urgentLeanOf } from "./leans.ts";
import { bestTagThreshold, riskThresholds, sureFrom } from "./thresholds.ts";

/** One temperature for the items, one curve a tag, and the thresholds. */
export function calibrate(all: readonly HeldOut[]): Calibration {
  const heldOut = mixed(all);
  // Each author counts the same, however many texts there are: whose customers come next is one more author.
  const texts = new Map(byAuthor(heldOut).map((own) => [own[0]!.author, own.length]));
  const temperature = (logits: (raw: RawScores) => Float64Array, truth: (example: RequestExample) => number) =>
    fitTemperature(
      heldOut.map(({ raw }) => logits(raw)),
      (probabilities, row) => {
        const { author, example } = heldOut[row]!;
        return -Math.log(Math.max(1e-9, probabilities[truth(example)]!)) / texts.get(author)!;
      },
    );
  const tempered: Calibration = {
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
  const calibration = {
    ...tempered,
    complaintLean: leanOf(heldOut, tempered),
    urgentLean: urgentLeanOf(heldOut, tempered),
  };
  return {
    ...calibration,
    tagThreshold: bestTagThreshold(heldOut, calibration),
    unsureBelow: sureFrom(heldOut, calibration),
    ...riskThresholds(heldOut, calibration),
  };
}
