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
  found.fill(0, 0, WIDTHS.length * filters);
  places.fill(-1);
  // Where the answers to the words at a place begin; filter by filter they lie side by side.
  const starts = new Int32Array(WIDTHS.length);
  let slot = 0;
  WIDTHS.forEach((width, w) => {
    const first = w * filters;
    for (let i = 0; i + width <= count; i++) {
      let known = 0;
      for (let j = 0; j < width; j++)
        if (rows[i + j]! >= 0) starts[known++] = rows[i + j]! * size + (slot + j) * filters;
      keepStronger(answers, starts, known, offsets, first, filters, { found, places, place: i });
    }
    slot += width;
  });
}

/** What is strongest so far, filter by filter, and the place that is looked at. */
interface Strongest {
  readonly found: Float64Array;
  readonly places: Int32Array;
  readonly place: number;
}

/** Takes for the filters from `first` on what they say to the `known` words of a place, where that is more. */
function keepStronger(
  answers: Float64Array,
  starts: Int32Array,
  known: number,
  offsets: Float64Array,
  first: number,
  filters: number,
  { found, places, place }: Strongest,
): void {
  const [one, two, three] = [starts[0]!, starts[1]!, starts[2]!];
  for (let f = 0; f < filters; f++) {
    let sum = offsets[first + f]!;
    if (known > 0) sum += answers[one + f]!;
    if (known > 1) sum += answers[two + f]!;
    if (known > 2) sum += answers[three + f]!;
    if (sum > found[first + f]!) {
      found[first + f] = sum;
      places[first + f] = place;
    }
  }
}
