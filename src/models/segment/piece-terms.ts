import { moreRoom, placeMask, putPlace } from "./places.ts";
import { textOf } from "./units.ts";

/**
 * Stretches of text that were met, with the numbers of their terms; nothing is cut out of a text to find one. All of a
 * stretch lies side by side in one record: at each look at another place the processor would wait for its memory.
 */
export interface PieceTerms {
  /** Open addressing: of each place the hash of a stretch, and its record; nothing stands where there is none. */
  places: Uint32Array;
  /** The records, and the same memory as UTF-16 units. */
  words: Uint32Array;
  units: Uint16Array<ArrayBuffer>;
  /** Where the next record begins; nothing stands at 0. */
  filled: number;
  count: number;
}

/** Words of a record: how many units it has, where its terms begin, where they end; behind them the units. */
const [LENGTH, TERMS, TERMS_END, HEADER] = [0, 1, 2, 3];

/** Where the terms of a record stand among the words. */
export const termsStart = (words: Uint32Array, piece: number): number => words[piece + TERMS]!;
export const termsEnd = (words: Uint32Array, piece: number): number => words[piece + TERMS_END]!;

const FIRST_PLACES = 1 << 13;
const FIRST_WORDS = 1 << 16;

export function createPieceTerms(): PieceTerms {
  const words = new Uint32Array(FIRST_WORDS);
  return {
    places: new Uint32Array(2 * FIRST_PLACES),
    words,
    units: new Uint16Array(words.buffer),
    filled: 1,
    count: 0,
  };
}

/** FNV-1a. */
export function hashOf(text: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text[i]!, 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The record of the stretch of UTF-16 units from `start` to `end`, whose hash is given; 0 when it was never met. */
export function findPiece(known: PieceTerms, hash: number, text: Uint16Array, start: number, end: number): number {
  const { places } = known;
  const mask = placeMask(places);
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const piece = places[2 * at + 1]!;
    if (piece === 0) return 0;
    if (places[2 * at] === hash && isAt(known, piece, text, start, end)) return piece;
  }
}

function isAt({ words, units }: PieceTerms, piece: number, text: Uint16Array, start: number, end: number): boolean {
  if (words[piece + LENGTH] !== end - start) return false;
  const at = 2 * (piece + HEADER) - start;
  for (let i = start; i < end; i++) if (units[at + i] !== text[i]) return false;
  return true;
}

/** A record, without terms, for what `findPiece` has just looked for in vain. */
export function addPiece(known: PieceTerms, hash: number, text: Uint16Array, start: number, end: number): number {
  const length = end - start;
  reserve(known, HEADER + length);
  const piece = known.filled;
  known.words[piece + LENGTH] = length;
  known.words[piece + TERMS] = 0;
  known.words[piece + TERMS_END] = 0;
  const at = 2 * (piece + HEADER) - start;
  for (let i = start; i < end; i++) known.units[at + i] = text[i]!;
  known.filled += HEADER + ((length + 1) >>> 1);
  putPlace(known.places, hash, hash, piece);
  known.count += 1;
  if (2 * known.count > placeMask(known.places)) known.places = moreRoom(known.places, (own) => own);
  return piece;
}

/** Gives a record its terms. */
export function setTerms(known: PieceTerms, piece: number, terms: ArrayLike<number>): void {
  reserve(known, terms.length);
  known.words[piece + TERMS] = known.filled;
  for (let i = 0; i < terms.length; i++) known.words[known.filled++] = terms[i]!;
  known.words[piece + TERMS_END] = known.filled;
}

export function pieceText({ words, units }: PieceTerms, piece: number): string {
  const at = 2 * (piece + HEADER);
  return textOf(units.slice(at, at + words[piece + LENGTH]!));
}

function reserve(known: PieceTerms, more: number): void {
  if (known.filled + more <= known.words.length) return;
  const larger = new Uint32Array(2 * (known.words.length + more));
  larger.set(known.words);
  known.words = larger;
  known.units = new Uint16Array(larger.buffer);
}
