import { JOINT } from "../../models/words/telling.ts";

/** A new word is longer than its pair of characters where the next one follows in at least this share of the texts. */
const FOLLOWS = 0.5;
const MOST_SIGNS = 6;
const LOOKED_AT = 12;

/** Words of a theme's name, and of the tag that it proposes. */
const NAME_TERMS = 3;

/**
 * Words that name a group, at most three, the most telling first, as customers write them: its new word before all,
 * grown to its full length; a stem becomes the commonest word of the texts that begins with it. None is part of another.
 */
export function wordsOf(terms: readonly string[], texts: readonly string[], fresh: readonly string[]): string[] {
  const lower = texts.map((text) => text.toLowerCase());
  const found: string[] = [];
  const add = (word: string) => {
    if (word.length > 1 && !found.some((other) => overlap(word, other, lower))) found.push(word);
  };
  if (fresh[0] !== undefined) add(grown(fresh[0], lower));
  for (const word of fresh.slice(1)) if (terms.includes(`w${word}`)) add(word);
  for (const term of terms.slice(0, LOOKED_AT))
    add(term.startsWith("s") ? fullWord(term.slice(1), lower) : term.slice(1));
  return found.slice(0, NAME_TERMS);
}

export const themeName = (words: readonly string[]): string => words.join(" · ");

/** The heaviest first; of equal ones the longest, since a part of a word weighs what the word does. */
export const byWeight = ([a, x]: readonly [string, number], [b, y]: readonly [string, number]): number =>
  Math.abs(x - y) > 1e-6 ? y - x : b.length - a.length || (a < b ? -1 : 1);

/** Whether one is part of the other, or a text has both only by sharing a character: a word cut wrongly. */
function overlap(one: string, other: string, texts: readonly string[]): boolean {
  if (one.includes(other) || other.includes(one)) return true;
  const joined = one.at(-1) === other[0] ? one + other.slice(1) : other.at(-1) === one[0] ? other + one.slice(1) : null;
  return joined !== null && texts.some((text) => text.includes(joined));
}

function grown(word: string, texts: readonly string[]): string {
  if (!/^\p{Script=Han}/u.test(word)) return word;
  let whole = word;
  while (whole.length < MOST_SIGNS) {
    const said = texts.filter((text) => text.includes(whole));
    const next = new Map<string, number>();
    for (const text of said) {
      const sign = text[text.indexOf(whole) + whole.length] ?? "";
      if (/\p{Script=Han}/u.test(sign)) next.set(sign, (next.get(sign) ?? 0) + 1);
    }
    const [best] = [...next].sort((a, b) => b[1] - a[1]);
    if (best === undefined || JOINT.test(best[0]) || best[1] < said.length * FOLLOWS) break;
    whole += best[0];
  }
  return whole;
}

function fullWord(stem: string, texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [word] of text.matchAll(/[a-z][a-z'-]+/g))
      if (word.startsWith(stem.slice(0, -1))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? stem;
}
