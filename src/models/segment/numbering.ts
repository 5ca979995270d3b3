import { lexicon } from "./lexicon.ts";
import { createPieceTerms, termsEnd, termsStart } from "./piece-terms.ts";
import { visitPieces } from "./pieces.ts";
import { createUnits, textOf } from "./units.ts";
import { createVocabulary, type Vocabulary } from "./vocabulary.ts";
import { createWordCutter, isPlain } from "./word-cut.ts";

/** A text as its numbering knows it: the records of its pieces. */
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
/** Terms of a Chinese piece at most by its units: each alone, each pair, its words. */
const TERMS_A_UNIT = 6;

/** Each piece is taken apart once, where it is first met. */
export function createNumbering(parts: NumberingParts): Numbering {
  const lex = lexicon();
  const vocabulary = createVocabulary(lex);
  const cutter = createWordCutter(lex, vocabulary);
  const known = createPieceTerms();
  const room = createUnits();
  const { pairs } = vocabulary;
  // By term; zero between two sums.
  let sums = new Float64Array(0);
  let met = new Uint32Array(1 << 10);
  let sumsMet = new Float64Array(1 << 10);
  let list = new Uint32Array(1 << 10);
  let terms = new Uint32Array(1 << 10);
  let piecePairs = new Int32Array(1 << 8);
  let isReading = false;

  const addLatin = (number: number, piece: string): void => {
    const found = parts.latin(piece);
    while (found.length > terms.length) terms = twice(terms);
    for (let i = 0; i < found.length; i++) terms[i] = vocabulary.numberOf(found[i]!);
    known.setTerms(number, terms, 0, found.length);
  };

  /** Whether the piece has its terms by now. */
  const addHan = (number: number, piece: Uint16Array<ArrayBuffer>): boolean => {
    const { length } = piece;
    while (TERMS_A_UNIT * length > terms.length) terms = twice(terms);
    if (length > piecePairs.length) piecePairs = new Int32Array(2 * length);
    const plain = isPlain(piece);
    const at = plain ? addPlain(piece) : addSigns(piece);
    const end = cutter.cut(piece, plain, piecePairs, terms, at);
    if (end >= 0) known.setTerms(number, terms, 0, end);
    return end >= 0;
  };
  const addPlain = (piece: Uint16Array): number => {
    let at = 0;
    terms[at++] = vocabulary.single(piece[0]!);
    for (let i = 1; i < piece.length; i++) {
      const pair = pairs.numberOf(piece[i - 1]!, piece[i]!);
      piecePairs[i - 1] = pair;
      terms[at++] = vocabulary.single(piece[i]!);
      terms[at++] = pairs.terms[pair]!;
    }
    return at;
  };
  /** Some of which may be of two units. */
  const addSigns = (piece: Uint16Array<ArrayBuffer>): number => {
    let at = 0;
    let before = 0;
    for (const character of textOf(piece)) {
      const sign = character.codePointAt(0)!;
      terms[at++] = vocabulary.single(sign);
      if (at > 1) terms[at++] = vocabulary.pair(before, sign);
      before = sign;
    }
    return at;
  };

  /** Adds the terms of one text to the sums; gives how many terms have been met by then. */
  const addUp = ({ pieces, own }: NumberedText, weight: number, from: number): number => {
    const words = known.words();
    let count = from;
    const addTerm = (term: number): void => {
      if (sums[term] === 0) {
        if (count === met.length) met = twice(met);
        met[count++] = term;
      }
      sums[term]! += weight;
    };
    for (let p = 0; p < pieces.length; p++) {
      const end = termsEnd(words, pieces[p]!);
      for (let i = termsStart(words, pieces[p]!); i < end; i++) addTerm(words[i]!);
    }
    for (const term of own) addTerm(term);
    return count;
  };

  const readOne = (text: string, left: number[]): { normal: string; pieces: Uint32Array } => {
    const normal = parts.normalise(text, room.write);
    const units = room.write("");
    let count = 0;
    visitPieces(normal, units, (start, end, chinese) => {
      let piece = known.find(units, start, end);
      if (piece === 0) {
        piece = known.add(units, start, end);
        if (!chinese) addLatin(piece, normal.slice(start, end));
        else if (!addHan(piece, units.subarray(start, end))) left.push(piece);
      }
      if (count === list.length) list = twice(list);
      list[count++] = piece;
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
      for (const piece of left) addHan(piece, known.unitsOf(piece));
      const result = read.map(({ normal, pieces }) => ({ pieces, own: parts.own(normal).map(vocabulary.numberOf) }));
      isReading = false;
      return result;
    },
    termsOf: ({ pieces, own }) => [
      ...Array.from(pieces, (piece) => [
        ...known.words().subarray(termsStart(known.words(), piece), termsEnd(known.words(), piece)),
      ]).flat(),
      ...own,
    ],
    sum(texts, weights) {
      const most = vocabulary.texts.count();
      if (sums.length < most) sums = new Float64Array(2 * most);
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
      const words = known.words();
      let length = 0;
      for (let p = 0; p < pieces.length; p++) {
        const end = termsEnd(words, pieces[p]!);
        for (let i = termsStart(words, pieces[p]!); i < end; i++) length += kindWeights[kinds[words[i]!]!]!;
      }
      for (const term of own) length += kindWeights[kinds[term]!]!;
      return length;
    },
    // One that failed half way is at its end, too.
    isFull: () => isReading || known.count() > MOST_PIECES,
  };
}

function twice(full: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(2 * full.length);
  more.set(full);
  return more;
}
