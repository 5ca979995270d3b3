/** Terms by number, in the order in which they were first met. */
export interface Vocabulary {
  readonly names: readonly string[];
  /** The codes of their first letters. */
  readonly kinds: readonly number[];
  /** The number of a term; a new one when it was never met. */
  numberOf(term: string): number;
  /** The number of `w` and a word. */
  word(text: string): number;
  /** The number of `u` and one sign. */
  single(sign: number): number;
  /** The number of `b` and two signs. */
  pair(before: number, sign: number): number;
}

const FIRST_SLOTS = 1 << 12;
const [WORD, SINGLE, PAIR] = ["w", "u", "b"];

export function createVocabulary(): Vocabulary {
  const names: string[] = [];
  const kinds: number[] = [];
  // A term stands in one of these four. By sign or pair of signs: nothing is spelt that was met before.
  const words = new Map<string, number>();
  const others = new Map<string, number>();
  const singles = new Map<number, number>();
  const pairs = pairNumbers();

  const add = (name: string): number => {
    kinds.push(name.charCodeAt(0));
    return names.push(name) - 1;
  };
  const numberIn = <Key>(known: Map<Key, number>, key: Key, name: (key: Key) => string): number => {
    let number = known.get(key);
    if (number === undefined) {
      number = add(name(key));
      known.set(key, number);
    }
    return number;
  };
  const word = (text: string): number => numberIn(words, text, (key) => WORD + key);
  const single = (sign: number): number => numberIn(singles, sign, (key) => SINGLE + String.fromCodePoint(key));
  const pair = (before: number, sign: number): number => {
    const spelt = () => `${PAIR}${String.fromCodePoint(before)}${String.fromCodePoint(sign)}`;
    if (before > 0xffff || sign > 0xffff) return numberIn(others, spelt(), (key) => key);
    return pairs(((before << 16) | sign) >>> 0, () => add(spelt()));
  };

  return {
    names,
    kinds,
    word,
    single,
    pair,
    numberOf(term) {
      if (term[0] === WORD) return word(term.slice(1));
      if (term[0] === SINGLE) return single(term.codePointAt(1)!);
      if (term[0] !== PAIR) return numberIn(others, term, (key) => key);
      const before = term.codePointAt(1)!;
      return pair(before, term.codePointAt(before > 0xffff ? 3 : 2)!);
    },
  };
}

/** Numbers by keys of 32 bits, in open addressing: such keys would not be small integers to a Map. */
function pairNumbers(): (key: number, make: () => number) => number {
  let keys = new Uint32Array(FIRST_SLOTS);
  // One more than the number; nothing stands where there is zero.
  let values = new Uint32Array(FIRST_SLOTS);
  let used = 0;
  /** The place of a key, or the free one where it belongs. */
  const placeOf = (key: number): number => {
    const mask = keys.length - 1;
    let place = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (values[place] !== 0 && keys[place] !== key) place = (place + 1) & mask;
    return place;
  };
  const grow = (): void => {
    const [oldKeys, oldValues] = [keys, values];
    keys = new Uint32Array(2 * oldKeys.length);
    values = new Uint32Array(keys.length);
    for (let i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] === 0) continue;
      const place = placeOf(oldKeys[i]!);
      keys[place] = oldKeys[i]!;
      values[place] = oldValues[i]!;
    }
  };
  return (key, make) => {
    const found = values[placeOf(key)]!;
    if (found !== 0) return found - 1;
    used += 1;
    if (2 * used > keys.length) grow();
    const number = make();
    const place = placeOf(key);
    keys[place] = key;
    values[place] = number + 1;
    return number;
  };
}
