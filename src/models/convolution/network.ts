/** Neighbouring words that a filter sees; each width has the same number of filters. */
export const WIDTHS = [1, 2, 3] as const;
/** Words of all widths together: a filter has one row of weights for each of its words. */
export const SLOTS: number = WIDTHS.reduce<number>((sum, width) => sum + width, 0);
/** Blank words before the first and behind the last one, so that a filter sees where a text begins and ends. */
export const BLANKS = { before: 1, behind: 2 } as const;
/** Id of a blank, and of a word that was left out. */
export const BLANK = 0;

/**
 * A convolutional network over the words of a text (Kim, "Convolutional Neural Networks for Sentence Classification",
 * 2014): filters over one to three neighbouring words, the strongest answer of each in the text, and the sum of the word
 * vectors over the root of their number; one linear layer from these to the classes.
 */
export interface ConvolutionNetwork {
  readonly classes: number;
  readonly filters: number;
  readonly dimensions: number;
  /** Rows of word vectors by word id; row `BLANK` is 0. */
  readonly vectors: Float64Array;
  /** `SLOTS · filters` rows of weights: first all filters of the only word of width 1, then of the first word of width 2 … */
  readonly kernels: Float64Array;
  /** One a filter, width by width. */
  readonly offsets: Float64Array;
  /** One row a class, over the strongest answers and then the summed word vectors. */
  readonly output: Float64Array;
  readonly bias: Float64Array;
}

/** Length of what the linear layer reads. */
export const readLength = (filters: number, dimensions: number): number => WIDTHS.length * filters + dimensions;

/**
 * The strongest answer of each filter, at least 0, into `found`, and at which place into `places` (-1 for none).
 * `answers[row · size + slot · filters + f]` is what filter f says to word `row` at a slot; `rows` has the words with blanks
 * (-1) around them.
 */
export function strongest(
  rows: Int32Array,
  count: number,
  answers: Float64Array,
  offsets: Float64Array,
  filters: number,
  found: Float64Array,
  places: Int32Array,
): void {
  const size = SLOTS * filters;
  let slot = 0;
  WIDTHS.forEach((width, w) => {
    for (let f = 0; f < filters; f++) {
      const at = w * filters + f;
      const offset = offsets[at]!;
      let [best, place] = [0, -1];
      for (let i = 0; i + width <= count; i++) {
        let sum = offset;
        for (let j = 0; j < width; j++) {
          const row = rows[i + j]!;
          if (row >= 0) sum += answers[row * size + (slot + j) * filters + f]!;
        }
        if (sum > best) {
          best = sum;
          place = i;
        }
      }
      found[at] = best;
      places[at] = place;
    }
    slot += width;
  });
}

/** What every row of `kernels` says to some word vectors, `count` of them in a row: products into `answers`. */
export function answerAll(
  vectors: Float64Array,
  count: number,
  kernels: Float64Array,
  size: number,
  dimensions: number,
  answers: Float64Array,
): void {
  let row = 0;
  // Four words at a time: each weight is read once for all four.
  for (; row + 4 <= count; row += 4) {
    const [a, b, c, d] = [row * dimensions, (row + 1) * dimensions, (row + 2) * dimensions, (row + 3) * dimensions];
    for (let k = 0; k < size; k++) {
      const at = k * dimensions;
      let [sa, sb, sc, sd] = [0, 0, 0, 0];
      for (let i = 0; i < dimensions; i++) {
        const weight = kernels[at + i]!;
        sa += weight * vectors[a + i]!;
        sb += weight * vectors[b + i]!;
        sc += weight * vectors[c + i]!;
        sd += weight * vectors[d + i]!;
      }
      answers[row * size + k] = sa;
      answers[(row + 1) * size + k] = sb;
      answers[(row + 2) * size + k] = sc;
      answers[(row + 3) * size + k] = sd;
    }
  }
  for (; row < count; row++)
    for (let k = 0; k < size; k++) {
      const at = k * dimensions;
      let sum = 0;
      for (let i = 0; i < dimensions; i++) sum += kernels[at + i]! * vectors[row * dimensions + i]!;
      answers[row * size + k] = sum;
    }
}
