import { lexicon } from "./lexicon.ts";
import { createPieceNumbers } from "./piece-numbers.ts";
import { visitPieces } from "./pieces.ts";
import { createUnits, textOf } from "./units.ts";
import { createVocabulary, type Vocabulary } from "./vocabulary.ts";
import { createWordCutter, isPlain } from "./word-cut.ts";

/** A text as its numbering knows it. */
export interface NumberedText {
  readonly pieces: Uint32Array;
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
  readonly vocabulary: Vocabulary;
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
const FIRST_PIECES = 1 << 12;
/** Terms of a Chinese piece at most by its units: each alone, each pair, its words. */
const TERMS_A_UNIT = 6;

/** Each piece is taken apart once, where it is first met. */
export function createNumbering(parts: NumberingParts): Numbering {
  const lex = lexicon();
  const vocabulary = createVocabulary(lex);
  const cutter = createWordCutter(lex, vocabulary);
  const numbers = createPieceNumbers();
  const room = createUnits();
  const { pairs } = vocabulary;
  // The terms of piece n stand from starts[n] to ends[n].
  let starts = new Uint32Array(FIRST_PIECES);
  let ends = new Uint32Array(FIRST_PIECES);
  let terms = new Uint32Array(1 << 14);
  let filled = 0;
  // By term; zero between two sums.
  let sums = new Float64Array(0);
  let met = new Uint32Array(1 << 10);
  let list = new Uint32Array(1 << 10);
  let sumsMet = new Float64Array(1 << 10);
  let piecePairs = new Int32Array(1 << 8);
  let isReading = false;

  const addLatin = (number: number, piece: string): void => {
    const found = parts.latin(piece);
    while (filled + found.length > terms.length) terms = twice(terms);
    starts[number] = filled;
    for (const term of found) terms[filled++] = vocabulary.numberOf(term);
    ends[number] = filled;
  };

  /** Whether the piece has its terms by now. */
  const addHan = (number: number, piece: Uint16Array<ArrayBuffer>): boolean => {
    const { length } = piece;
    while (filled + TERMS_A_UNIT * length > terms.length) terms = twice(terms);
    if (length > piecePairs.length) piecePairs = new Int32Array(2 * length);
    let at = filled;
    const plain = isPlain(piece);
    if (plain) {
      terms[at++] = vocabulary.single(piece[0]!);
      for (let i = 1; i < length; i++) {
        terms[at++] = vocabulary.single(piece[i]!);
        const pair = pairs.numberOf(piece[i - 1]!, piece[i]!);
        piecePairs[i - 1] = pair;
        terms[at++] = pairs.terms[pair]!;
      }
    } else at = addSigns(piece, at);
    const end = cutter.cut(piece, plain, piecePairs, terms, at);
    if (end < 0) return false;
    starts[number] = filled;
    ends[number] = end;
    filled = end;
    return true;
  };
  /** Some of which may be of two units. */
  const addSigns = (piece: Uint16Array<ArrayBuffer>, from: number): number => {
    let at = from;
    let before = 0;
    for (const character of textOf(piece)) {
      const sign = character.codePointAt(0)!;
      terms[at++] = vocabulary.single(sign);
      if (at > from + 1) terms[at++] = vocabulary.pair(before, sign);
      before = sign;
    }
    return at;
  };

  /** Adds the terms of one text to the sums; gives how many terms have been met by then. */
  const addUp = ({ pieces, own }: NumberedText, weight: number, from: number): number => {
    let count = from;
    for (let p = 0; p < pieces.length; p++) {
      const end = ends[pieces[p]!]!;
      for (let i = starts[pieces[p]!]!; i < end; i++) {
        const term = terms[i]!;
        if (sums[term] === 0) {
          if (count === met.length) met = twice(met);
          met[count++] = term;
        }
        sums[term]! += weight;
      }
    }
    for (const term of own) {
      if (sums[term] === 0) {
        if (count === met.length) met = twice(met);
        met[count++] = term;
      }
      sums[term]! += weight;
    }
    return count;
  };

  const readOne = (text: string, left: number[]): { normal: string; pieces: Uint32Array } => {
    const normal = parts.normalise(text, room.write);
    const units = room.write("");
    let count = 0;
    visitPieces(normal, units, (start, end, chinese) => {
      const known = numbers.count();
      const number = numbers.numberOf(units, start, end);
      if (number === known) {
        if (known === starts.length) {
          starts = twice(starts);
          ends = twice(ends);
        }
        if (!chinese) addLatin(number, normal.slice(start, end));
        else if (!addHan(number, units.subarray(start, end))) left.push(number);
      }
      if (count === list.length) list = twice(list);
      list[count++] = number;
    });
    return { normal, pieces: list.slice(0, count) };
  };

  return {
    vocabulary,
    read(texts) {
      isReading = true;
      const left: number[] = [];
      const read = texts.map((text) => readOne(text, left));
      if (left.length > 0) cutter.learn();
      for (const number of left) addHan(number, numbers.unitsOf(number));
      const result = read.map(({ normal, pieces }) => ({ pieces, own: parts.own(normal).map(vocabulary.numberOf) }));
      isReading = false;
      return result;
    },
    termsOf: ({ pieces, own }) => [
      ...Array.from(pieces, (piece) => [...terms.subarray(starts[piece], ends[piece])]).flat(),
      ...own,
    ],
    sum(texts, weights) {
      const known = vocabulary.texts.count();
      if (sums.length < known) sums = new Float64Array(2 * known);
      let count = 0;
      for (let i = 0; i < texts.length; i++) count = addUp(texts[i]!, weights[i]!, count);
      if (sumsMet.length < count) sumsMet = new Float64Array(2 * count);
      for (let i = 0; i < count; i++) {
        sumsMet[i] = sums[met[i]!]!;
        sums[met[i]!] = 0;
      }
      return { count, terms: met, sums: sumsMet };
    },
    lengthOf({ pieces, own }, kindWeights) {
      const kinds = vocabulary.texts.kinds();
      let length = 0;
      for (let p = 0; p < pieces.length; p++) {
        const end = ends[pieces[p]!]!;
        for (let i = starts[pieces[p]!]!; i < end; i++) length += kindWeights[kinds[terms[i]!]!]!;
      }
      for (const term of own) length += kindWeights[kinds[term]!]!;
      return length;
    },
    // One that failed half way is at its end, too.
    isFull: () => isReading || numbers.count() > MOST_PIECES,
  };
}

function twice(full: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(2 * full.length);
  more.set(full);
  return more;
}
