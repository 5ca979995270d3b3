import { convolutionScorer } from "../convolution/score.ts";
import { trainConvolution } from "../convolution/train.ts";
import { vocabularyOf, wordIds } from "../convolution/words.ts";
import { scores, softmax } from "../linear/model.ts";
import { trainOneVsRest } from "../linear/one-vs-rest.ts";
import { trainSoftmax } from "../linear/softmax.ts";
import type { SparseVector } from "../linear/vectoriser.ts";

/** A text as the models of an ensemble read it: its features, and its words in order. */
export interface EnsembleText {
  readonly vector: SparseVector;
  readonly words: readonly string[];
}

/** Probabilities of the classes of a text. */
export type Ensemble = (text: EnsembleText) => Float64Array;

/** Learns from texts of `size` features and the numbers of their classes. */
type TrainEnsemble = (
  texts: readonly EnsembleText[],
  truth: readonly number[],
  classes: number,
  size: number,
) => Ensemble;

/** One SVM, balanced: with few examples it beats models of probability. */
export const trainForFew: TrainEnsemble = (texts, truth, classes, size) => {
  const vectors = texts.map(({ vector }) => vector);
  const options = { loss: "squared_hinge", cost: 0.1, balance: 1, epochs: 40, seed: 1 } as const;
  const model = trainOneVsRest(vectors, (row, k) => truth[row] === k, classes, size, options);
  return ({ vector }) => softmax(scores(model, vector), 0.4);
};

const CONVOLUTION = { epochs: 12, batch: 64, rate: 4e-3, wordDropout: 0.1, dropout: 0.5 } as const;
/** Networks that start elsewhere err elsewhere; three are worth .003 more than two. */
const NETWORKS = [
  { filters: 64, seed: 1 },
  { filters: 64, seed: 2 },
  { filters: 96, seed: 3 },
] as const;

/** Two linear models and three convolutional networks, which err on different texts: the geometric mean of what they say. */
export const trainForMany: TrainEnsemble = (texts, truth, classes, size) => {
  const vectors = texts.map(({ vector }) => vector);
  const logistic = trainOneVsRest(vectors, (row, k) => truth[row] === k, classes, size, {
    loss: "logistic",
    cost: 30,
    balance: 0,
    epochs: 15,
    seed: 1,
  });
  const multinomial = trainSoftmax(vectors, truth, classes, size, {
    epochs: 20,
    rate: 0.1,
    decay: 1e-4,
    dropout: 0.5,
    seed: 1,
    stepPer: "feature",
  });
  const vocabulary = vocabularyOf(texts.map(({ words }) => words));
  const ids = texts.map(({ words }) => wordIds(vocabulary, words));
  const convolutions = NETWORKS.map((own) =>
    convolutionScorer(trainConvolution(ids, truth, classes, vocabulary, { ...CONVOLUTION, ...own }), vocabulary),
  );
  return ({ vector, words }) =>
    geometricMean([
      softmax(scores(logistic, vector)),
      softmax(scores(multinomial, vector), 0.6),
      ...convolutions.map((score) => softmax(score(words))),
    ]);
};

function geometricMean(all: readonly Float64Array[]): Float64Array {
  const logs = all[0]!.map((_, k) => all.reduce((sum, one) => sum + Math.log(one[k]! + 1e-6), 0) / all.length);
  return softmax(logs);
}
