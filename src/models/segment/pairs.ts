import { isPlainHan, type Lexicon } from "./lexicon.ts";
import { moreRoom } from "./places.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * Pairs of signs that were met, with what the lexicon says of them. A text repeats its pairs, and these few lie close
 * together, while the lexicon is too large for the processor's caches.
 */
export interface Pairs {
  /** The number of two UTF-16 units that are no surrogates; a new one when they were never met. */
  numberOf(before: number, unit: number): number;
  /** By number: the term of kind b. */
  terms: Int32Array;
  /** By number: the lexicon's node, 0 when no word begins so. */
  nodes: Int32Array;
  /** By number: the node's score; negative infinity where no word ends. */
  scores: Float64Array;
  /** By number: 1 where a longer word begins so. */
  goesOn: Uint8Array;
  /** By number: one more than the term of kind w; 0 until it was asked for. */
  words: Int32Array;
}

const FIRST_PLACES = 1 << 12;

/** Open addressing by both units. */
export function createPairs(lex: Lexicon, vocabulary: Pick<Vocabulary, "newPair">): Pairs {
  // Of each place the key, and one more than the number; nothing stands where there is zero.
  let places = new Uint32Array(2 * FIRST_PLACES);
  let mask = FIRST_PLACES - 1;
  let count = 0;
  const firstOf = (key: number): number => Math.imul(key, 0x9e3779b1) >>> 7;
  const place = (key: number): number => {
    let at = firstOf(key) & mask;
    while (places[2 * at + 1] !== 0 && places[2 * at] !== key) at = (at + 1) & mask;
    return 2 * at;
  };
  const grow = (): void => {
    places = moreRoom(places, firstOf);
    mask = places.length / 2 - 1;
    pairs.terms = copied(pairs.terms, new Int32Array(places.length / 2));
    pairs.nodes = copied(pairs.nodes, new Int32Array(places.length / 2));
    pairs.scores = copied(pairs.scores, new Float64Array(places.length / 2));
    pairs.goesOn = copied(pairs.goesOn, new Uint8Array(places.length / 2));
    pairs.words = copied(pairs.words, new Int32Array(places.length / 2));
  };
  const add = (number: number, before: number, unit: number): void => {
    const node = isPlainHan(before) && isPlainHan(unit) ? lex.child(lex.rootOf(before), unit) : 0;
    pairs.terms[number] = vocabulary.newPair(before, unit);
    pairs.nodes[number] = node;
    pairs.scores[number] = node === 0 ? Number.NEGATIVE_INFINITY : lex.scores[node]!;
    pairs.goesOn[number] = node === 0 ? 0 : lex.goesOn[node]!;
  };
  const pairs: Pairs = {
    terms: new Int32Array(FIRST_PLACES),
    nodes: new Int32Array(FIRST_PLACES),
    scores: new Float64Array(FIRST_PLACES),
    goesOn: new Uint8Array(FIRST_PLACES),
    words: new Int32Array(FIRST_PLACES),
    numberOf(before, unit) {
      const key = ((before << 16) | unit) >>> 0;
      const at = place(key);
      const found = places[at + 1]!;
      if (found !== 0) return found - 1;
      const number = count++;
      places[at] = key;
      places[at + 1] = count;
      add(number, before, unit);
      if (2 * count > mask) grow();
      return number;
    },
  };
  return pairs;
}

function copied<Numbers extends Int32Array | Float64Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
