import { ALL_SERVICE_ITEMS, SENTIMENTS, typeOfItem, URGENCIES, VOC_TAGS } from "../../kernel/labels.ts";
import { trainHiddenLayer } from "../../models/linear/hidden-layer.ts";
import { scores } from "../../models/linear/model.ts";
import { trainOneVsRest } from "../../models/linear/one-vs-rest.ts";
import { trainSoftmax } from "../../models/linear/softmax.ts";
import { fitVectoriser, type SparseVector, type Vectoriser } from "../../models/linear/vectoriser.ts";
import type { RequestExample } from "./examples.ts";
import { GROUPS, type ReadText, readText } from "./features.ts";
import { headSize, headVector } from "./head-vector.ts";
import { TRAINING } from "./training-options.ts";
import type { Calibration, UnderstandingModel } from "./understanding-model.ts";

/** A labelled text whose features are already read, so that calibration reads each text once. */
export interface ReadExample {
  readonly example: RequestExample;
  readonly read: ReadText;
}

export const readExample = (example: RequestExample): ReadExample => ({
  example,
  read: readText(example.text),
});

/** Trains all heads in seconds; the same examples give the same model. */
export function trainUnderstanding(
  examples: readonly ReadExample[],
  outOfScope: readonly ReadText[],
  calibration: Calibration,
  trainedFrom: string,
): UnderstandingModel {
  const fitted = fitVectoriser(
    GROUPS,
    [...examples.map(({ read }) => read), ...outOfScope].map(({ groups }) => groups),
  );
  const { vectoriser } = fitted;
  const vectors = fitted.vectors.slice(0, examples.length);
  const labels = examples.map(({ example }) => ALL_SERVICE_ITEMS.indexOf(example.service_item));
  const items = trainSoftmax(vectors, labels, ALL_SERVICE_ITEMS.length, vectoriser.size, TRAINING.items);
  const stacked = stackHeldOut(vectors, labels, vectoriser);
  const head = (classes: number, positive: (row: number, k: number) => boolean) =>
    trainOneVsRest(stacked, positive, classes, headSize(vectoriser), TRAINING.heads);
  return {
    vectoriser,
    items,
    layered: trainHiddenLayer(vectors, labels, ALL_SERVICE_ITEMS.length, vectoriser.size, TRAINING.layered),
    complaint: trainOneVsRest(
      vectors,
      (row) => typeOfItem(examples[row]!.example.service_item) === "complaint",
      1,
      vectoriser.size,
      TRAINING.complaint,
    ),
    tags: head(VOC_TAGS.length, (row, k) => examples[row]!.example.voc.includes(VOC_TAGS[k]!)),
    sentiment: head(SENTIMENTS.length, (row, k) => examples[row]!.example.sentiment === SENTIMENTS[k]),
    urgency: head(URGENCIES.length, (row, k) => examples[row]!.example.urgency === URGENCIES[k]),
    outOfScope: trainOneVsRest(
      fitted.vectors,
      (row) => row >= examples.length,
      1,
      vectoriser.size,
      TRAINING.outOfScope,
    ),
    calibration,
    trainedFrom,
  };
}

/** Each vector with item probabilities from a model that did not see it. */
function stackHeldOut(
  vectors: readonly SparseVector[],
  labels: readonly number[],
  vectoriser: Vectoriser,
): SparseVector[] {
  const stacked = new Array<SparseVector>(vectors.length);
  for (let fold = 0; fold < TRAINING.folds; fold++) {
    const rows = vectors.map((_, row) => row).filter((row) => row % TRAINING.folds !== fold);
    const model = trainSoftmax(
      rows.map((row) => vectors[row]!),
      rows.map((row) => labels[row]!),
      ALL_SERVICE_ITEMS.length,
      vectoriser.size,
      TRAINING.folded,
    );
    for (let row = fold; row < vectors.length; row += TRAINING.folds)
      stacked[row] = headVector(vectoriser, vectors[row]!, scores(model, vectors[row]!));
  }
  return stacked;
}
