import { inSmallLetters, neededWords } from "./needed-words.ts";

/** A string that a match of some patterns holds, and their numbers. */
interface Needed {
  readonly word: string;
  readonly patterns: readonly number[];
}

/**
 * Which of many patterns may match a text: the numbers of those whose needed strings it holds, in order, and of those that
 * need none. Of hundreds of patterns a text has a few, and the code of all is too much for a processor's cache, so that
 * most of the time went into fetching what said no.
 */
export function likelyAmong(patterns: readonly RegExp[]): (text: string) => number[] {
  const always: number[] = [];
  const words = new Map<string, number[]>();
  patterns.forEach((pattern, number) => {
    const needed = neededWords(pattern);
    if (needed === null) always.push(number);
    for (const word of needed ?? []) words.set(word, [...(words.get(word) ?? []), number]);
  });
  const all = [...words].map(([word, numbers]): Needed => ({ word, patterns: numbers }));
  const single = Map.groupBy(
    all.filter(({ word }) => word.length === 1),
    ({ word }) => word.charCodeAt(0),
  );
  const pairs = Map.groupBy(
    all.filter(({ word }) => word.length > 1),
    ({ word }) => pairAt(word, 0),
  );
  return (given) => {
    const text = inSmallLetters(given);
    const marks = new Uint8Array(patterns.length);
    for (const number of always) marks[number] = 1;
    const mark = (needed: readonly Needed[] | undefined, at: number) => {
      if (needed === undefined) return;
      for (const { word, patterns: numbers } of needed)
        if (text.startsWith(word, at)) for (const number of numbers) marks[number] = 1;
    };
    for (let at = 0; at < text.length; at += 1) {
      mark(single.get(text.charCodeAt(at)), at);
      mark(pairs.get(pairAt(text, at)), at);
    }
    const likely: number[] = [];
    for (let number = 0; number < marks.length; number += 1) if (marks[number] === 1) likely.push(number);
    return likely;
  };
}

/** Two signs as one number; behind the end of a text stands nothing. */
const pairAt = (text: string, at: number): number => (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
