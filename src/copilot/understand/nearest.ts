import { fold } from "../../kernel/fold.ts";
import { textTerms } from "../../models/classifier/text-terms.ts";
import { largest } from "../../models/linear/largest.ts";
import { fitVectoriser, type SparseVector, vectorise } from "../../models/linear/vectoriser.ts";
import { simplify } from "../../models/simplify.ts";
import type { RequestExample } from "./training/examples.ts";

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
  const { vectoriser, vectors } = fitVectoriser(
    GROUPS,
    examples.map(({ text }) => terms(text)),
  );
  const constant = vectoriser.size - 1;
  const postings = postingsOf(vectors, constant);
  // One for all questions: each would make one of its own beside the heap.
  const sums = new Float64Array(examples.length);
  return (text, count, wanted = () => true) => {
    const vector = vectorise(vectoriser, terms(text));
    const length = lengthOf(vector, constant);
    sums.fill(0);
    vector.indices.forEach((index, i) => {
      if (index !== constant) addPosting(sums, postings, index, vector.values[i]! / length);
    });
    return largest(sums, count, (row) => wanted(examples[row]!)).map((row) => ({
      example: examples[row]!,
      similarity: Math.min(1, sums[row]!),
    }));
  };
}

/** The rows that have each term, and its value in them: those of term `t` stand from `starts[t]` to `starts[t + 1]`. */
interface Postings {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** Three arrays in all: two for each of 160,000 terms would be as many objects for every collection to look at. */
function postingsOf(vectors: readonly SparseVector[], constant: number): Postings {
  const starts = new Int32Array(constant + 1);
  for (const { indices } of vectors) for (const index of indices) if (index !== constant) starts[index + 1]! += 1;
  for (let index = 0; index < constant; index++) starts[index + 1]! += starts[index]!;
  const ends = starts.slice();
  const rows = new Int32Array(starts[constant]!);
  const values = new Float64Array(rows.length);
  vectors.forEach((vector, row) => {
    const length = lengthOf(vector, constant);
    vector.indices.forEach((index, i) => {
      if (index === constant) return;
      const at = ends[index]!++;
      rows[at] = row;
      values[at] = vector.values[i]! / length;
    });
  });
  return { starts, rows, values };
}

function addPosting(sums: Float64Array, postings: Postings, index: number, weight: number): void {
  const { starts, rows, values } = postings;
  const end = starts[index + 1]!;
  for (let at = starts[index]!; at < end; at++) sums[rows[at]!]! += values[at]! * weight;
}

function lengthOf({ indices, values }: SparseVector, constant: number): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) if (indices[i] !== constant) squares += values[i]! ** 2;
  return Math.sqrt(squares) || 1;
}
