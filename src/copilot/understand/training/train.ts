import { ALL_SERVICE_ITEMS, SENTIMENTS, typeOfItem, URGENCIES, VOC_TAGS } from "../../../kernel/labels.ts";
import { scores } from "../../../models/linear/model.ts";
import { trainOneVsRest } from "../../../models/linear/one-vs-rest.ts";
import { trainSoftmax } from "../../../models/linear/softmax.ts";
import { fitVectoriser, type SparseVector, type Vectoriser } from "../../../models/linear/vectoriser.ts";
import { GROUPS, type ReadText, readText } from "../features/features.ts";
import { headSize, headVector } from "../head-vector.ts";
import type { Calibration, UnderstandingModel } from "../understanding-model.ts";
import type { RequestExample } from "./examples.ts";
import { type ItemModels, type LabelledVectors, meanOfModels, trainItemModels } from "./item-models.ts";
import { share, trainBeside } from "./item-models-thread.ts";
import { TRAINING } from "./training-options.ts";

/** A labelled text whose features are already read, so that calibration reads each text once. */
export interface ReadExample {
  readonly example: RequestExample;
  readonly read: ReadText;
}

export const readExample = (example: RequestExample): ReadExample => ({
  example,
  read: readText(example.text),
});

/**
 * Trains all heads in seconds, the first seed and what needs none in this thread and each further seed in one of its own;
 * the same examples give the same model.
 */
export async function trainUnderstanding(
  examples: readonly ReadExample[],
  outOfScope: readonly ReadText[],
  calibration: Calibration,
  trainedFrom: string,
): Promise<UnderstandingModel> {
  const fitted = fitVectoriser(
    GROUPS,
    [...examples.map(({ read }) => read), ...outOfScope].map(({ groups }) => groups),
  );
  const { vectoriser } = fitted;
  const vectors = fitted.vectors.slice(0, examples.length);
  const labels = examples.map(({ example }) => ALL_SERVICE_ITEMS.indexOf(example.service_item));
  const items = trainSeeds({ vectors, labels, classes: ALL_SERVICE_ITEMS.length, features: vectoriser.size });
  const stacked = stackHeldOut(vectors, labels, vectoriser);
  const head = (classes: number, positive: (row: number, k: number) => boolean) =>
    trainOneVsRest(stacked, positive, classes, headSize(vectoriser), TRAINING.heads);
  const own = {
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
  };
  return { vectoriser, ...(await items), ...own, calibration, trainedFrom };
}

/** The mean of what each seed learns, in the order of the seeds: another seed errs elsewhere. */
async function trainSeeds(labelled: LabelledVectors): Promise<ItemModels> {
  const [first, ...further] = TRAINING.seeds;
  const shared = share(labelled);
  const beside = Promise.all(further.map((seed) => trainBeside({ shared, options: TRAINING, seed })));
  const own = trainItemModels(labelled, TRAINING, first);
  return meanOfModels([own, ...(await beside)]);
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
