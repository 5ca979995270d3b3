import { isPlainHan, type Lexicon } from "./lexicon.ts";
import { moreRoom, placeMask, putPlace } from "./places.ts";

/**
 * Pairs of signs that were met, each as one record of what is known of it. A text repeats its pairs, and these few lie
 * close together, while the lexicon is too large for the processor's caches.
 */
export interface Pairs {
  /** Open addressing by both units: of each place the key, and the record; nothing stands where there is none. */
  places: Uint32Array;
  /** The records, of `RECORD` words each, and the same memory as numbers of 64 bits. */
  words: Int32Array;
  scores: Float64Array;
  /** Where the next record begins; nothing stands at 0. */
  filled: number;
}

/** Words of a record: a score takes two. */
const RECORD = 8;
/** The lexicon's node, 0 when no word begins so; with a bit that says whether a longer word does. */
const [SCORE, NODE, TERM, WORD] = [0, 2, 3, 4];
const FIRST_PLACES = 1 << 12;

export function createPairs(): Pairs {
  const words = new Int32Array((RECORD * FIRST_PLACES) / 2);
  return {
    places: new Uint32Array(2 * FIRST_PLACES),
    words,
    scores: new Float64Array(words.buffer),
    filled: RECORD,
  };
}

const firstOf = (key: number): number => Math.imul(key, 0x9e3779b1) >>> 7;
const keyOf = (before: number, unit: number): number => ((before << 16) | unit) >>> 0;

/** The record of two UTF-16 units that are no surrogates; 0 when they were never met. */
export function findPair({ places }: Pairs, before: number, unit: number): number {
  const key = keyOf(before, unit);
  const mask = placeMask(places);
  for (let at = firstOf(key) & mask; ; at = (at + 1) & mask) {
    const record = places[2 * at + 1]!;
    if (record === 0 || places[2 * at] === key) return record;
  }
}

/** A record for two that `findPair` has just looked for in vain. `term`: of kind b. */
export function addPair(pairs: Pairs, lex: Lexicon, before: number, unit: number, term: number): number {
  const record = pairs.filled;
  const node = isPlainHan(before) && isPlainHan(unit) ? lex.child(lex.rootOf(before), unit) : 0;
  pairs.scores[(record + SCORE) >>> 1] = node === 0 ? Number.NEGATIVE_INFINITY : lex.scores[node]!;
  pairs.words[record + NODE] = (node << 1) | (node === 0 ? 0 : lex.goesOn[node]!);
  pairs.words[record + TERM] = term;
  pairs.filled += RECORD;
  const key = keyOf(before, unit);
  putPlace(pairs.places, firstOf(key), key, record);
  if (pairs.filled === pairs.words.length) grow(pairs);
  return record;
}

function grow(pairs: Pairs): void {
  pairs.places = moreRoom(pairs.places, firstOf);
  const words = new Int32Array(2 * pairs.words.length);
  words.set(pairs.words);
  pairs.words = words;
  pairs.scores = new Float64Array(words.buffer);
}

/** The logarithm of the share of the word that the pair is; negative infinity where it is none. */
export const pairScore = (scores: Float64Array, record: number): number => scores[(record + SCORE) >>> 1]!;
export const pairNode = (words: Int32Array, record: number): number => words[record + NODE]! >>> 1;
/** Whether a word begins so that has more signs. */
export const pairGoesOn = (words: Int32Array, record: number): boolean => (words[record + NODE]! & 1) === 1;
export const pairTerm = (words: Int32Array, record: number): number => words[record + TERM]!;

/** One more than the term of kind w of a pair that is a word; 0 where it was never asked for. */
export const pairWord = (words: Int32Array, record: number): number => words[record + WORD]!;
export function setPairWord({ words }: Pairs, record: number, term: number): void {
  words[record + WORD] = term + 1;
}
