import { sumColumns } from "./sums.ts";
import type { SparseVector } from "./vectoriser.ts";

/** Weights of a linear classifier, feature-major: the weight of class k for feature f is `weights[f * classes + k] * scales[k]`. */
export interface LinearModel {
  readonly classes: number;
  readonly features: number;
  readonly weights: Float32Array | Int8Array;
  readonly scales: Float32Array;
}

export const plainModel = (classes: number, features: number, weights: Float32Array): LinearModel => ({
  classes,
  features,
  weights,
  scales: new Float32Array(classes).fill(1),
});

/** One score a class. */
export function scores(model: LinearModel, vector: SparseVector): Float64Array {
  const { classes, weights, scales } = model;
  const sums = new Float64Array(classes);
  sumColumns(weights, classes, vector, vector.indices.length, sums);
  for (let k = 0; k < classes; k++) sums[k]! *= scales[k]!;
  return sums;
}

/** Probabilities that sum to 1; a higher temperature makes them flatter. */
export function softmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  const result = new Float64Array(logits.length);
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logits.length; k++) top = Math.max(top, logits[k]! / temperature);
  let sum = 0;
  for (let k = 0; k < logits.length; k++) {
    result[k] = Math.exp(logits[k]! / temperature - top);
    sum += result[k]!;
  }
  for (let k = 0; k < result.length; k++) result[k]! /= sum;
  return result;
}

export const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));

export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}

/** One byte a weight, with a scale a class: the largest weight of a class becomes ±127. */
export function quantise(model: LinearModel): LinearModel {
  const { classes, features, weights } = model;
  const scales = new Float32Array(classes);
  for (let i = 0; i < weights.length; i++) scales[i % classes] = Math.max(scales[i % classes]!, Math.abs(weights[i]!));
  for (let k = 0; k < classes; k++) scales[k] = scales[k] === 0 ? 1 : scales[k]! / 127;
  const packed = new Int8Array(weights.length);
  for (let i = 0; i < weights.length; i++) packed[i] = Math.round(weights[i]! / scales[i % classes]!);
  for (let k = 0; k < classes; k++) scales[k]! *= model.scales[k]!;
  return { classes, features, weights: packed, scales };
}
