import { createVocabulary, type Vocabulary } from "./vocabulary.ts";

/** A text by its terms' numbers, with repetitions. The last `own` of them are the tenant's own words. */
export interface NumberedText {
  readonly numbers: Uint32Array;
  readonly own: number;
}

/** Terms, each once, in the order in which they were met, and the sums of their weights. */
export interface TermSums {
  readonly terms: Uint32Array;
  readonly sums: Float64Array;
}

/** Texts as the numbers of their terms, with repetitions; for many texts far quicker than the terms themselves. */
export interface Numbering {
  readonly vocabulary: Vocabulary;
  /** The terms of each text, in order. */
  read(texts: readonly string[]): NumberedText[];
  /** Adds up the terms of several texts, each with the weight of its text. */
  sum(texts: readonly NumberedText[], weights: readonly number[]): TermSums;
  /** Holds as much as it should; whoever goes on takes a new one. */
  isFull(): boolean;
}

/** What a text is made of. */
export interface NumberingParts {
  readonly normalise: (text: string) => string;
  /** The pieces of a normalised text that have terms. */
  readonly pieces: (normal: string) => Iterable<string>;
  readonly isHan: (piece: string) => boolean;
  /** The terms of a piece that is not Chinese. */
  readonly latin: (piece: string) => readonly string[];
  /** The words of Chinese pieces, each piece by itself. */
  readonly words: (pieces: readonly string[]) => string[][];
  /** Terms of the tenant's own words in a normalised text. */
  readonly own: (normal: string) => string[];
}

const MOST_PIECES = 200_000;

/** Each piece is taken apart once; Chinese ones are cut by the dictionary together, a call for all new ones. */
export function createNumbering(parts: NumberingParts): Numbering {
  const vocabulary = createVocabulary();
  const numbers = new Map<string, number>();
  // The terms of piece n stand from starts[n] to starts[n + 1].
  const starts = [0];
  let terms = new Uint32Array(1 << 14);
  // By term; zero between two sums.
  let sums = new Float64Array(0);

  const append = (filled: number, term: number): number => {
    if (filled === terms.length) {
      const more = new Uint32Array(2 * terms.length);
      more.set(terms);
      terms = more;
    }
    terms[filled] = term;
    return filled + 1;
  };

  const appendHan = (piece: string, words: readonly string[], from: number): number => {
    let filled = from;
    let before = 0;
    for (let i = 0; i < piece.length; ) {
      const sign = piece.codePointAt(i)!;
      filled = append(filled, vocabulary.single(sign));
      if (i > 0) filled = append(filled, vocabulary.pair(before, sign));
      before = sign;
      i += sign > 0xffff ? 2 : 1;
    }
    for (const word of words) filled = append(filled, vocabulary.word(word));
    return filled;
  };

  const takeApart = (pieces: readonly string[]): void => {
    const han = pieces.filter(parts.isHan);
    const words = parts.words(han);
    let next = 0;
    for (const piece of pieces) {
      let filled = starts.at(-1)!;
      if (piece === han[next]) {
        filled = appendHan(piece, words[next]!, filled);
        next += 1;
      } else for (const term of parts.latin(piece)) filled = append(filled, vocabulary.numberOf(term));
      starts.push(filled);
    }
  };

  return {
    vocabulary,
    read(texts) {
      const fresh: string[] = [];
      const normal = texts.map(parts.normalise);
      const pieces = normal.map((text) => {
        const list: number[] = [];
        for (const piece of parts.pieces(text)) {
          let number = numbers.get(piece);
          if (number === undefined) {
            number = numbers.size;
            numbers.set(piece, number);
            fresh.push(piece);
          }
          list.push(number);
        }
        return list;
      });
      takeApart(fresh);
      return pieces.map((list, i) => joined(list, parts.own(normal[i]!)));
    },
    sum(texts, weights) {
      if (sums.length < vocabulary.names.length) sums = new Float64Array(2 * vocabulary.names.length);
      const met = new Uint32Array(texts.reduce((length, { numbers }) => length + numbers.length, 0));
      let count = 0;
      for (const [i, { numbers: of }] of texts.entries()) {
        const weight = weights[i]!;
        for (const term of of) {
          if (sums[term] === 0) met[count++] = term;
          sums[term]! += weight;
        }
      }
      const found = met.subarray(0, count);
      const result = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        result[i] = sums[found[i]!]!;
        sums[found[i]!] = 0;
      }
      return { terms: found.slice(), sums: result };
    },
    // One that failed half way is at its end, too.
    isFull: () => numbers.size > MOST_PIECES || numbers.size >= starts.length,
  };

  function joined(pieces: readonly number[], own: readonly string[]): NumberedText {
    let length = own.length;
    for (const piece of pieces) length += starts[piece + 1]! - starts[piece]!;
    const all = new Uint32Array(length);
    let filled = 0;
    for (const piece of pieces)
      for (let i = starts[piece]!; i < starts[piece + 1]!; i++, filled++) all[filled] = terms[i]!;
    for (const term of own) {
      all[filled] = vocabulary.numberOf(term);
      filled += 1;
    }
    return { numbers: all, own: own.length };
  }
}
