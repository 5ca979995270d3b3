import { errorsInPlace } from "../linear/errors.ts";
import { answerAll, BLANK, BLANKS, type ConvolutionNetwork, readLength, SLOTS, strongest, WIDTHS } from "./network.ts";

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
  answerAll(own, words.length, network.kernels, size, dimensions, answers);
  const blame = new Float64Array(words.length * size);
  const pooled = WIDTHS.length * filters;
  const read = new Float64Array(readLength(filters, dimensions));
  const places = new Int32Array(pooled);
  const scale = 1 / (1 - dropout);
  texts.forEach((rows, t) => {
    read.fill(0);
    strongest(rows, rows.length, answers, network.offsets, filters, read, places);
    const share =
      1 /
      Math.sqrt(
        Math.max(
          1,
          rows.reduce((count, row) => count + (row >= 0 ? 1 : 0), 0),
        ),
      );
    for (const row of rows) if (row >= 0) addTimes(read, pooled, own, row * dimensions, share, dimensions);
    for (let i = 0; i < read.length; i++) read[i]! *= random() < dropout ? 0 : scale;
    const back = outputGradients(network, gradients, read, lessons[t]!.label, lessons.length);
    // What was left out is 0, and so is its share of the blame.
    for (let i = 0; i < read.length; i++) back[i]! *= read[i] === 0 ? 0 : scale;
    blameFilters(rows, places, back, filters, gradients.offsets, blame);
    for (const row of rows)
      if (row >= 0) addTimes(gradients.vectors, words[row]! * dimensions, back, pooled, share, dimensions);
  });
  spread(words, blame, size, network, gradients);
  return words;
}

function addTimes(into: Float64Array, at: number, from: Float64Array, start: number, times: number, length: number) {
  for (let i = 0; i < length; i++) into[at + i]! += times * from[start + i]!;
}

/** Gradients of the linear layer for one of `count` texts; gives those of what it read. */
function outputGradients(
  network: ConvolutionNetwork,
  gradients: Gradients,
  read: Float64Array,
  label: number,
  count: number,
): Float64Array {
  const errors = new Float64Array(network.classes);
  errorsOf(network, read, label, errors);
  const back = new Float64Array(read.length);
  for (let c = 0; c < network.classes; c++) {
    const error = errors[c]! / count;
    gradients.bias[c]! += error;
    for (let i = 0, at = c * read.length; i < read.length; i++, at++) {
      gradients.output[at]! += error * read[i]!;
      back[i]! += error * network.output[at]!;
    }
  }
  return back;
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

/** Probabilities minus truth. */
function errorsOf(
  { classes, output, bias }: ConvolutionNetwork,
  read: Float64Array,
  label: number,
  into: Float64Array,
) {
  const length = read.length;
  for (let c = 0; c < classes; c++) {
    let sum = bias[c]!;
    for (let i = 0, at = c * length; i < length; i++, at++) sum += output[at]! * read[i]!;
    into[c] = sum;
  }
  errorsInPlace(into, label);
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
