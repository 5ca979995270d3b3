import { ALL_SERVICE_ITEMS } from "../../kernel/labels.ts";
import { softmax } from "../../models/linear/model.ts";
import type { SparseVector, Vectoriser } from "../../models/linear/vectoriser.ts";

/**
 * Length of each group's part in what the heads for tags, sentiment and urgency read; they are few classes from rare
 * examples, so clues weigh more there than with the items, and runs of words would drown them. First groups of `GROUPS`.
 */
const HEAD_WEIGHTS: Readonly<Record<string, number>> = { char: 1, word: 1, cue: 1, cuePair: 0.7 };

/** Temperature of the item probabilities that the heads read; part of the trained model, so it is fixed. */
const STACK_TEMPERATURE = 0.55;

/** Where each group that the heads read ends, and what its values are multiplied by. */
function parts({ groups, terms }: Vectoriser): { end: number; factor: number }[] {
  let end = 0;
  return groups
    .map(({ name, weight }, g) => {
      end += terms[g]!.size;
      return { end, factor: (HEAD_WEIGHTS[name] ?? 0) / weight };
    })
    .filter(({ factor }) => factor > 0);
}

const ownFeatures = (vectoriser: Vectoriser): number => (parts(vectoriser).at(-1)?.end ?? 0) + 1;

/** Number of features of the heads: terms, the constant one, and the probabilities of the items. */
export const headSize = (vectoriser: Vectoriser): number => ownFeatures(vectoriser) + ALL_SERVICE_ITEMS.length;

/** What the heads read of a text's vector; with the probabilities of its items behind it when their logits are given. */
export function headVector(vectoriser: Vectoriser, vector: SparseVector, itemLogits?: Float64Array): SparseVector {
  const read = parts(vectoriser);
  const own = ownFeatures(vectoriser);
  const probabilities = itemLogits === undefined ? [] : softmax(itemLogits, STACK_TEMPERATURE);
  const most = vector.indices.length + probabilities.length;
  const [indices, values] = [new Int32Array(most), new Float32Array(most)];
  let [part, length] = [0, 0];
  for (let i = 0; i < vector.indices.length; i++) {
    const index = vector.indices[i]!;
    const constant = index === vectoriser.size - 1;
    while (part < read.length && index >= read[part]!.end) part++;
    const factor = constant ? 1 : read[part]?.factor;
    if (factor === undefined) continue;
    indices[length] = constant ? own - 1 : index;
    values[length++] = vector.values[i]! * factor;
  }
  for (let k = 0; k < probabilities.length; k++) {
    indices[length] = own + k;
    values[length++] = probabilities[k]!;
  }
  return { indices: indices.slice(0, length), values: values.slice(0, length) };
}
