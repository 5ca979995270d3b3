import { type Lexicon, nodeOf } from "./lexicon.ts";
import { addPair, createPairs, findPair, type Pairs, pairTerm } from "./pairs.ts";
import { addPiece, createPieceTerms, findPiece, hashOf, type PieceTerms, setTerms, termsStart } from "./piece-terms.ts";
import { createTermTexts, type TermTexts } from "./term-texts.ts";
import { unitsOf } from "./units.ts";

/** Terms by number, in the order in which they were first met. Nothing is spelt that was met before. */
export interface Vocabulary {
  readonly lex: Lexicon;
  readonly texts: TermTexts;
  readonly pairs: Pairs;
  /** By sign of one unit: one more than its term of kind u. */
  readonly singles: Int32Array;
  /** By node: terms of kind w. */
  readonly words: Map<number, number>;
  /** All others, each as the one term of its own text. */
  readonly others: PieceTerms;
}

const [WORD, SINGLE, PAIR] = ["w", "u", "b"];
const LAST_UNIT = 0xffff;
const isBeyond = (sign: number): boolean => sign > LAST_UNIT || (sign & 0xf800) === 0xd800;

export const createVocabulary = (lex: Lexicon): Vocabulary => ({
  lex,
  texts: createTermTexts(),
  pairs: createPairs(),
  singles: new Int32Array(LAST_UNIT + 1),
  words: new Map(),
  others: createPieceTerms(),
});

/** The number of a term that is neither of kind u nor b; a new one when it was never met. */
export function numberOf(vocabulary: Vocabulary, term: string): number {
  if (term[0] !== WORD) return other(vocabulary, term);
  const units = unitsOf(term);
  const node = nodeOf(vocabulary.lex, units, 1, term.length);
  return node === 0 ? other(vocabulary, term) : wordNumber(vocabulary, node, units, 1, term.length);
}

/** The number of `w` and the word that stands in `units` and ends at a node of the lexicon. */
export function wordNumber(
  { words, texts }: Vocabulary,
  node: number,
  units: Uint16Array,
  start: number,
  end: number,
): number {
  let number = words.get(node);
  if (number === undefined) {
    number = texts.addSigns(WORD.charCodeAt(0), units, start, end);
    words.set(node, number);
  }
  return number;
}

/** The number of `u` and one sign. */
export function singleNumber(vocabulary: Vocabulary, sign: number): number {
  if (isBeyond(sign)) return other(vocabulary, SINGLE + String.fromCodePoint(sign));
  const known = vocabulary.singles[sign]!;
  if (known !== 0) return known - 1;
  const number = addSigns(vocabulary, SINGLE, sign);
  vocabulary.singles[sign] = number + 1;
  return number;
}

/** The number of `b` and two signs. */
export const pairNumber = (vocabulary: Vocabulary, before: number, sign: number): number =>
  isBeyond(before) || isBeyond(sign)
    ? other(vocabulary, `${PAIR}${String.fromCodePoint(before)}${String.fromCodePoint(sign)}`)
    : pairTerm(vocabulary.pairs.words, pairRecord(vocabulary, before, sign));

/** The record of two units that are no surrogates. */
export function pairRecord(vocabulary: Vocabulary, before: number, unit: number): number {
  const { pairs, lex } = vocabulary;
  const known = findPair(pairs, before, unit);
  return known === 0 ? addPair(pairs, lex, before, unit, addSigns(vocabulary, PAIR, before, unit)) : known;
}

function other({ others, texts }: Vocabulary, term: string): number {
  const { length } = term;
  const units = length > signs.length ? new Uint16Array(length) : signs;
  for (let i = 0; i < length; i++) units[i] = term.charCodeAt(i);
  const hash = hashOf(units, 0, length);
  const known = findPiece(others, hash, units, 0, length);
  if (known !== 0) return others.words[termsStart(others.words, known)]!;
  const number = texts.add(term);
  setTerms(others, addPiece(others, hash, units, 0, length), [number]);
  return number;
}

/** Room for the signs of one term. */
const signs = new Uint16Array(64);

function addSigns({ texts }: Vocabulary, kind: string, first: number, second?: number): number {
  signs[0] = first;
  signs[1] = second ?? 0;
  return texts.addSigns(kind.charCodeAt(0), signs, 0, second === undefined ? 1 : 2);
}
