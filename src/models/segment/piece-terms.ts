import { moreRoom } from "./places.ts";
import { textOf } from "./units.ts";

/**
 * Stretches of text that were met, with the numbers of their terms; nothing is cut out of a text to find one. All of a
 * stretch lies side by side in one record: at each look at another place the processor would wait for its memory.
 */
export interface PieceTerms {
  /** Where the record of the stretch of UTF-16 units from `start` to `end` begins; 0 when it was never met. */
  find(text: Uint16Array, start: number, end: number): number;
  /** A record, without terms, for what `find` has just looked for in vain. */
  add(text: Uint16Array, start: number, end: number): number;
  /** Gives a record the terms from `start` to `end` of a list. */
  setTerms(piece: number, terms: Uint32Array, start: number, end: number): void;
  /** All records; holds until there is another, or other terms. */
  words(): Uint32Array;
  unitsOf(piece: number): Uint16Array<ArrayBuffer>;
  textOf(piece: number): string;
  count(): number;
}

/** Words of a record: how many units it has, where its terms begin, where they end; behind them the units. */
const [LENGTH, TERMS, TERMS_END, HEADER] = [0, 1, 2, 3];

/** Where the terms of a record stand among the words. */
export const termsStart = (words: Uint32Array, piece: number): number => words[piece + TERMS]!;
export const termsEnd = (words: Uint32Array, piece: number): number => words[piece + TERMS_END]!;

const FIRST_PLACES = 1 << 13;
const FIRST_WORDS = 1 << 16;

/** Open addressing over FNV-1a of the units. */
export function createPieceTerms(): PieceTerms {
  // Of each place the hash and the record; nothing stands where there is no record.
  let places = new Uint32Array(2 * FIRST_PLACES);
  let mask = FIRST_PLACES - 1;
  let words = new Uint32Array(FIRST_WORDS);
  let units = new Uint16Array(words.buffer);
  let filled = 1;
  let count = 0;
  // Of the last stretch that was looked for.
  let hash = 0;
  let free = 0;

  const isAt = (piece: number, text: Uint16Array, start: number, end: number): boolean => {
    if (words[piece + LENGTH] !== end - start) return false;
    const at = 2 * (piece + HEADER) - start;
    for (let i = start; i < end; i++) if (units[at + i] !== text[i]) return false;
    return true;
  };
  const reserve = (more: number): void => {
    if (filled + more <= words.length) return;
    const larger = new Uint32Array(2 * (words.length + more));
    larger.set(words);
    words = larger;
    units = new Uint16Array(words.buffer);
  };
  const grow = (): void => {
    places = moreRoom(places, (known) => known);
    mask = places.length / 2 - 1;
  };
  const unitsOf = (piece: number): Uint16Array<ArrayBuffer> => {
    const at = 2 * (piece + HEADER);
    return units.slice(at, at + words[piece + LENGTH]!);
  };

  return {
    words: () => words,
    count: () => count,
    unitsOf,
    textOf: (piece) => textOf(unitsOf(piece)),
    find(text, start, end) {
      hash = 0x811c9dc5;
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ text[i]!, 0x01000193);
      hash = (hash ^ (hash >>> 15)) >>> 0;
      let place = hash & mask;
      for (let piece = places[2 * place + 1]!; piece !== 0; piece = places[2 * place + 1]!) {
        if (places[2 * place] === hash && isAt(piece, text, start, end)) return piece;
        place = (place + 1) & mask;
      }
      free = place;
      return 0;
    },
    add(text, start, end) {
      const length = end - start;
      reserve(HEADER + length);
      const piece = filled;
      words[piece + LENGTH] = length;
      words[piece + TERMS] = 0;
      words[piece + TERMS_END] = 0;
      units.set(text.subarray(start, end), 2 * (piece + HEADER));
      filled += HEADER + ((length + 1) >>> 1);
      places[2 * free] = hash;
      places[2 * free + 1] = piece;
      count += 1;
      if (2 * count > mask) grow();
      return piece;
    },
    setTerms(piece, terms, start, end) {
      reserve(end - start);
      words[piece + TERMS] = filled;
      for (let i = start; i < end; i++) words[filled++] = terms[i]!;
      words[piece + TERMS_END] = filled;
    },
  };
}
