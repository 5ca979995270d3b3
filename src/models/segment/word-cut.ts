import { jieba } from "./jieba.ts";
import { isPlainHan, isWord, type Lexicon, nodeOf } from "./lexicon.ts";
import { createPieceTerms, termsEnd, termsStart } from "./piece-terms.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Cuts Chinese pieces into words of two or more signs. */
export interface WordCutter {
  /**
   * Adds the terms of a piece's words behind `at` in `out`, which must have room for four a unit; gives where they end.
   * `pairs` are the numbers of its pairs where it is made of plain ideographs alone. -1 when what is in no dictionary
   * must be cut first: `learn`, and then again.
   */
  cut(piece: Uint16Array, plain: boolean, pairs: Int32Array, out: Uint32Array, at: number): number;
  /** Has the native cutter cut what was met by now. */
  learn(): void;
}

const PIECE_END = "\n";
const NO_WORD = Number.NEGATIVE_INFINITY;

/**
 * Cuts as the native cutter does for search, and asks it only for what is no word of the lexicon: the native one makes a
 * text of each word, which takes longer than finding it. It is the way of the highest sum of scores through the words that
 * begin at each sign, from the last sign to the first; then, before each word of three signs or more, the words within
 * it of two and of three (jieba-rs: `calc`, `cut_dag_hmm`, `cut_for_search`).
 */
export function createWordCutter(lex: Lexicon, vocabulary: Vocabulary): WordCutter {
  const way = createWay(lex, vocabulary);
  const within = createWithin(lex, vocabulary);
  // Runs of single signs that together may be a word that the lexicon has not.
  const runs = createPieceTerms();
  const asked: number[] = [];

  const addRun = (piece: Uint16Array, start: number, end: number, out: Uint32Array, from: number): number => {
    const run = runs.find(piece, start, end);
    if (run === 0) asked.push(runs.add(piece, start, end));
    const words = runs.words();
    const first = termsStart(words, run);
    if (run === 0 || first === 0 || from < 0) return -1;
    const last = termsEnd(words, run);
    let at = from;
    for (let i = first; i < last; i++) out[at++] = words[i]!;
    return at;
  };

  /** Signs that stand alone: together they may be a word that the lexicon has not. */
  const addAlone = (
    piece: Uint16Array,
    start: number,
    end: number,
    pairs: Int32Array,
    out: Uint32Array,
    at: number,
  ): number => {
    if (end - start < 2) return at;
    let node = vocabulary.pairs.nodes[pairs[start]!]!;
    for (let i = start + 2; i < end && node !== 0; i++) node = lex.child(node, piece[i]!);
    return isWord(lex, node) ? at : addRun(piece, start, end, out, at);
  };

  return {
    cut(piece, plain, pairs, out, from) {
      const length = piece.length;
      if (length < 2 || (length === 2 && (piece[0]! & 0xfc00) === 0xd800)) return from;
      if (!plain) return addRun(piece, 0, length, out, from);
      const { ends, words } = way(piece, pairs);
      let at = from;
      // Signs from here on stand alone.
      let alone = 0;
      for (let i = 0; i < length; i = ends[i]!) {
        const end = ends[i]!;
        if (end === i + 1) continue;
        at = addAlone(piece, alone, i, pairs, out, at);
        alone = end;
        // Otherwise only what else must be learnt is still to be heard of.
        if (at < 0) continue;
        if (end === i + 2) out[at++] = words[i]!;
        else for (const term of within(piece, i, end, words[i]!)) out[at++] = term;
      }
      return addAlone(piece, alone, length, pairs, out, at);
    },
    learn() {
      for (const [i, words] of nativeWords(asked.map(runs.textOf)).entries()) {
        const terms = Uint32Array.from(words, (word) => vocabulary.numberOf(`w${word}`));
        runs.setTerms(asked[i]!, terms, 0, terms.length);
      }
      asked.length = 0;
    },
  };
}

/**
 * Gives where the word at each sign ends that is the best there, and which it is: the term of one of two signs, the node
 * of a longer one. Both hold until the next call.
 */
