import { ALL_SERVICE_ITEMS, typeOfItem } from "../../kernel/labels.ts";
import { type LinearModel, scores } from "../../models/linear/model.ts";
import type { SparseVector } from "../../models/linear/vectoriser.ts";
import { TRAINING } from "./training/training-options.ts";
import { trustIn, type UnderstandingModel } from "./understanding-model.ts";

/** By what the raw score of one item is above that of another. */
export interface Lead {
  /** What each feature of the vector adds, in its order. */
  readonly features: Float64Array;
  /** What no feature adds: the constant of the layer. With the features it is the whole lead. */
  readonly constant: number;
}

/**
 * Takes the lead of one item over another apart, every opinion counted as `rawScores` counts it. A unit of the layer that
 * stands above 0 hands on the sum of its features, so each of them has its share of what it says; one at 0 says nothing.
 */
export function leadOf(model: UnderstandingModel, vector: SparseVector, words: number, items: [number, number]): Lead {
  const { items: first, layered, complaint } = model;
  const trust = trustIn(words);
  const { layered: layerWeight, complaint: complaintWeight } = TRAINING.opinions;
  const [chosen, other] = items.map((item) => isComplaint(item)) as [number, number];
  const units = layered && scores(layered.hidden, vector);
  const constant = units ? layerWeight * trust * between(layered!.output, units.length, items) : 0;
  const says = units?.map((value, u) => (value > 0 ? between(layered!.output, u, items) : 0));
  const features = Float64Array.from(vector.indices, (index, i) => {
    let sum = between(first, index, items);
    if (complaint) sum += complaintWeight * (chosen - other) * weightOf(complaint, index, 0);
    says?.forEach((said, u) => {
      if (said !== 0) sum += layerWeight * said * weightOf(layered!.hidden, index, u);
    });
    return sum * vector.values[i]! * trust;
  });
  return { features, constant };
}

const isComplaint = (item: number): number => (typeOfItem(ALL_SERVICE_ITEMS[item]!) === "complaint" ? 1 : 0);

const weightOf = ({ weights, classes, scales }: LinearModel, feature: number, k: number): number =>
  weights[feature * classes + k]! * scales[k]!;

const between = (model: LinearModel, feature: number, [chosen, other]: [number, number]): number =>
  weightOf(model, feature, chosen) - weightOf(model, feature, other);
