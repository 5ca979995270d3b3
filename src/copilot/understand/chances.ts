import { ALL_SERVICE_ITEMS, SENTIMENTS, SERVICE_TYPES, typeOfItem, URGENCIES, VOC_TAGS } from "../../kernel/labels.ts";
import { argmax, sigmoid } from "../../models/linear/model.ts";
import { asksNothing } from "./asks-nothing.ts";
import type { ReadText } from "./features/features.ts";
import type { Understanding } from "./understanding.ts";
import {
  type Calibration,
  itemProbabilities,
  type RawScores,
  rawScores,
  type UnderstandingModel,
} from "./understanding-model.ts";

/** What a model takes a text for, as everything that reads a text or judges a model has it. */
export interface Chances {
  readonly raw: RawScores;
  /** The text asks for nothing, and no model was asked. */
  readonly silent: boolean;
  readonly outOfScope: Understanding["outOfScope"];
  /** Probabilities of items and, as their sums, of types. */
  readonly items: Float64Array;
  readonly types: Float64Array;
  /** The likeliest type, and the likeliest of its items. */
  readonly type: (typeof SERVICE_TYPES)[number];
  readonly item: (typeof ALL_SERVICE_ITEMS)[number];
}

/** Below this chance of being a support request the text is taken for something else. */
const OUT_OF_SCOPE_FROM = 0.5;

/**
 * What a message that asks for nothing counts as. A file without a word most often shows a fault; everything is as good
 * as open.
 */
const SILENCE: RawScores = {
  items: Float64Array.from(ALL_SERVICE_ITEMS, (item) => (item === "fault" ? 1 : 0)),
  tags: Float64Array.from(VOC_TAGS, () => -20),
  sentiment: Float64Array.from(SENTIMENTS, (sentiment) => (sentiment === "neutral" ? 5 : 0)),
  urgency: Float64Array.from(URGENCIES, (urgency) => (urgency === "normal" ? 5 : 0)),
  outOfScope: 5,
  words: 0,
};

export function chancesOf(model: UnderstandingModel, read: ReadText): Chances {
  const { calibration } = model;
  const silent = asksNothing(read.folded);
  const raw = silent ? SILENCE : rawScores(model, read);
  const outOfScope = scopeOf(read, raw.outOfScope);
  const { items, types } = fadedOutside(outOfScope, itemProbabilities(raw, calibration), calibration);
  const type = SERVICE_TYPES[argmax(types)]!;
  const within = items.map((chance, i) => (typeOfItem(ALL_SERVICE_ITEMS[i]!) === type ? chance : -1));
  return { raw, silent, outOfScope, items, types, type, item: ALL_SERVICE_ITEMS[argmax(within)]! };
}

function scopeOf(read: ReadText, score: number): Understanding["outOfScope"] {
  const confidence = /[\p{L}\p{N}]/u.test(read.folded) ? sigmoid(score) : 1;
  return { present: confidence >= OUT_OF_SCOPE_FROM, confidence };
}

/** What is no request has no type either: its chances become those of silence, as far as it is none. */
function fadedOutside(
  { present, confidence }: Understanding["outOfScope"],
  said: ReturnType<typeof itemProbabilities>,
  calibration: Calibration,
): ReturnType<typeof itemProbabilities> {
  if (!present) return said;
  const silent = itemProbabilities(SILENCE, calibration);
  const faded = (a: Float64Array, b: Float64Array) => a.map((chance, i) => chance + confidence * (b[i]! - chance));
  return { items: faded(said.items, silent.items), types: faded(said.types, silent.types) };
}
