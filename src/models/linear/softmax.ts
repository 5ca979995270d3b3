import { featureDropout } from "./dropout.ts";
import { errorsInPlace } from "./errors.ts";
import { type LinearModel, plainModel } from "./model.ts";
import { range, seededRandom, shuffle } from "./random.ts";
import { sumColumns } from "./sums.ts";
import type { SparseVector } from "./vectoriser.ts";

export interface SoftmaxOptions {
  readonly epochs: number;
  /** AdaGrad step. */
  readonly rate: number;
  /** L2 decay of the weights that a text touches. */
  readonly decay: number;
  /** Share of features left out at random each time a text is seen; makes the model lean on more than one clue. */
  readonly dropout: number;
  readonly seed: number;
  /** What a step size is kept for: each weight, or each feature, which takes less time where there are many classes. */
  readonly stepPer: "weight" | "feature";
  /** Weight of each example; 1 when absent. */
  readonly weights?: ArrayLike<number>;
}

export const SOFTMAX_DEFAULTS: SoftmaxOptions = {
  epochs: 25,
  rate: 0.3,
  decay: 3e-4,
  dropout: 0,
  seed: 1,
  stepPer: "weight",
};

/** Multinomial logistic regression by AdaGrad (Duchi et al. 2011). `labels` are class numbers below `classes`. */
export function trainSoftmax(
  texts: readonly SparseVector[],
  labels: ArrayLike<number>,
  classes: number,
  features: number,
  options: SoftmaxOptions = SOFTMAX_DEFAULTS,
): LinearModel {
  const weights = new Float32Array(features * classes);
  const squares = new Float32Array(options.stepPer === "weight" ? weights.length : features).fill(1e-8);
  const step = options.stepPer === "weight" ? stepOfWeights : stepOfFeatures;
  const random = seededRandom(options.seed);
  const order = range(texts.length);
  const logits = new Float64Array(classes);
  const dropout = featureDropout(texts, options.dropout, random);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const row of order) {
      const count = dropout.keepSome(texts[row]!);
      sumColumns(weights, classes, dropout.kept, count, logits);
      errorsInPlace(logits, labels[row]!, options.weights?.[row]);
      step(weights, squares, dropout.kept, count, logits, options);
    }
  }
  return plainModel(classes, features, weights);
}

type Step = (
  weights: Float32Array,
  squares: Float32Array,
  text: SparseVector,
  kept: number,
  errors: Float64Array,
  options: SoftmaxOptions,
) => void;

const stepOfWeights: Step = (weights, squares, { indices, values }, kept, errors, { rate, decay }) => {
  const classes = errors.length;
  for (let i = 0; i < kept; i++) {
    const value = values[i]!;
    for (let k = 0, at = indices[i]! * classes; k < classes; k++, at++) {
      const gradient = errors[k]! * value + decay * weights[at]!;
      const square = squares[at]! + gradient * gradient;
      squares[at] = square;
      weights[at]! -= (rate * gradient) / Math.sqrt(square);
    }
  }
};

const stepOfFeatures: Step = (weights, squares, { indices, values }, kept, errors, { rate, decay }) => {
  const classes = errors.length;
  let mean = 0;
  for (let k = 0; k < classes; k++) mean += (errors[k]! * errors[k]!) / classes;
  for (let i = 0; i < kept; i++) {
    const feature = indices[i]!;
    const value = values[i]!;
    const square = squares[feature]! + mean * value * value;
    squares[feature] = square;
    const step = rate / Math.sqrt(square);
    const shrink = 1 - step * decay;
    const change = step * value;
    for (let k = 0, at = feature * classes; k < classes; k++, at++)
      weights[at] = weights[at]! * shrink - change * errors[k]!;
  }
};
