import type { WordCutter } from "./word-cut.ts";

/** Terms by number, in the order in which they were first met. */
export interface Vocabulary {
  readonly names: readonly string[];
  /** The codes of their first letters. */
  readonly kinds: readonly number[];
  /** The number of a term; a new one when it was never met. */
  numberOf(term: string): number;
  /** The number of `w` and a word of the cutter. */
  word(number: number): number;
  /** The number of `u` and one sign. */
  single(sign: number): number;
  /** The number of `b` and two signs. */
  pair(before: number, sign: number): number;
}

const FIRST_SLOTS = 1 << 12;
const [WORD, SINGLE, PAIR] = ["w", "u", "b"];

export function createVocabulary(cutter: Pick<WordCutter, "numberOf" | "nameOf">): Vocabulary {
  const names: string[] = [];
  const kinds: number[] = [];
  // A term stands in one of these four. By sign, pair of signs or number: nothing is spelt that was met before.
  const words = numbersByKey();
  const others = new Map<string, number>();
  const singles = numbersByKey();
  const pairs = numbersByKey();

  const add = (name: string): number => {
    kinds.push(name.charCodeAt(0));
    return names.push(name) - 1;
  };
  const other = (term: string): number => {
    let number = others.get(term);
    if (number === undefined) {
      number = add(term);
      others.set(term, number);
    }
    return number;
  };
  const word = (number: number): number => words(number) ?? words(number, add(WORD + cutter.nameOf(number)));
  const single = (sign: number): number => singles(sign) ?? singles(sign, add(SINGLE + String.fromCodePoint(sign)));
  const pair = (before: number, sign: number): number => {
    const beyond = before > 0xffff || sign > 0xffff;
    const key = ((before << 16) | sign) >>> 0;
    const known = beyond ? undefined : pairs(key);
    if (known !== undefined) return known;
    const spelt = `${PAIR}${String.fromCodePoint(before)}${String.fromCodePoint(sign)}`;
    return beyond ? other(spelt) : pairs(key, add(spelt));
  };

  return {
    names,
    kinds,
    word,
    single,
    pair,
    numberOf(term) {
      if (term[0] === WORD) return word(cutter.numberOf(term.slice(1)));
      if (term[0] === SINGLE) return single(term.codePointAt(1)!);
      if (term[0] !== PAIR) return other(term);
      const before = term.codePointAt(1)!;
      return pair(before, term.codePointAt(before > 0xffff ? 3 : 2)!);
    },
  };
}

/**
 * Numbers by keys of 32 bits, in open addressing: such keys would not be small integers to a Map. Gives the number of a
 * key; one that has none takes the number given.
 */
function numbersByKey(): { (key: number): number | undefined; (key: number, number: number): number } {
  // Of each place the key, and one more than the number; nothing stands where there is zero.
  let places = new Uint32Array(2 * FIRST_SLOTS);
  let mask = FIRST_SLOTS - 1;
  let used = 0;
  /** The place of a key, or the free one where it belongs. */
  const placeOf = (key: number): number => {
    let place = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (places[2 * place + 1] !== 0 && places[2 * place] !== key) place = (place + 1) & mask;
    return 2 * place;
  };
  const grow = (): void => {
    const old = places;
    places = new Uint32Array(2 * old.length);
    mask = old.length - 1;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      const place = placeOf(old[i]!);
      places[place] = old[i]!;
      places[place + 1] = old[i + 1]!;
    }
  };
  return ((key: number, number?: number) => {
    const place = placeOf(key);
    const found = places[place + 1]!;
    if (found !== 0) return found - 1;
    if (number === undefined) return undefined;
    places[place] = key;
    places[place + 1] = number + 1;
    used += 1;
    if (4 * used > places.length) grow();
    return number;
  }) as ReturnType<typeof numbersByKey>;
}
