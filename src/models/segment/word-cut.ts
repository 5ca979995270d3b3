import { jieba } from "./jieba.ts";
import { isPlainHan, isWord, type Lexicon, nodeOf } from "./lexicon.ts";
import { pairGoesOn, pairNode, pairScore } from "./pairs.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Where the best word at each sign of a piece ends, and what is known of it; rooms that are filled anew for each piece. */
export interface Way {
  /** By place, and one more: the sum of the scores from there to the end. */
  sums: Float64Array;
  /** By place: how many signs the word there has. */
  lengths: Uint8Array;
  /** By place: the record of the pair that begins there. */
  pairs: Int32Array;
}

const FIRST_SIGNS = 1 << 8;
const NO_WORD = Number.NEGATIVE_INFINITY;
const PIECE_END = "\n";

export const createWay = (signs = FIRST_SIGNS): Way => ({
  sums: new Float64Array(signs + 1),
  lengths: new Uint8Array(signs),
  pairs: new Int32Array(signs),
});

/**
 * Cuts a piece of plain ideographs as the native cutter does for search: the way of the highest sum of scores through the
 * words that begin at each sign, from the last sign to the first (jieba-rs: `calc`). The native one makes a text of each
 * word, which takes longer than finding it. The piece's pairs stand in `way`.
 */
export function findWay(way: Way, vocabulary: Vocabulary, units: Uint16Array, start: number, end: number): void {
  const { sums, lengths, pairs } = way;
  const { lex } = vocabulary;
  const { words: records, scores: pairScores } = vocabulary.pairs;
  const last = end - 1 - start;
  sums[last + 1] = 0;
  for (let i = last; i >= 0; i--) {
    const single = lex.scores[lex.rootOf(units[start + i]!)]!;
    lengths[i] = 1;
    sums[i] = sums[i + 1]! + (single === NO_WORD ? lex.unknown : single);
    if (i === last) continue;
    const score = pairScore(pairScores, pairs[i]!);
    // Of two ways alike the longer word; a sign that is no word stands behind any.
    if (score !== NO_WORD && (single === NO_WORD || score + sums[i + 2]! >= sums[i]!)) {
      lengths[i] = 2;
      sums[i] = score + sums[i + 2]!;
    }
    if (pairGoesOn(records, pairs[i]!)) goOn(way, vocabulary, units, start, end, i, single === NO_WORD);
  }
}

/** The same among all words that begin with the two signs at `i`; `isNone`: the first alone is none. */
function goOn(
  way: Way,
  { lex, pairs }: Vocabulary,
  units: Uint16Array,
  start: number,
  end: number,
  i: number,
  isNone: boolean,
): void {
  const { sums, lengths } = way;
  let node = pairNode(pairs.words, way.pairs[i]!);
  for (let j = i + 2; start + j < end; j++) {
    node = lex.child(node, units[start + j]!);
    if (node === 0) return;
    const score = lex.scores[node]!;
    const sum = score + sums[j + 1]!;
    if (score !== NO_WORD && (sum >= sums[i]! || (isNone && lengths[i] === 1))) {
      lengths[i] = j + 1 - i;
      sums[i] = sum;
    }
    if (lex.goesOn[node] === 0) return;
  }
}

/** Finds the words of two and then of three signs within a word, and it itself (jieba-rs: `cut_for_search`). */
export function wordsWithin(
  lex: Lexicon,
  units: Uint16Array,
  start: number,
  end: number,
  found: (node: number, from: number, to: number) => void,
): void {
  for (let signs = 2; signs <= 3 && signs < end - start; signs++)
    for (let from = start; from + signs <= end; from++) {
      const node = nodeOf(lex, units, from, from + signs);
      if (isWord(lex, node)) found(node, from, from + signs);
    }
  found(nodeOf(lex, units, start, end), start, end);
}

/** Whether all are ideographs of the lexicon. */
export function isPlain(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isPlainHan(units[i]!)) return false;
  return true;
}

/** The words of two signs or more in each text, in one call: each by itself takes twice as long. */
export function nativeWords(texts: readonly string[]): string[][] {
  if (texts.length === 0) return [];
  const all: string[][] = [[]];
  for (const word of jieba().cutForSearch(texts.join(PIECE_END), true)) {
    if (word === PIECE_END) all.push([]);
    else if (word.length > 1) all.at(-1)!.push(word);
  }
  return all;
}
