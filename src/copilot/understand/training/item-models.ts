import { type HiddenLayer, type HiddenLayerOptions, trainHiddenLayer } from "../../../models/linear/hidden-layer.ts";
import { type LinearModel, plainModel } from "../../../models/linear/model.ts";
import { type SoftmaxOptions, trainSoftmax } from "../../../models/linear/softmax.ts";
import type { SparseVector } from "../../../models/linear/vectoriser.ts";

/** What the chances of items rest on, as one seed learns it; without a layer where the seed learns none. */
export interface ItemModels {
  readonly items: LinearModel;
  readonly layered?: HiddenLayer;
}

export interface ItemSeed {
  readonly seed: number;
  readonly layered: boolean;
}

/** Vectors with the number of the class of each; `features` is how many there are in all. */
export interface LabelledVectors {
  readonly vectors: readonly SparseVector[];
  readonly labels: readonly number[];
  readonly classes: number;
  readonly features: number;
}

export interface ItemOptions {
  readonly items: Omit<SoftmaxOptions, "seed">;
  readonly layered: Omit<HiddenLayerOptions, "seed">;
}

export const trainItemModels = (
  { vectors, labels, classes, features }: LabelledVectors,
  { items, layered }: ItemOptions,
  { seed, layered: learnsLayer }: ItemSeed,
): ItemModels => ({
  items: trainSoftmax(vectors, labels, classes, features, { ...items, seed }),
  ...(learnsLayer && { layered: trainHiddenLayer(vectors, labels, classes, features, { ...layered, seed }) }),
});

/**
 * One model whose scores are the means of theirs: the mean of the weights where scores are sums of weights, and the units
 * of all layers side by side, each counting for its share.
 */
export function meanOfModels(all: readonly ItemModels[]): ItemModels {
  const { classes, features } = all[0]!.items;
  const layers = all.flatMap(({ layered }) => layered ?? []);
  return {
    items: plainModel(classes, features, meanWeights(all.map(({ items }) => items.weights))),
    ...(layers.length > 0 && { layered: sideBySide(layers) }),
  };
}

function meanWeights(all: readonly LinearModel["weights"][]): Float32Array {
  const mean = new Float32Array(all[0]!.length);
  for (let i = 0; i < mean.length; i++) {
    let sum = 0;
    for (const weights of all) sum += weights[i]!;
    mean[i] = sum / all.length;
  }
  return mean;
}

function sideBySide(layers: readonly HiddenLayer[]): HiddenLayer {
  const { classes: units, features } = layers[0]!.hidden;
  const { classes } = layers[0]!.output;
  const width = units * layers.length;
  const hidden = new Float32Array(features * width);
  const output = new Float32Array((width + 1) * classes);
  layers.forEach((layer, at) => {
    for (let feature = 0; feature < features; feature++)
      hidden.set(layer.hidden.weights.subarray(feature * units, (feature + 1) * units), feature * width + at * units);
    for (let u = 0; u <= units; u++) {
      const row = u === units ? width : at * units + u;
      for (let c = 0; c < classes; c++)
        output[row * classes + c]! += layer.output.weights[u * classes + c]! / layers.length;
    }
  });
  return { hidden: plainModel(width, features, hidden), output: plainModel(classes, width + 1, output) };
}
