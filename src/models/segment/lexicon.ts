import { dict } from "@node-rs/jieba/dict.js";
import { once } from "../../kernel/once.ts";

/**
 * The cutter's own dictionary as a tree of signs, for words of CJK ideographs only. A node is a number from 1; nothing
 * stands at 0. A node that is the end of a word has a score: the logarithm of the word's share.
 */
export interface Lexicon {
  /** The node of an ideograph as a first sign; those of all stand side by side. */
  rootOf(unit: number): number;
  /** The node behind `node` by a sign; 0 when no word goes on so. */
  child(node: number, unit: number): number;
  /** By node; negative infinity where no word ends. */
  readonly scores: Float64Array;
  /** By node: 1 where a word goes on. */
  readonly goesOn: Uint8Array;
  /** The score of a sign that is no word. */
  readonly unknown: number;
}

/** Read at first use (0.1 s, 20 MB), never changed. */
export const lexicon: () => Lexicon = once(() => readLexicon(dict));

export const isWord = (lex: Lexicon, node: number): boolean =>
  node !== 0 && lex.scores[node] !== Number.NEGATIVE_INFINITY;

/** The node of a stretch of UTF-16 units, 0 when no word begins so. */
export function nodeOf(lex: Lexicon, units: ArrayLike<number>, start: number, end: number): number {
  if (!isPlainHan(units[start]!)) return 0;
  let node = rootOf(units[start]!);
  for (let i = start + 1; i < end && node !== 0; i++) node = lex.child(node, units[i]!);
  return node;
}

/** Of the ideographs that most text is made of, one unit each. */
export const isPlainHan = (unit: number): boolean => unit >= FIRST_HAN && unit <= LAST_HAN;

const [FIRST_HAN, LAST_HAN] = [0x4e00, 0x9fff];
const rootOf = (unit: number): number => unit - FIRST_HAN + 1;

const FIRST_PLACES = 1 << 20;
const MOST_NODES = 1 << 19;
const [SPACE, LINE_END] = [0x20, 0x0a];

/** `content`: a line a word, with its frequency and its part of speech behind, in UTF-8. */
function readLexicon(content: Uint8Array): Lexicon {
  const tree = createTree();
  const counts = new Float64Array(MOST_NODES);
  let total = 0;
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(SPACE, at);
    const node = tree.nodeOf(content, at, end);
    let count = 0;
    for (at = end + 1; content[at]! >= 0x30 && content[at]! <= 0x39; at++) count = 10 * count + content[at]! - 0x30;
    total += count;
    if (node !== 0) counts[node] = count;
    const lineEnd = content.indexOf(LINE_END, at);
    at = lineEnd < 0 ? content.length : lineEnd + 1;
  }
  const logTotal = Math.log(total);
  const { child, size, goesOn } = tree;
  return {
    rootOf,
    child,
    scores: counts
      .slice(0, size())
      .map((count) => (count === 0 ? Number.NEGATIVE_INFINITY : Math.log(count) - logTotal)),
    goesOn: goesOn.slice(0, size()),
    unknown: -logTotal,
  };
}

/** The way from node to node, in open addressing: two words a place, of 20 bits a node and 16 a unit. */
function createTree() {
  const goesOn = new Uint8Array(MOST_NODES);
  const places = new Uint32Array(2 * FIRST_PLACES);
  const mask = FIRST_PLACES - 1;
  // Behind all first signs.
  let size = rootOf(LAST_HAN) + 1;
  const placeOf = (key: number, rest: number): number => {
    let place = (Math.imul(key ^ Math.imul(rest, 0x85ebca6b), 0x9e3779b1) >>> 9) & mask;
    for (;;) {
      const value = places[2 * place + 1]!;
      if (value === 0 || (places[2 * place] === key && (value & 15) === rest)) return 2 * place;
      place = (place + 1) & mask;
    }
  };
  const keyOf = (node: number, unit: number): number => ((node << 12) | (unit & 0xfff)) >>> 0;
  const child = (node: number, unit: number): number => places[placeOf(keyOf(node, unit), unit >>> 12) + 1]! >>> 4;
  const add = (node: number, unit: number): number => {
    if (size === MOST_NODES) throw new Error("The dictionary has more nodes than there is room for.");
    const place = placeOf(keyOf(node, unit), unit >>> 12);
    places[place] = keyOf(node, unit);
    places[place + 1] = ((size << 4) | (unit >>> 12)) >>> 0;
    goesOn[node] = 1;
    return size++;
  };
  return {
    child,
    goesOn,
    size: () => size,
    /** The node of a word in UTF-8, made when it is new; 0 when it holds other signs. */
    nodeOf(content: Uint8Array, start: number, end: number): number {
      let node = 0;
      for (let at = start; at < end; at += 3) {
        // Three bytes make one such sign.
        if (content[at]! >> 4 !== 0xe) return 0;
        const unit = ((content[at]! & 15) << 12) | ((content[at + 1]! & 63) << 6) | (content[at + 2]! & 63);
        if (!isPlainHan(unit)) return 0;
        node = node === 0 ? rootOf(unit) : child(node, unit) || add(node, unit);
      }
      return node;
    },
  };
}
