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
  readonly terms: Uint32Array;
  readonly sums: Uint32Array;
  /** Of the first text: the weights of its terms by their kinds, repetitions and all. */
  readonly length: number;
}

/** Texts as the numbers of their terms, with repetitions; for many texts far quicker than the terms themselves. */
export interface Numbering {
  /** The terms by their numbers. */
  readonly texts: TermTexts;
  /** Takes texts apart. What is given holds until the next texts are. */
  read(texts: readonly string[]): NumberedText[];
  /** A text of these terms. */
  textOf(terms: readonly string[]): NumberedText;
  /** All terms of a text, in order. */
  termsOf(text: NumberedText): number[];
  /** Adds up the terms of several texts, each with the weight of its text; `kindWeights`: by the code of a kind's letter. */
  sum(texts: readonly NumberedText[], weights: readonly number[], kindWeights: Uint8Array): TermSums;
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

const NONE = new Uint32Array(0);
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
      // All into the same memory each time: a piece for each text would be work for the garbage collector.
      reader.filled = 0;
      const ends: number[] = [];
      const own = texts.map((text) => {
        const normal = parts.normalise(text, reader.room.write);
        readText(reader, normal);
        ends.push(reader.filled);
        return parts.own(normal).map((term) => numberOf(vocabulary, term));
      });
      learnWords(reader);
      isReading = false;
      return own.map((terms, i) => ({ entries: reader.entries.subarray(ends[i - 1] ?? 0, ends[i]), own: terms }));
    },
    textOf: (terms) => ({ entries: NONE, own: terms.map((term) => numberOf(vocabulary, term)) }),
    termsOf({ entries, own }) {
      const { words } = reader.known;
      const terms = Array.from(entries, (entry) =>
        entry < IS_PIECE
          ? entry
          : [...words.subarray(termsStart(words, entry - IS_PIECE), termsEnd(words, entry - IS_PIECE))],
      );
      return [...terms.flat(), ...own];
    },
    sum(texts, weights, kindWeights) {
      makeRoom(sums, names.count());
      const { words } = reader.known;
      const kinds = names.kinds();
      let length = 0;
      for (let i = 0; i < texts.length; i++) {
        const own = addUp(sums, words, kinds, texts[i]!, weights[i]!, kindWeights);
        if (i === 0) length = own;
      }
      return takeSums(sums, length);
    },
    // One that failed half way is at its end, too.
    isFull: () => isReading || reader.known.count > MOST_PIECES || names.count() > MOST_TERMS,
  };
}

interface Sums {
  /** By term; zero between two sums. */
  byTerm: Uint32Array;
  /** The terms met, and how many there are. */
  met: Uint32Array;
  count: number;
  /** In the order of the terms met. */
  taken: Uint32Array;
}

const createSums = (): Sums => ({
  byTerm: new Uint32Array(0),
  met: new Uint32Array(0),
  count: 0,
  taken: new Uint32Array(0),
});

/** Each can be met once, so nothing need be asked for each. */
function makeRoom(sums: Sums, terms: number): void {
  if (sums.byTerm.length >= terms) return;
  sums.byTerm = new Uint32Array(2 * terms);
  sums.met = new Uint32Array(2 * terms);
  sums.taken = new Uint32Array(2 * terms);
}

/** Adds a text's terms, each with its weight; gives the sum of their weights by kind. */
function addUp(
  sums: Sums,
  words: Uint32Array,
  kinds: Uint8Array,
  { entries, own }: NumberedText,
  weight: number,
  kindWeights: Uint8Array,
): number {
  const { byTerm, met } = sums;
  let { count } = sums;
  let length = 0;
  for (let e = 0; e < entries.length; e++) {
    const entry = entries[e]!;
    if (entry < IS_PIECE) {
      const before = byTerm[entry]!;
      if (before === 0) met[count++] = entry;
      byTerm[entry] = before + weight;
      length += kindWeights[kinds[entry]!]!;
      continue;
    }
    const end = termsEnd(words, entry - IS_PIECE);
    for (let i = termsStart(words, entry - IS_PIECE); i < end; i++) {
      const term = words[i]!;
      const before = byTerm[term]!;
      if (before === 0) met[count++] = term;
      byTerm[term] = before + weight;
      length += kindWeights[kinds[term]!]!;
    }
  }
  for (const term of own) {
    const before = byTerm[term]!;
    if (before === 0) met[count++] = term;
    byTerm[term] = before + weight;
    length += kindWeights[kinds[term]!]!;
  }
  sums.count = count;
  return length;
}

function takeSums(sums: Sums, length: number): TermSums {
  const { byTerm, met, taken, count } = sums;
  for (let i = 0; i < count; i++) {
    taken[i] = byTerm[met[i]!]!;
    byTerm[met[i]!] = 0;
  }
  sums.count = 0;
  return { terms: met.subarray(0, count), sums: taken.subarray(0, count), length };
}