function createWay(lex: Lexicon, vocabulary: Vocabulary) {
  let sums = new Float64Array(1 << 8);
  let ends = new Int32Array(1 << 8);
  let words = new Int32Array(1 << 8);

  /** The best of the words of one and two signs. */
  const short = (piece: Uint16Array, i: number, pair: number): void => {
    const single = lex.scores[lex.rootOf(piece[i]!)]!;
    ends[i] = i + 1;
    sums[i] = sums[i + 1]! + (single === NO_WORD ? lex.unknown : single);
    if (pair < 0) return;
    const score = vocabulary.pairs.scores[pair]!;
    // Of two ways alike the longer word; a sign that is no word stands behind any.
    if (score === NO_WORD || (single !== NO_WORD && score + sums[i + 2]! < sums[i]!)) return;
    ends[i] = i + 2;
    sums[i] = score + sums[i + 2]!;
  };
  /** The same of all words that go on behind the node of two signs. */
  const long = (piece: Uint16Array, i: number, pair: number): void => {
    let isNone = ends[i] === i + 1 && lex.scores[lex.rootOf(piece[i]!)] === NO_WORD;
    let node = vocabulary.pairs.nodes[pair]!;
    for (let j = i + 2; j < piece.length; j++) {
      node = lex.child(node, piece[j]!);
      if (node === 0) return;
      const score = lex.scores[node]!;
      if (score === NO_WORD || (!isNone && score + sums[j + 1]! < sums[i]!)) continue;
      isNone = false;
      ends[i] = j + 1;
      sums[i] = score + sums[j + 1]!;
      words[i] = node;
      if (lex.goesOn[node] === 0) return;
    }
  };
  /** The terms of the words of two signs on the way. */
  const spell = (length: number, numbers: Int32Array): void => {
    const { pairs } = vocabulary;
    for (let i = 0; i < length; i = ends[i]!) {
      if (ends[i] !== i + 2) continue;
      const pair = numbers[i]!;
      if (pairs.words[pair] === 0) pairs.words[pair] = vocabulary.word(pairs.nodes[pair]!) + 1;
      words[i] = pairs.words[pair]! - 1;
    }
  };

  return (piece: Uint16Array, numbers: Int32Array): { readonly ends: Int32Array; readonly words: Int32Array } => {
    const length = piece.length;
    if (length >= sums.length) {
      sums = new Float64Array(2 * length);
      ends = new Int32Array(2 * length);
      words = new Int32Array(2 * length);
    }
    const { goesOn } = vocabulary.pairs;
    sums[length] = 0;
    short(piece, length - 1, -1);
    for (let i = length - 2; i >= 0; i--) {
      const pair = numbers[i]!;
      short(piece, i, pair);
      if (goesOn[pair] === 1) long(piece, i, pair);
    }
    spell(length, numbers);
    return { ends, words };
  };
}

/** Gives the terms of a word of three signs or more: of those of two and then of three signs within it, and its own. */
function createWithin(lex: Lexicon, vocabulary: Vocabulary) {
  const known = new Map<number, readonly number[]>();
  return (piece: Uint16Array, start: number, end: number, node: number): readonly number[] => {
    let terms = known.get(node);
    if (terms === undefined) {
      const inner = [2, 3]
        .filter((length) => length < end - start)
        .flatMap((length) =>
          Array.from({ length: end - start - length + 1 }, (_, i) => nodeOf(lex, piece, start + i, start + i + length)),
        )
        .filter((word) => isWord(lex, word));
      terms = [...inner, node].map(vocabulary.word);
      known.set(node, terms);
    }
    return terms;
  };
}

/** Whether all are ideographs of the lexicon. */
export function isPlain(piece: Uint16Array): boolean {
  for (let i = 0; i < piece.length; i++) if (!isPlainHan(piece[i]!)) return false;
  return true;
}

/** The words of each text, in one call: each by itself takes twice as long. */
function nativeWords(texts: readonly string[]): string[][] {
  if (texts.length === 0) return [];
  const all: string[][] = [[]];
  for (const word of jieba().cutForSearch(texts.join(PIECE_END), true)) {
    if (word === PIECE_END) all.push([]);
    else if (word.length > 1) all.at(-1)!.push(word);
  }
  return all;
}
