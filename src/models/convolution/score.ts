import { BLANKS, type ConvolutionNetwork, readLength, SLOTS, strongest, WIDTHS } from "./network.ts";
import { rowProducts } from "./products.ts";
import { type Vocabulary, vectorOf } from "./words.ts";

/**
 * Gives a text, by its words in order, one score a class. A word of no example has its vector of before training. What the
 * filters say to a word of the examples is worked out once, when the word first comes, and kept.
 */
export function convolutionScorer(
  network: ConvolutionNetwork,
  vocabulary: Pick<Vocabulary, "ids">,
): (words: readonly string[]) => Float64Array {
  const { filters, dimensions, kernels, offsets, output, bias } = network;
  const size = SLOTS * filters;
  const pooled = WIDTHS.length * filters;
  const length = readLength(filters, dimensions);
  const nothing = new Float64Array(size);
  const kept = new Map<string, Float32Array>();
  const answersTo = (word: string, vector: Float32Array | Float64Array): Float32Array => {
    const before = kept.get(word);
    if (before !== undefined) return before;
    const answers = new Float64Array(size);
    rowProducts(Float64Array.from(vector), 1, kernels, nothing, dimensions, answers);
    const found = Float32Array.from(answers);
    if (vocabulary.ids.has(word)) kept.set(word, found);
    return found;
  };
  return (words) => {
    const rows = new Int32Array(words.length + BLANKS.before + BLANKS.behind).fill(-1);
    const answers = new Float64Array(words.length * size);
    const read = new Float64Array(length);
    const sum = new Float64Array(dimensions);
    let known = 0;
    words.forEach((word, i) => {
      const vector = vectorOf(vocabulary, network.vectors, word);
      if (vector === null) return;
      answers.set(answersTo(word, vector), known * size);
      for (let d = 0; d < dimensions; d++) sum[d]! += vector[d]!;
      rows[i + BLANKS.before] = known++;
    });
    strongest(rows, rows.length, answers, offsets, filters, read, new Int32Array(pooled));
    for (let d = 0; d < dimensions; d++) read[pooled + d] = sum[d]! / Math.sqrt(Math.max(1, known));
    const scores = new Float64Array(bias.length);
    rowProducts(read, 1, output, bias, length, scores);
    return scores;
  };
}
