import { lexicon } from "./lexicon.ts";
import { termsEnd, termsStart } from "./piece-terms.ts";
import { createReader, IS_PIECE, learnWords, readText } from "./read-text.ts";
import type { TermTexts } from "./term-texts.ts";
import { createVocabulary, numberOf } from "./vocabulary.ts";

/** A text as its numbering knows it: its terms, and records of pieces that have theirs. */
export interface NumberedText {
  readonly entries: Uint32Array;
  /** Terms of the tenant's own words. */
  readonly own: readonly number[];
}

/** Terms, each once, in the order in which they were met, and the sums of their weights; they hold until the next sum. */
export interface TermSums {
  /** How many there are; what stands behind them means nothing. */
  readonly count: number;
  readonly terms: Uint32Array;
  readonly sums: Float64Array;
}

/** Texts as the numbers of their terms, with repetitions; for many texts far quicker than the terms themselves. */
export interface Numbering {
  /** The terms by their numbers. */
  readonly texts: TermTexts;
  /** Takes texts apart. */
  read(texts: readonly string[]): NumberedText[];
  /** All terms of a text, in order. */
  termsOf(text: NumberedText): number[];
  /** Adds up the terms of several texts, each with the weight of its text. */
  sum(texts: readonly NumberedText[], weights: readonly number[]): TermSums;
  /** The weights of a text's terms by their kinds' letters, added up in the terms' order. */
  lengthOf(text: NumberedText, kindWeights: Float64Array): number;
  /** Holds as much as it should; whoever goes on takes a new one. */
  isFull(): boolean;
}

/** What a text is made of. */
export interface NumberingParts {
  /** The text normalised, which is what `write` was last given. */
  readonly normalise: (text: string, write: (text: string) => Uint16Array) => string;
  /** The terms of a piece that is not Chinese. */
  readonly latin: (piece: string) => readonly string[];
  /** Terms of the tenant's own words in a normalised text. */
  readonly own: (normal: string) => string[];
}

const MOST_PIECES = 200_000;
const MOST_TERMS = 400_000;

export function createNumbering(parts: NumberingParts): Numbering {
  const vocabulary = createVocabulary(lexicon());
  const reader = createReader(vocabulary, parts.latin);
  const { texts: names } = vocabulary;
  const sums = createSums();
  let isReading = false;
  return {
    texts: names,
    read(texts) {
      isReading = true;
      const result = texts.map((text) => {
        const normal = parts.normalise(text, reader.room.write);
        return {
          entries: readText(reader, normal),
          own: parts.own(normal).map((term) => numberOf(vocabulary, term)),
        };
      });
      learnWords(reader);
      isReading = false;
      return result;
    },
    termsOf({ entries, own }) {
      const { words } = reader.known;
      const terms = Array.from(entries, (entry) =>
        entry < IS_PIECE
          ? entry
          : [...words.subarray(termsStart(words, entry - IS_PIECE), termsEnd(words, entry - IS_PIECE))],
      );
      return [...terms.flat(), ...own];
    },
    sum(texts, weights) {
      if (sums.byTerm.length < names.count()) sums.byTerm = new Float64Array(2 * names.count());
      sums.count = 0;
      for (let i = 0; i < texts.length; i++) addUp(sums, reader.known.words, texts[i]!, weights[i]!);
      return takeSums(sums);
    },
    lengthOf: (text, kindWeights) => addLengths(reader.known.words, names.kinds(), text, kindWeights),
    // One that failed half way is at its end, too.
    isFull: () => isReading || reader.known.count > MOST_PIECES || names.count() > MOST_TERMS,
  };
}

interface Sums {
  /** Zero between two sums. */
  byTerm: Float64Array;
  /** The terms met, and how many there are. */
  met: Uint32Array;
  count: number;
  /** In the order of the terms met. */
  taken: Float64Array;
}

const FIRST_MET = 1 << 10;

const createSums = (): Sums => ({
  byTerm: new Float64Array(0),
  met: new Uint32Array(FIRST_MET),
  count: 0,
  taken: new Float64Array(FIRST_MET),
});

function addUp(sums: Sums, words: Uint32Array, { entries, own }: NumberedText, weight: number): void {
  for (let e = 0; e < entries.length; e++) {
    const entry = entries[e]!;
    if (entry < IS_PIECE) {
      addTerm(sums, entry, weight);
      continue;
    }
    const end = termsEnd(words, entry - IS_PIECE);
    for (let i = termsStart(words, entry - IS_PIECE); i < end; i++) addTerm(sums, words[i]!, weight);
  }
  for (const term of own) addTerm(sums, term, weight);
}

function addTerm(sums: Sums, term: number, weight: number): void {
  const { byTerm } = sums;
  const before = byTerm[term]!;
  byTerm[term] = before + weight;
  if (before !== 0) return;
  if (sums.count === sums.met.length) {
    const more = new Uint32Array(2 * sums.count);
    more.set(sums.met);
    sums.met = more;
  }
  sums.met[sums.count++] = term;
}

function takeSums(sums: Sums): TermSums {
  const { byTerm, met, count } = sums;
  if (sums.taken.length < count) sums.taken = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    sums.taken[i] = byTerm[met[i]!]!;
    byTerm[met[i]!] = 0;
  }
  return { count, terms: met, sums: sums.taken };
}

function addLengths(
  words: Uint32Array,
  kinds: Uint8Array,
  { entries, own }: NumberedText,
  weights: Float64Array,
): number {
  let length = 0;
  for (let e = 0; e < entries.length; e++) {
    const entry = entries[e]!;
    if (entry < IS_PIECE) {
      length += weights[kinds[entry]!]!;
      continue;
    }
    const end = termsEnd(words, entry - IS_PIECE);
    for (let i = termsStart(words, entry - IS_PIECE); i < end; i++) length += weights[kinds[words[i]!]!]!;
  }
  for (const term of own) length += weights[kinds[term]!]!;
  return length;
}
