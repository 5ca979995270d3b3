import { fold } from "../../kernel/fold.ts";
import { fitVectoriser, type SparseVector, vectorise } from "../../models/linear/vectoriser.ts";
import { simplify } from "../../models/simplify.ts";
import { textTerms } from "../../models/text-terms.ts";
import type { RequestExample } from "./examples.ts";

/** A labelled request and how like the asked text it is, 0 to 1. */
export interface Neighbour {
  readonly example: RequestExample;
  readonly similarity: number;
}

/** The labelled requests that are most like a text, most alike first. */
export type Nearest = (
  text: string,
  count: number,
  wanted?: (example: RequestExample) => boolean,
) => readonly Neighbour[];

const GROUPS = [
  { name: "char", weight: 1, minTexts: 1, idf: true },
  { name: "word", weight: 1, minTexts: 1, idf: true },
] as const;
const TERMS = { han: [1, 2], latin: [3, 4], wordRun: 2 } as const;
const LONGEST = 2_000;

/** Indexes examples by their terms. Built once: about a millisecond for six of them, then less than one a question. */
export function nearestExamples(examples: readonly RequestExample[]): Nearest {
  const terms = (text: string) => textTerms(simplify(fold(text.slice(0, LONGEST))), TERMS);
  const read = examples.map(({ text }) => terms(text));
  const vectoriser = fitVectoriser(GROUPS, read);
  const constant = vectoriser.size - 1;
  const postings = new Map<number, { row: number; value: number }[]>();
  read.forEach((groups, row) => {
    const vector = vectorise(vectoriser, groups);
    const length = lengthOf(vector, constant);
    vector.indices.forEach((index, i) => {
      if (index === constant) return;
      const list = postings.get(index);
      const entry = { row, value: vector.values[i]! / length };
      if (list === undefined) postings.set(index, [entry]);
      else list.push(entry);
    });
  });
  return (text, count, wanted = () => true) => {
    const vector = vectorise(vectoriser, terms(text));
    const length = lengthOf(vector, constant);
    const sums = new Map<number, number>();
    vector.indices.forEach((index, i) => {
      for (const { row, value } of postings.get(index) ?? [])
        sums.set(row, (sums.get(row) ?? 0) + (value * vector.values[i]!) / length);
    });
    return [...sums]
      .filter(([row]) => wanted(examples[row]!))
      .sort(([rowA, a], [rowB, b]) => b - a || rowA - rowB)
      .slice(0, count)
      .map(([row, similarity]) => ({ example: examples[row]!, similarity: Math.min(1, similarity) }));
  };
}

const lengthOf = ({ indices, values }: SparseVector, constant: number): number =>
  Math.hypot(...values.filter((_, i) => indices[i] !== constant)) || 1;
