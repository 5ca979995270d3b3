import { createPieceNumbers } from "./piece-numbers.ts";
import { isEastAsian, visitPieces } from "./pieces.ts";
import { createVocabulary, type Vocabulary } from "./vocabulary.ts";
import { createWordCutter } from "./word-cut.ts";

/** A text as its numbering knows it. */
export interface NumberedText {
  readonly pieces: Uint32Array;
  /** Terms of the tenant's own words. */
  readonly own: readonly number[];
}

/** Terms, each once, in the order in which they were met, and the sums of their weights. */
export interface TermSums {
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
  readonly normalise: (text: string) => string;
  /** The terms of a piece that is not Chinese. */
  readonly latin: (piece: string) => readonly string[];
  /** Terms of the tenant's own words in a normalised text. */
  readonly own: (normal: string) => string[];
}

const MOST_PIECES = 200_000;

/** Each piece is taken apart once; Chinese ones are cut by the dictionary together. */
export function createNumbering(parts: NumberingParts): Numbering {
  const cutter = createWordCutter();
  const vocabulary = createVocabulary(cutter);
  const numbers = createPieceNumbers();
  // The terms of piece n stand from starts[n] to starts[n + 1].
  const starts = [0];
  let terms = new Uint32Array(1 << 14);
  // By term; zero between two sums.
  let sums = new Float64Array(0);
  let met = new Uint32Array(1 << 10);
  let list = new Uint32Array(1 << 10);

  const append = (filled: number, term: number): number => {
    if (filled === terms.length) terms = twice(terms);
    terms[filled] = term;
    return filled + 1;
  };

  const appendHan = (piece: string, from: number): number => {
    let filled = from;
    let before = 0;
    for (let i = 0; i < piece.length; ) {
      const sign = piece.codePointAt(i)!;
      filled = append(filled, vocabulary.single(sign));
      if (i > 0) filled = append(filled, vocabulary.pair(before, sign));
      before = sign;
      i += sign > 0xffff ? 2 : 1;
    }
    return filled;
  };

  const takeApart = (pieces: readonly string[]): void => {
    const han = pieces.filter(isEastAsian);
    const { words, ends } = cutter.cut(han);
    let next = 0;
    let word = 0;
    for (const piece of pieces) {
      let filled = starts.at(-1)!;
      if (piece === han[next]) {
        filled = appendHan(piece, filled);
        for (const end = ends[next]!; word < end; word++) filled = append(filled, vocabulary.word(words[word]!));
        next += 1;
      } else for (const term of parts.latin(piece)) filled = append(filled, vocabulary.numberOf(term));
      starts.push(filled);
    }
  };

  /** Adds the terms of one text to the sums; gives how many terms have been met by then. */
  const addUp = ({ pieces, own }: NumberedText, weight: number, from: number): number => {
    let count = from;
    const addTerm = (term: number): void => {
      if (sums[term] === 0) {
        if (count === met.length) met = twice(met);
        met[count++] = term;
      }
      sums[term]! += weight;
    };
    for (let p = 0; p < pieces.length; p++) {
      const end = starts[pieces[p]! + 1]!;
      for (let i = starts[pieces[p]!]!; i < end; i++) addTerm(terms[i]!);
    }
    for (const term of own) addTerm(term);
    return count;
  };

  return {
    vocabulary,
    read(texts) {
      const fresh: string[] = [];
      const read = texts.map((text) => {
        const normal = parts.normalise(text);
        let count = 0;
        visitPieces(normal, (start, end) => {
          const known = numbers.count();
          const number = numbers.numberOf(normal, start, end);
          if (number === known) fresh.push(normal.slice(start, end));
          if (count === list.length) list = twice(list);
          list[count++] = number;
        });
        return { normal, pieces: list.slice(0, count) };
      });
      takeApart(fresh);
      return read.map(({ normal, pieces }) => ({ pieces, own: parts.own(normal).map(vocabulary.numberOf) }));
    },
    termsOf: ({ pieces, own }) => [
      ...Array.from(pieces, (piece) => [...terms.subarray(starts[piece], starts[piece + 1])]).flat(),
      ...own,
    ],
    sum(texts, weights) {
      if (sums.length < vocabulary.names.length) sums = new Float64Array(2 * vocabulary.names.length);
      let count = 0;
      for (let i = 0; i < texts.length; i++) count = addUp(texts[i]!, weights[i]!, count);
      const found = met.slice(0, count);
      const result = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        result[i] = sums[found[i]!]!;
        sums[found[i]!] = 0;
      }
      return { terms: found, sums: result };
    },
    lengthOf({ pieces, own }, kindWeights) {
      const { kinds } = vocabulary;
      let length = 0;
      for (let p = 0; p < pieces.length; p++) {
        const end = starts[pieces[p]! + 1]!;
        for (let i = starts[pieces[p]!]!; i < end; i++) length += kindWeights[kinds[terms[i]!]!]!;
      }
      for (const term of own) length += kindWeights[kinds[term]!]!;
      return length;
    },
    // One that failed half way is at its end, too.
    isFull: () => numbers.count() > MOST_PIECES || numbers.count() >= starts.length,
  };
}

function twice(full: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(2 * full.length);
  more.set(full);
  return more;
}
