import { isWord } from "./lexicon.ts";
import { pairNode, pairTerm, pairWord, setPairWord } from "./pairs.ts";
import { addPiece, createPieceTerms, findPiece, hashOf, type PieceTerms, pieceText, setTerms } from "./piece-terms.ts";
import { CHINESE, PLACES_A_UNIT, placePieces } from "./pieces.ts";
import { createUnits, textOf, type Units } from "./units.ts";
import { numberOf, pairNumber, pairRecord, singleNumber, type Vocabulary, wordNumber } from "./vocabulary.ts";
import { createWay, findWay, isPlain, nativeWords, type Way, wordsWithin } from "./word-cut.ts";

/**
 * What texts are read with. Functions that take it as an argument are compiled once for a process; were they made for
 * each numbering, each would begin anew to be interpreted and compiled.
 */
export interface Reader {
  readonly vocabulary: Vocabulary;
  /** Pieces that are not Chinese, runs of signs that are no words of the lexicon, words of three signs and more. */
  readonly known: PieceTerms;
  /** Of the known ones those that the native cutter must cut. */
  readonly asked: number[];
  readonly latin: (piece: string) => readonly string[];
  readonly room: Units;
  way: Way;
  /** Places of a text's pieces. */
  places: Uint32Array;
  /** Entries of the texts that are being read, one behind the other, and how many there are. */
  entries: Uint32Array;
  filled: number;
}

/** In an entry, beside the number of a record: the terms are those of the record, and it is not a term itself. */
export const IS_PIECE = 0x80000000;
/** Entries of a Chinese piece at most by its units: each alone, each pair, its words. */
const ENTRIES_A_UNIT = 3;
const FIRST_UNITS = 1 << 12;

export const createReader = (vocabulary: Vocabulary, latin: Reader["latin"]): Reader => ({
  vocabulary,
  known: createPieceTerms(),
  asked: [],
  latin,
  room: createUnits(),
  way: createWay(),
  places: new Uint32Array(PLACES_A_UNIT * FIRST_UNITS),
  entries: new Uint32Array(ENTRIES_A_UNIT * FIRST_UNITS),
  filled: 0,
});

/** Puts the entries of a normalised text, whose units stand in the reader's room, behind those that are there. */
export function readText(reader: Reader, normal: string): void {
  const { length } = normal;
  if (PLACES_A_UNIT * length > reader.places.length) reader.places = new Uint32Array(2 * PLACES_A_UNIT * length);
  reserveEntries(reader, ENTRIES_A_UNIT * length);
  const units = reader.room.units();
  const count = placePieces(normal, units, reader.places);
  for (let i = 0; i < count; i += 2) {
    const start = reader.places[i]!;
    const end = reader.places[i + 1]! >>> 1;
    if ((reader.places[i + 1]! & CHINESE) === 0) addLatin(reader, normal, units, start, end);
    else if (isPlain(units, start, end)) addPlain(reader, units, start, end);
    else addSigns(reader, units, start, end);
  }
}

function reserveEntries(reader: Reader, more: number): void {
  const { entries, filled } = reader;
  if (filled + more <= entries.length) return;
  reader.entries = new Uint32Array(2 * (filled + more));
  reader.entries.set(entries.subarray(0, filled));
}

/** Has the native cutter cut what was met by now. */
export function learnWords({ asked, known, vocabulary }: Reader): void {
  for (const [i, words] of nativeWords(asked.map((piece) => pieceText(known, piece))).entries())
    setTerms(
      known,
      asked[i]!,
      words.map((word) => numberOf(vocabulary, `w${word}`)),
    );
  asked.length = 0;
}

function addLatin(reader: Reader, normal: string, units: Uint16Array, start: number, end: number): void {
  const { known, vocabulary, latin } = reader;
  const hash = hashOf(units, start, end);
  let piece = findPiece(known, hash, units, start, end);
  if (piece === 0) {
    piece = addPiece(known, hash, units, start, end);
    setTerms(
      known,
      piece,
      latin(normal.slice(start, end)).map((term) => numberOf(vocabulary, term)),
    );
  }
  reader.entries[reader.filled++] = IS_PIECE | piece;
}

