import { ALL_SERVICE_ITEMS, SERVICE_TYPES, typeOfItem, URGENCIES, VOC_TAGS } from "../../kernel/labels.ts";
import { type HiddenLayer, hiddenScores } from "../../models/linear/hidden-layer.ts";
import { type LinearModel, scores, sigmoid, softmax } from "../../models/linear/model.ts";
import { type Vectoriser, vectorise } from "../../models/linear/vectoriser.ts";
import type { ReadText } from "./features/features.ts";
import { headVector } from "./head-vector.ts";
import { TRAINING } from "./training/training-options.ts";

/** Turns scores into probabilities and decisions; fitted on texts whose author the model did not see. */
export interface Calibration {
  readonly itemTemperature: number;
  /** Odds of a complaint are multiplied by this: missing one costs more than asking a person in vain. */
  readonly complaintLean: number;
  /** Logistic curve a tag, in the order of `VOC_TAGS`. */
  readonly tags: readonly { readonly scale: number; readonly offset: number }[];
  /** Tags at or above this probability are given. */
  readonly tagThreshold: number;
  readonly sentimentTemperature: number;
  readonly urgencyTemperature: number;
  /** Odds of high urgency are multiplied by this; absent in models of tenants from before it was fitted. */
  readonly urgentLean?: number;
  /** Below this probability of the service type nothing may go out without a person. */
  readonly unsureBelow: number;
  /** From this chance of a complaint or of professional work on, a person decides, however well the text is answered. */
  readonly riskFrom: number;
  /** Below this chance a text is harmless by its words alone, with no passage that answers it. */
  readonly harmlessBelow: number;
}

/** Everything that `understand` needs; plain data. */
export interface UnderstandingModel {
  readonly vectoriser: Vectoriser;
  /** 16 service items. */
  readonly items: LinearModel;
  /** A second opinion on the items; absent in models of tenants from before there was one. */
  readonly layered?: HiddenLayer;
  /** A second opinion on whether it is a complaint, one score; absent likewise. */
  readonly complaint?: LinearModel;
  /** Voice-of-customer tags; these and the next two also read the probabilities of the items. */
  readonly tags: LinearModel;
  readonly sentiment: LinearModel;
  readonly urgency: LinearModel;
  /** One score: positive when the text is no support request. */
  readonly outOfScope: LinearModel;
  readonly calibration: Calibration;
  /** See `trainingHash`. */
  readonly trainedFrom: string;
}

export const UNCALIBRATED: Calibration = {
  itemTemperature: 0.55,
  complaintLean: 10,
  tags: VOC_TAGS.map(() => ({ scale: 2.5, offset: 0 })),
  tagThreshold: 0.4,
  sentimentTemperature: 0.4,
  urgencyTemperature: 0.4,
  urgentLean: 1,
  unsureBelow: 0.6,
  riskFrom: 0.1,
  harmlessBelow: 0.02,
};

export interface RawScores {
  readonly items: Float64Array;
  readonly tags: Float64Array;
  readonly sentiment: Float64Array;
  readonly urgency: Float64Array;
  readonly outOfScope: number;
  /** Different words of the text. */
  readonly words: number;
}

const TYPE_OF_ITEM = ALL_SERVICE_ITEMS.map((item) => SERVICE_TYPES.indexOf(typeOfItem(item)));
const COMPLAINT = SERVICE_TYPES.indexOf("complaint");

/** One word alone says half as much as many words: all that is known of it rests on the same few features. */
export const trustIn = (words: number): number => words / (words + 1);

/** Different words that a text is judged by. */
export const wordsIn = ({ groups }: ReadText): number => groups["word"]?.size ?? 0;

export function rawScores(model: Omit<UnderstandingModel, "calibration" | "trainedFrom">, read: ReadText): RawScores {
  const vector = vectorise(model.vectoriser, read.groups);
  const linear = scores(model.items, vector);
  const stacked = headVector(model.vectoriser, vector, linear);
  const second = model.layered && hiddenScores(model.layered, vector);
  const grievance = model.complaint === undefined ? 0 : scores(model.complaint, vector)[0]!;
  const words = wordsIn(read);
  const items = linear.map((score, k) => {
    const complaint = TYPE_OF_ITEM[k] === COMPLAINT ? TRAINING.opinions.complaint * grievance : 0;
    return (score + TRAINING.opinions.layered * (second?.[k] ?? 0) + complaint) * trustIn(words);
  });
  return {
    items,
    tags: scores(model.tags, stacked),
    sentiment: scores(model.sentiment, stacked),
    urgency: scores(model.urgency, stacked),
    outOfScope: scores(model.outOfScope, vector)[0]!,
    words,
  };
}

/**
 * From this many words on the odds favour a complaint in full: a few words about a charge or a delay are mostly a
 * question.
 */
const WORDS_OF_A_COMPLAINT = 14;

/** Probabilities of items and, as their sums, of types; both sum to 1. */
export function itemProbabilities(
  raw: Pick<RawScores, "items" | "words">,
  { itemTemperature, complaintLean }: Calibration,
): { items: Float64Array; types: Float64Array } {
  const items = softmax(raw.items, itemTemperature);
  const lean = complaintLean ** Math.min(1, raw.words / WORDS_OF_A_COMPLAINT);
  let total = 0;
  for (let i = 0; i < items.length; i++) {
    if (TYPE_OF_ITEM[i] === COMPLAINT) items[i]! *= lean;
    total += items[i]!;
  }
  const types = new Float64Array(SERVICE_TYPES.length);
  for (let i = 0; i < items.length; i++) {
    items[i]! /= total;
    types[TYPE_OF_ITEM[i]!]! += items[i]!;
  }
  return { items, types };
}

export const tagProbabilities = (tagScores: Float64Array, { tags }: Calibration): Float64Array =>
  tagScores.map((score, k) => sigmoid(tags[k]!.scale * score + tags[k]!.offset));

const URGENT = URGENCIES.indexOf("high");

/** Probabilities of the urgencies; they sum to 1. */
export const urgencyProbabilities = (
  scores: Float64Array,
  { urgencyTemperature, urgentLean = 1 }: Calibration,
): Float64Array => {
  const gain = urgencyTemperature * Math.log(urgentLean);
  return softmax(
    scores.map((score, k) => (k === URGENT ? score + gain : score)),
    urgencyTemperature,
  );
};

/** The chance that a person has to decide: of a complaint or of professional work. */
export const riskOf = (types: Float64Array): number =>
  types[COMPLAINT]! + types[SERVICE_TYPES.indexOf("professional")]!;
