import { expect, test } from "vitest";
import { meanOfModels, trainItemModels } from "../../src/copilot/understand/training/item-models.ts";
import { share, trainBeside, unshare } from "../../src/copilot/understand/training/item-models-thread.ts";
import { TRAINING } from "../../src/copilot/understand/training/training-options.ts";
import { hiddenScores } from "../../src/models/linear/hidden-layer.ts";
import { scores } from "../../src/models/linear/model.ts";

/** Three classes, each told by a feature of its own beside one that says nothing. */
const labelled = {
  vectors: Array.from({ length: 60 }, (_, row) => ({
    indices: Int32Array.of(row % 3, 3 + (row % 5)),
    values: Float32Array.of(1, 0.5),
  })),
  labels: Array.from({ length: 60 }, (_, row) => row % 3),
  classes: 3,
  features: 8,
};

test("the mean of several seeds scores a text by the mean of their scores, and of the layers of those that have one", () => {
  const all = [1, 2, 3].map((seed) => trainItemModels(labelled, TRAINING, { seed, layered: seed < 3 }));
  const mean = meanOfModels(all);
  for (const vector of labelled.vectors.slice(0, 15)) {
    const items = all.map((one) => scores(one.items, vector));
    const layered = all.slice(0, 2).map((one) => hiddenScores(one.layered!, vector));
    for (let k = 0; k < labelled.classes; k++) {
      expect(scores(mean.items, vector)[k]).toBeCloseTo((items[0]![k]! + items[1]![k]! + items[2]![k]!) / 3, 4);
      expect(hiddenScores(mean.layered!, vector)[k]).toBeCloseTo((layered[0]![k]! + layered[1]![k]!) / 2, 4);
    }
  }
  expect(all[0]!.items.weights).not.toEqual(all[1]!.items.weights);
});

test("a seed learns the same in a thread of its own", async () => {
  expect(unshare(share(labelled)).vectors).toEqual(labelled.vectors);
  const seed = { seed: 2, layered: true };
  const beside = await trainBeside({ shared: share(labelled), options: TRAINING, seed });
  expect(beside).toEqual(trainItemModels(labelled, TRAINING, seed));
});
