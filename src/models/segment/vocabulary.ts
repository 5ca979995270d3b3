import { type Lexicon, nodeOf } from "./lexicon.ts";
import { createPairs, type Pairs } from "./pairs.ts";
import { createTermTexts, type TermTexts } from "./term-texts.ts";
import { unitsOf } from "./units.ts";

/** Terms by number, in the order in which they were first met. */
export interface Vocabulary {
  readonly texts: TermTexts;
  readonly pairs: Pairs;
  /** The number of a term; a new one when it was never met. */
  numberOf(term: string): number;
  /** The number of `w` and the word that ends at a node of the lexicon. */
  word(node: number): number;
  /** The number of `u` and one sign. */
  single(sign: number): number;
  /** The number of `b` and two signs. */
  pair(before: number, sign: number): number;
  /** As `pair`, for one that was never met. */
  newPair(before: number, sign: number): number;
}

const [WORD, SINGLE, PAIR] = ["w", "u", "b"];
const LAST_UNIT = 0xffff;
const isHalf = (unit: number): boolean => (unit & 0xf800) === 0xd800;

export function createVocabulary(lex: Lexicon): Vocabulary {
  const texts = createTermTexts();
  // A term stands in one of these four. By sign, pair of signs or node: nothing is spelt that was met before.
  const singles = new Int32Array(LAST_UNIT + 1);
  const words = new Map<number, number>();
  const others = new Map<string, number>();
  const signs = new Uint16Array(2);

  const other = (term: string): number => {
    let number = others.get(term);
    if (number === undefined) {
      number = texts.add(term);
      others.set(term, number);
    }
    return number;
  };
  const addSigns = (kind: string, first: number, second?: number): number => {
    signs[0] = first;
    signs[1] = second ?? 0;
    return texts.addSigns(kind.charCodeAt(0), signs, 0, second === undefined ? 1 : 2);
  };
  const word = (node: number): number => {
    let number = words.get(node);
    if (number === undefined) {
      number = texts.add(WORD + lex.nameOf(node));
      words.set(node, number);
    }
    return number;
  };
  const isBeyond = (sign: number): boolean => sign > LAST_UNIT || isHalf(sign);

  const vocabulary: Vocabulary = {
    texts,
    get pairs() {
      return pairs;
    },
    word,
    newPair: (before, sign) => addSigns(PAIR, before, sign),
    single(sign) {
      if (isBeyond(sign)) return other(SINGLE + String.fromCodePoint(sign));
      const known = singles[sign]!;
      if (known !== 0) return known - 1;
      const number = addSigns(SINGLE, sign);
      singles[sign] = number + 1;
      return number;
    },
    pair: (before, sign) =>
      isBeyond(before) || isBeyond(sign)
        ? other(`${PAIR}${String.fromCodePoint(before)}${String.fromCodePoint(sign)}`)
        : pairs.terms[pairs.numberOf(before, sign)]!,
    numberOf(term) {
      if (term[0] === WORD) {
        const node = nodeOf(lex, unitsOf(term), 1, term.length);
        return node === 0 ? other(term) : word(node);
      }
      if (term[0] === SINGLE) return vocabulary.single(term.codePointAt(1)!);
      if (term[0] !== PAIR) return other(term);
      const before = term.codePointAt(1)!;
      return vocabulary.pair(before, term.codePointAt(before > LAST_UNIT ? 3 : 2)!);
    },
  };
  const pairs = createPairs(lex, vocabulary);
  return vocabulary;
}
