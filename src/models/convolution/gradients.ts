import { errorsInPlace } from "../linear/errors.ts";
import { BLANK, BLANKS, type ConvolutionNetwork, readLength, SLOTS, strongest, WIDTHS } from "./network.ts";
import { addRows, rowProducts } from "./products.ts";

/** One number for each weight of a network. */
export type Gradients = Record<"vectors" | "kernels" | "offsets" | "output" | "bias", Float64Array>;

export const gradientsOf = (network: ConvolutionNetwork): Gradients => ({
  vectors: new Float64Array(network.vectors.length),
  kernels: new Float64Array(network.kernels.length),
  offsets: new Float64Array(network.offsets.length),
  output: new Float64Array(network.output.length),
  bias: new Float64Array(network.bias.length),
});

/** A text to learn from, and its class. */
export interface Lesson {
  readonly words: Int32Array;
  readonly label: number;
}

/** Shares of the words, and of what the linear layer reads, that are left out at random. */
export interface Dropout {
  readonly wordDropout: number;
  readonly dropout: number;
}

/** Adds the gradients of the mean log loss of some texts; gives the ids of their words, each once. */
export function addGradients(
  network: ConvolutionNetwork,
  gradients: Gradients,
  lessons: readonly Lesson[],
  { wordDropout, dropout }: Dropout,
  random: () => number,
): readonly number[] {
  const { filters, dimensions } = network;
  const size = SLOTS * filters;
  const { words, texts } = distinctWords(lessons, wordDropout, random);
  const own = new Float64Array(words.length * dimensions);
  words.forEach((word, i) => {
    own.set(network.vectors.subarray(word * dimensions, (word + 1) * dimensions), i * dimensions);
  });
  const answers = new Float64Array(words.length * size);
  rowProducts(own, words.length, network.kernels, new Float64Array(size), dimensions, answers);
  const blame = new Float64Array(words.length * size);
  const pooled = WIDTHS.length * filters;
  const length = readLength(filters, dimensions);
  const reads = new Float64Array(texts.length * length);
  const scale = 1 / (1 - dropout);
  const places = texts.map((rows, t) => {
    const read = reads.subarray(t * length, (t + 1) * length);
    const strong = new Int32Array(pooled);
    strongest(rows, rows.length, answers, network.offsets, filters, read, strong);
    const share = shareOf(rows);
    for (const row of rows) if (row >= 0) addTimes(read, pooled, own, row * dimensions, share, dimensions);
    for (let i = 0; i < length; i++) read[i]! *= random() < dropout ? 0 : scale;
    return strong;
  });
  const backs = outputGradients(network, gradients, reads, lessons);
  texts.forEach((rows, t) => {
    const back = backs.subarray(t * length, (t + 1) * length);
    // What was left out is 0, and so is its share of the blame.
    for (let i = 0; i < length; i++) back[i]! *= reads[t * length + i] === 0 ? 0 : scale;
    blameFilters(rows, places[t]!, back, filters, gradients.offsets, blame);
    const share = shareOf(rows);
    for (const row of rows)
      if (row >= 0) addTimes(gradients.vectors, words[row]! * dimensions, back, pooled, share, dimensions);
  });
  spread(words, blame, size, network, gradients);
  return words;
}

function addTimes(into: Float64Array, at: number, from: Float64Array, start: number, times: number, length: number) {
  for (let i = 0; i < length; i++) into[at + i]! += times * from[start + i]!;
}

/** What a word counts in the sum of the word vectors of a text. */
function shareOf(rows: Int32Array): number {
  let known = 0;
  for (const row of rows) if (row >= 0) known++;
  return 1 / Math.sqrt(Math.max(1, known));
}

/** Gradients of the linear layer for some texts, by what it reads of each; gives those of what it read. */
function outputGradients(
  { classes, output, bias }: ConvolutionNetwork,
  gradients: Gradients,
  reads: Float64Array,
  lessons: readonly Lesson[],
): Float64Array {
  const count = lessons.length;
  const length = reads.length / count;
  const errors = new Float64Array(count * classes);
  rowProducts(reads, count, output, bias, length, errors);
  lessons.forEach(({ label }, t) => {
    const own = errors.subarray(t * classes, (t + 1) * classes);
    errorsInPlace(own, label);
    for (let c = 0; c < classes; c++) {
      own[c]! /= count;
      gradients.bias[c]! += own[c]!;
    }
  });
  addRows({ values: errors, stepRead: classes, stepInto: 1 }, reads, count, length, gradients.output, classes);
  const backs = new Float64Array(reads.length);
  addRows({ values: errors, stepRead: 1, stepInto: classes }, output, classes, length, backs, count);
  return backs;
}

/** The words of some texts, each once, and the texts as numbers into them, -1 for blanks and for words left out. */
function distinctWords(lessons: readonly Lesson[], dropout: number, random: () => number) {
  const numbers = new Map<number, number>();
  const texts = lessons.map(({ words }) => {
    const rows = new Int32Array(words.length + BLANKS.before + BLANKS.behind).fill(-1);
    words.forEach((word, i) => {
      if (word === BLANK || random() < dropout) return;
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      rows[i + BLANKS.before] = number;
    });
    return rows;
  });
  return { words: [...numbers.keys()], texts };
}

/** Hands the blame of each strongest answer on to the words that gave it. */
function blameFilters(
  rows: Int32Array,
  places: Int32Array,
  back: Float64Array,
  filters: number,
  offsets: Float64Array,
  blame: Float64Array,
): void {
  const size = SLOTS * filters;
  let slot = 0;
  WIDTHS.forEach((width, w) => {
    for (let f = 0; f < filters; f++) {
      const at = w * filters + f;
      const share = back[at]!;
      if (share === 0 || places[at]! < 0) continue;
      offsets[at]! += share;
      for (let j = 0; j < width; j++) {
        const row = rows[places[at]! + j]!;
        if (row >= 0) blame[row * size + (slot + j) * filters + f]! += share;
      }
    }
    slot += width;
  });
}

/** From the blame of a word at each row of the kernels to gradients of that row and of the word's vector. */
function spread(
  words: readonly number[],
  blame: Float64Array,
  size: number,
  { kernels, vectors, dimensions }: ConvolutionNetwork,
  gradients: Gradients,
): void {
  words.forEach((word, i) => {
    const from = word * dimensions;
    for (let k = 0; k < size; k++) {
      const share = blame[i * size + k]!;
      if (share === 0) continue;
      const at = k * dimensions;
      for (let d = 0; d < dimensions; d++) {
        gradients.kernels[at + d]! += share * vectors[from + d]!;
        gradients.vectors[from + d]! += share * kernels[at + d]!;
      }
    }
  });
}
