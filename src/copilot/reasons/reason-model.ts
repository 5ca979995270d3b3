import { z } from "zod";
import { remembered } from "../../kernel/remembered.ts";
import {
  type LabelledText,
  OUTSIDE,
  type TextClassifier,
  trainTextClassifier,
} from "../../models/classifier/text-classifier.ts";
import { NamedPage, type Places, placeFinder } from "./places.ts";

/** A contact reason as the classifier learns it. */
export const ReasonDefinition = z.object({
  id: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  examples: z.array(z.string()),
});
export type ReasonDefinition = z.infer<typeof ReasonDefinition>;

/** Everything that makes a reason model; training it again takes milliseconds to a second or two. */
export const ReasonSnapshot = z.object({
  reasons: z.array(ReasonDefinition),
  /** Texts that belong to no reason. */
  outside: z.array(z.string()),
  /** The tenant's articles; absent in what was trained before they were looked at. */
  pages: z.array(NamedPage).default([]),
  /** Below this probability a reason is not given. */
  threshold: z.number(),
});
export type ReasonSnapshot = z.infer<typeof ReasonSnapshot>;

export interface GivenReason {
  readonly id: string;
  /** From the root down to the reason itself. */
  readonly path: readonly string[];
  readonly confidence: number;
}

/** The reason of a text, as deep in the tree as it is sure; null when none fits. */
export type ReasonModel = (text: string) => GivenReason | null;

const FOLDS = 10;
const FEWEST_EXAMPLES = 2;
const THRESHOLDS = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6];

/** The model of a snapshot; null while there are fewer than two reasons with examples. */
export function reasonModel({ reasons, outside, pages, threshold }: ReasonSnapshot): ReasonModel | null {
  const placesOf = placeFinder(pages);
  const rows = textsOf(reasons, outside, placesOf);
  if (new Set(rows.map(({ label }) => label)).size < 2) return null;
  return modelOf(trainTextClassifier(rows, nameIn(reasons)), reasons, placesOf, threshold);
}

type PlacesOf = (text: string) => Places;

function modelOf(
  classifier: TextClassifier,
  reasons: readonly ReasonDefinition[],
  placesOf: PlacesOf,
  threshold: number,
): ReasonModel {
  const byId = new Map(reasons.map((reason) => [reason.id, reason]));
  const lines = new Map(reasons.map(({ id }) => [id, lineOf(byId, id)]));
  return (text) => {
    const probabilities = classifier.probabilities({ text, places: placesOf(text) });
    const sums = new Map<string, number>();
    classifier.labels.forEach((label, i) => {
      for (const id of lines.get(label) ?? []) sums.set(id, (sums.get(id) ?? 0) + probabilities[i]!);
    });
    // The deepest reason that is sure enough; among equally deep ones the likelier.
    let best: GivenReason | null = null;
    for (const [id, confidence] of sums) {
      const line = lines.get(id)!;
      if (confidence < threshold) continue;
      const deeper = best === null || line.length > best.path.length;
      if (deeper || (line.length === best!.path.length && confidence > best!.confidence))
        best = { id, path: line.map((one) => byId.get(one)!.name), confidence: Math.min(1, confidence) };
    }
    return best;
  };
}

/** Ids from the root down; a parent that is missing or a circle ends the line. */
function lineOf(byId: ReadonlyMap<string, ReasonDefinition>, id: string): string[] {
  const line: string[] = [];
  for (let at: string | null = id; at !== null && byId.has(at) && !line.includes(at); at = byId.get(at)!.parentId)
    line.unshift(at);
  return line;
}

function textsOf(reasons: readonly ReasonDefinition[], outside: readonly string[], placesOf: PlacesOf): LabelledText[] {
  const labelled = (text: string, label: string) => ({ text, places: placesOf(text), label });
  return [
    ...reasons
      .filter(({ examples }) => examples.length >= FEWEST_EXAMPLES)
      .flatMap(({ id, description, examples }) =>
        [...examples, ...(description === "" ? [] : [description])].map((text) => labelled(text, id)),
      ),
    ...outside.map((text) => labelled(text, OUTSIDE)),
  ];
}

const nameIn = (reasons: readonly ReasonDefinition[]) => {
  const names = new Map(reasons.map(({ id, name }) => [id, name]));
  return (id: string) => names.get(id) ?? "";
};

/** How a snapshot does on examples that it did not see. */
export interface ReasonFigures {
  readonly examples: number;
  /** Share of examples that get their own reason. */
  readonly accuracy: number;
  /** Share of those that get any reason. */
  readonly coverage: number;
  readonly threshold: number;
}

/**
 * Leaves out a tenth of the examples at a time (each one, when there are few) and gives the threshold at which right
 * reasons outweigh wrong ones most, a wrong one costing as much as a missing one saves.
 */
export function judgeReasons(
  { reasons, outside, pages }: Pick<ReasonSnapshot, "reasons" | "outside" | "pages">,
  only: (id: string) => boolean = () => true,
): ReasonFigures {
  const rows = reasons
    .filter(({ examples }) => examples.length >= FEWEST_EXAMPLES)
    .flatMap(({ id, examples }) => examples.map((text) => ({ id, text })));
  const folds = Math.min(FOLDS, rows.length);
  const placesOf = remembered(rows.length + outside.length, placeFinder(pages));
  const scored: { id: string; text: string; model: (threshold: number) => ReasonModel }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const held = rows.filter((_, i) => i % folds === fold);
    const kept = reasons.map((reason) => ({
      ...reason,
      examples: reason.examples.filter((text) => !held.some((row) => row.id === reason.id && row.text === text)),
    }));
    const texts = textsOf(kept, outside, placesOf);
    if (new Set(texts.map(({ label }) => label)).size < 2) continue;
    const classifier = trainTextClassifier(texts, nameIn(reasons));
    for (const { id, text } of held)
      if (only(id)) scored.push({ id, text, model: (threshold) => modelOf(classifier, reasons, placesOf, threshold) });
  }
  const at = (threshold: number) => {
    const given = scored.map(({ id, text, model }) => ({ id, reason: model(threshold)(text) }));
    const some = given.filter(({ reason }) => reason !== null);
    const right = some.filter(({ id, reason }) => reason!.id === id).length;
    return { right, wrong: some.length - right, some: some.length };
  };
  const best = THRESHOLDS.map((threshold) => ({ threshold, ...at(threshold) })).reduce((one, other) =>
    other.right - other.wrong > one.right - one.wrong ? other : one,
  );
  const n = Math.max(1, scored.length);
  return {
    examples: scored.length,
    accuracy: best.right / n,
    coverage: best.some / n,
    threshold: best.threshold,
  };
}
