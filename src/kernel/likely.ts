import { inSmallLetters, neededWords } from "./needed-words.ts";

/**
 * Which of many words stand in a text, by their numbers and in no order: one walk through the text, however many words
 * there are. None of them is empty.
 */
export function wordsAmong(words: readonly string[]): (text: string) => ReadonlySet<number> {
  const all = words.map((word, number) => ({ word, number }));
  const single = Map.groupBy(
    all.filter(({ word }) => word.length === 1),
    ({ word }) => word.charCodeAt(0),
  );
  const pairs = Map.groupBy(
    all.filter(({ word }) => word.length > 1),
    ({ word }) => pairAt(word, 0),
  );
  const begins = new Uint8Array(PAIR_MARKS);
  for (const pair of pairs.keys()) begins[markOf(pair)] = 1;
  return (text) => {
    const found = new Set<number>();
    for (let at = 0; at < text.length; at += 1) {
      if (single.size > 0) for (const { number } of single.get(text.charCodeAt(at)) ?? NONE) found.add(number);
      const pair = pairAt(text, at);
      if (begins[markOf(pair)] === 0) continue;
      for (const { word, number } of pairs.get(pair) ?? NONE) if (text.startsWith(word, at)) found.add(number);
    }
    return found;
  };
}

/**
 * Which of many patterns may match a text: the numbers of those whose needed strings it holds, in order, and of those that
 * need none. Of hundreds of patterns a text has a few, and the code of all is too much for a processor's cache, so that
 * most of the time went into fetching what said no.
 */
export function likelyAmong(patterns: readonly RegExp[]): (text: string) => number[] {
  const always: number[] = [];
  const needing = new Map<string, number[]>();
  patterns.forEach((pattern, number) => {
    const needed = neededWords(pattern);
    if (needed === null) always.push(number);
    for (const word of needed ?? []) needing.set(word, [...(needing.get(word) ?? []), number]);
  });
  const found = wordsAmong([...needing.keys()]);
  const numbers = [...needing.values()];
  return (text) => {
    const likely = new Set(always);
    for (const word of found(inSmallLetters(text))) for (const number of numbers[word]!) likely.add(number);
    return [...likely].sort((a, b) => a - b);
  };
}

const NONE: readonly { readonly word: string; readonly number: number }[] = [];

/** No word begins with nearly all pairs of signs: most are told by a mark, without a look into the map. */
const PAIR_MARKS = 1 << 13;
const markOf = (pair: number): number => Math.imul(pair, 0x9e3779b1) >>> 19;

/** Two signs as one number; behind the end of a text stands nothing. */
const pairAt = (text: string, at: number): number => (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