/** Ideographs of the lexicon: each alone and each pair, then the words. */
function addPlain(reader: Reader, units: Uint16Array, start: number, end: number): void {
  const { vocabulary, entries } = reader;
  const length = end - start;
  if (length > reader.way.pairs.length) reader.way = createWay(2 * length);
  const { pairs } = reader.way;
  let filled = reader.filled;
  let before = units[start]!;
  entries[filled++] = singleNumber(vocabulary, before);
  for (let i = 1; i < length; i++) {
    const unit = units[start + i]!;
    const pair = pairRecord(vocabulary, before, unit);
    pairs[i - 1] = pair;
    entries[filled++] = singleNumber(vocabulary, unit);
    entries[filled++] = pairTerm(vocabulary.pairs.words, pair);
    before = unit;
  }
  reader.filled = filled;
  if (length > 1) addWords(reader, units, start, end);
}

function addWords(reader: Reader, units: Uint16Array, start: number, end: number): void {
  const { vocabulary, way } = reader;
  findWay(way, vocabulary, units, start, end);
  // Signs from here on stand alone.
  let alone = start;
  for (let i = start; i < end; ) {
    const length = way.lengths[i - start]!;
    if (length === 1) {
      i += 1;
      continue;
    }
    addAlone(reader, units, start, alone, i);
    reader.entries[reader.filled++] =
      length === 2
        ? shortWord(vocabulary, way.pairs[i - start]!, units, i)
        : IS_PIECE | longWord(reader, units, i, i + length);
    i += length;
    alone = i;
  }
  addAlone(reader, units, start, alone, end);
}

/** The term of a word of two signs, a pair that stands at `at`. */
function shortWord(vocabulary: Vocabulary, pair: number, units: Uint16Array, at: number): number {
  const known = pairWord(vocabulary.pairs.words, pair);
  if (known !== 0) return known - 1;
  const term = wordNumber(vocabulary, pairNode(vocabulary.pairs.words, pair), units, at, at + 2);
  setPairWord(vocabulary.pairs, pair, term);
  return term;
}

/** The record of a word of three signs or more. */
function longWord({ known, vocabulary }: Reader, units: Uint16Array, start: number, end: number): number {
  const hash = hashOf(units, start, end);
  const found = findPiece(known, hash, units, start, end);
  if (found !== 0) return found;
  const piece = addPiece(known, hash, units, start, end);
  const terms: number[] = [];
  wordsWithin(vocabulary.lex, units, start, end, (node, from, to) => {
    terms.push(wordNumber(vocabulary, node, units, from, to));
  });
  setTerms(known, piece, terms);
  return piece;
}

/** Signs that stand alone in the piece from `first`: together they may be a word that the lexicon has not. */
function addAlone(reader: Reader, units: Uint16Array, first: number, start: number, end: number): void {
  if (end - start < 2) return;
  const { lex, pairs } = reader.vocabulary;
  let node = pairNode(pairs.words, reader.way.pairs[start - first]!);
  for (let i = start + 2; i < end && node !== 0; i++) node = lex.child(node, units[i]!);
  if (!isWord(lex, node)) addRun(reader, units, start, end);
}

/** Signs that only the native cutter can cut, once it is asked. */
function addRun(reader: Reader, units: Uint16Array, start: number, end: number): void {
  const hash = hashOf(units, start, end);
  let piece = findPiece(reader.known, hash, units, start, end);
  if (piece === 0) {
    piece = addPiece(reader.known, hash, units, start, end);
    reader.asked.push(piece);
  }
  reader.entries[reader.filled++] = IS_PIECE | piece;
}

/** Signs some of which are of other scripts, or of two units. */
function addSigns(reader: Reader, units: Uint16Array<ArrayBuffer>, start: number, end: number): void {
  const { vocabulary, entries } = reader;
  let before = -1;
  let count = 0;
  for (const character of textOf(units.slice(start, end))) {
    const sign = character.codePointAt(0)!;
    entries[reader.filled++] = singleNumber(vocabulary, sign);
    if (before >= 0) entries[reader.filled++] = pairNumber(vocabulary, before, sign);
    before = sign;
    count += 1;
  }
  if (count > 1) addRun(reader, units, start, end);
}
