import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { fold } from "../../kernel/fold.ts";
import { once } from "../../kernel/once.ts";
import { argmax, type LinearModel, scores, softmax } from "../../models/linear/model.ts";
import { trainSoftmax } from "../../models/linear/softmax.ts";
import {
  fitVectoriser,
  type GroupSpec,
  type TermGroups,
  type Vectoriser,
  vectorise,
} from "../../models/linear/vectoriser.ts";
import { readSentence } from "../understand/features/features.ts";
import type { Cue } from "./cue.ts";
import { CUES, cuesIn } from "./cues-in.ts";

/** What one sentence of a customer does. */
const CUSTOMER_ACTS = [
  "settled",
  "closing",
  "confirm",
  "takes_back",
  "refutes",
  "late_fact",
  "fault",
  "question",
  "data_loss",
  "security",
  "cut_off",
  "patch",
  "cannot_upgrade",
  "repair",
  "to_rnd",
  "wish",
  "custom",
  "expert",
  "price",
  "operation",
  "refund",
  "redress",
  "human",
  "beyond",
  "order",
  "info",
] as const;
/** What one sentence of the vendor does. */
const VENDOR_ACTS = ["v_fixed_later", "v_defect", "v_no_screen", "v_unsupported", "v_other"] as const;
const ACTS = [...CUSTOMER_ACTS, ...VENDOR_ACTS] as const;
export type Act = (typeof ACTS)[number];

const EXAMPLES = join(import.meta.dirname, "../../../prompts/examples/turns.jsonl");
const Example = z.object({ act: z.enum(ACTS), text: z.string().min(1) });

/** One sentence is too short for pairs of words or clues. */
const SPECS: readonly GroupSpec[] = [
  { name: "char", weight: 1, minTexts: 1, idf: true },
  { name: "word", weight: 1, minTexts: 1, idf: true },
  { name: "cue", weight: 1, minTexts: 2, idf: false },
  { name: "rule", weight: 1, minTexts: 1, idf: false },
];
/** The examples are few and short, so the raw scores are too timid. */
const TEMPERATURE = 0.5;
/** Probability from which an act counts as said; more where a wrong guess weighs more. */
const SURE = 0.8;
const VERY_SURE = 0.92;
const GRAVE: readonly Act[] = [
  "security",
  "data_loss",
  "redress",
  "human",
  "beyond",
  "order",
  "v_defect",
  "v_no_screen",
  "v_fixed_later",
];

interface ActModel {
  readonly vectoriser: Vectoriser;
  readonly weights: LinearModel;
}

/** Trained from the shipped examples on first use, in well under a second; so it can never be older than the rules. */
const trained = once(train);

function train(): ActModel {
  const examples = readFileSync(EXAMPLES, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => Example.parse(JSON.parse(line)));
  const { vectoriser, vectors } = fitVectoriser(
    SPECS,
    examples.map(({ text }) => termsOf(text)),
  );
  const labels = examples.map(({ act }) => ACTS.indexOf(act));
  const options = { epochs: 20, rate: 0.2, decay: 3e-4, dropout: 0.3, seed: 1, stepPer: "weight" } as const;
  return { vectoriser, weights: trainSoftmax(vectors, labels, ACTS.length, vectoriser.size, options) };
}

function termsOf(text: string, given = cuesIn(fold(text))): TermGroups {
  const rules = CUES.filter(([, cue]) => given.has(cue));
  return { ...readSentence(text), rule: new Map(rules.map(([name]) => [name, 1])) };
}

/**
 * What a sentence does, when that is sure enough; only acts of the one who speaks are looked at. `given`: its clues,
 * where they are known.
 */
export function actOf(sentence: string, speaker: "customer" | "vendor", given?: ReadonlySet<Cue>): Act | null {
  const { vectoriser, weights } = trained();
  const logits = scores(weights, vectorise(vectoriser, termsOf(sentence, given)));
  const [acts, start]: readonly [readonly Act[], number] =
    speaker === "vendor" ? [VENDOR_ACTS, CUSTOMER_ACTS.length] : [CUSTOMER_ACTS, 0];
  // In the order of `ACTS`, where those of one speaker stand together.
  const own = softmax(logits.subarray(start, start + acts.length), TEMPERATURE);
  const best = argmax(own);
  const act = acts[best]!;
  return own[best]! >= (GRAVE.includes(act) ? VERY_SURE : SURE) ? act : null;
}
