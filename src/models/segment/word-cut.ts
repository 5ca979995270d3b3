import { jieba } from "./jieba.ts";
import { isPlainHan, type Lexicon, lexicon } from "./lexicon.ts";

/**
 * Words by number: those of the lexicon, and what begins like one, by their node; others get a number behind all nodes
 * when they are met.
 */
export interface WordCutter {
  /** The words of two or more signs of each piece; pieces are Chinese and hold no line end. */
  cut(pieces: readonly string[]): CutPieces;
  numberOf(word: string): number;
  nameOf(number: number): string;
}

/** The words of piece n stand from `ends[n - 1]` to `ends[n]`. */
export interface CutPieces {
  readonly words: readonly number[];
  readonly ends: readonly number[];
}

const PIECE_END = "\n";

/**
 * Cuts as the native cutter does for search, and asks it only for what is no word of the lexicon: the native one makes a
 * text of each word, which takes longer than finding it. It is the way of the highest sum of scores through the words that
 * begin at each sign, from the last sign to the first; then, before each word of three signs or more, the words within
 * it of two and of three (jieba-rs: `calc`, `cut_dag_hmm`, `cut_for_search`).
 */
export function createWordCutter(): WordCutter {
  const lex = lexicon();
  const findWay = createWay(lex);
  const within = createWithin(lex);
  const others: string[] = [];
  const numbers = new Map<string, number>();
  const known = new Map<string, readonly number[]>();

  const numberOf = (word: string): number => {
    const node = nodeOf(lex, word, 0, word.length);
    if (node !== 0) return node;
    let number = numbers.get(word);
    if (number === undefined) {
      number = lex.size + others.push(word) - 1;
      numbers.set(word, number);
    }
    return number;
  };

  /** What the lexicon cannot cut, and where its words belong. */
  const cutPiece = (piece: string, out: (number | string)[]): void => {
    if (isOneSign(piece)) return;
    if (!isPlain(piece)) {
      out.push(piece);
      return;
    }
    const { ends, nodes } = findWay(piece);
    const addSingles = (start: number, end: number): void => {
      if (end - start < 2 || isWord(lex, nodeOf(lex, piece, start, end))) return;
      const singles = piece.slice(start, end);
      const words = known.get(singles);
      if (words === undefined) out.push(singles);
      else for (const word of words) out.push(word);
    };
    // Signs that stand alone: together they may be a word that the lexicon has not.
    let alone = 0;
    for (let i = 0; i < piece.length; ) {
      const end = ends[i]!;
      if (end > i + 1) {
        addSingles(alone, i);
        if (end > i + 2) for (const word of within(piece, i, end, nodes[i]!)) out.push(word);
        out.push(nodes[i]!);
        alone = end;
      }
      i = end;
    }
    addSingles(alone, piece.length);
  };

  return {
    numberOf,
    nameOf: (number) => (number < lex.size ? lex.nameOf(number) : others[number - lex.size]!),
    cut(pieces) {
      const out: (number | string)[] = [];
      const places = pieces.map((piece) => {
        cutPiece(piece, out);
        return out.length;
      });
      const asked = [...new Set(out.filter((word) => typeof word === "string"))];
      for (const [i, found] of nativeWords(asked).entries()) known.set(asked[i]!, found.map(numberOf));
      if (asked.length === 0) return { words: out as number[], ends: places };
      const words: number[] = [];
      let at = 0;
      const ends = places.map((end) => {
        for (; at < end; at++) {
          const word = out[at]!;
          if (typeof word === "number") words.push(word);
          else for (const part of known.get(word)!) words.push(part);
        }
        return words.length;
      });
      return { words, ends };
    },
  };
}

/** Gives where the word at each sign ends that is the best there, and its node. Both hold until the next call. */
function createWay(lex: Lexicon) {
  let scores = new Float64Array(1 << 8);
  let ends = new Int32Array(1 << 8);
  let nodes = new Int32Array(1 << 8);
  return (text: string): { readonly ends: Int32Array; readonly nodes: Int32Array } => {
    const length = text.length;
    if (length >= scores.length) {
      scores = new Float64Array(2 * length);
      ends = new Int32Array(2 * length);
      nodes = new Int32Array(2 * length);
    }
    scores[length] = 0;
    for (let i = length - 1; i >= 0; i--) {
      let node = lex.roots[text.charCodeAt(i)]!;
      let best = Number.NEGATIVE_INFINITY;
      let bestEnd = 0;
      for (let j = i + 1; node !== 0; j++) {
        const score = lex.scores[node]!;
        // Of two ways alike the longer word.
        if (score !== Number.NEGATIVE_INFINITY && score + scores[j]! >= best) {
          best = score + scores[j]!;
          bestEnd = j;
          nodes[i] = node;
        }
        if (j === length) break;
        node = lex.child(node, text.charCodeAt(j));
      }
      scores[i] = bestEnd === 0 ? lex.unknown + scores[i + 1]! : best;
      ends[i] = bestEnd === 0 ? i + 1 : bestEnd;
    }
    return { ends, nodes };
  };
}

/** Gives the words of two and then those of three signs within a word. */
function createWithin(lex: Lexicon) {
  const known = new Map<number, readonly number[]>();
  return (text: string, start: number, end: number, node: number): readonly number[] => {
    let inner = known.get(node);
    if (inner === undefined) {
      inner = [2, 3]
        .filter((length) => length < end - start)
        .flatMap((length) =>
          Array.from({ length: end - start - length + 1 }, (_, i) => nodeOf(lex, text, start + i, start + i + length)),
        )
        .filter((word) => isWord(lex, word));
      known.set(node, inner);
    }
    return inner;
  };
}

function isPlain(piece: string): boolean {
  for (let i = 0; i < piece.length; i++) if (!isPlainHan(piece.charCodeAt(i))) return false;
  return true;
}

/** One sign has no word beside it. */
const isOneSign = (piece: string): boolean => piece.length === (piece.codePointAt(0)! > 0xffff ? 2 : 1);

/** The node of a stretch of text, 0 when it is none. */
function nodeOf(lex: Lexicon, text: string, start: number, end: number): number {
  let node = lex.roots[text.charCodeAt(start)]!;
  for (let i = start + 1; i < end && node !== 0; i++) node = lex.child(node, text.charCodeAt(i));
  return node;
}

const isWord = (lex: Lexicon, node: number): boolean => node !== 0 && lex.scores[node] !== Number.NEGATIVE_INFINITY;

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
