/** Terms by number, in the order in which they were first met. */
export interface Vocabulary {
  readonly names: readonly string[];
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

export function createVocabulary(): Vocabulary {
  const names: string[] = [];
  const byName = new Map<string, number>();
  const words = new Map<string, number>();
  // By sign or pair the number from one on; nothing is made of a text that was met before.
  const singles = new Uint32Array(0x10000);
  let keys = new Uint32Array(FIRST_SLOTS);
  let values = new Uint32Array(FIRST_SLOTS);
  let used = 0;

  const numberOf = (term: string): number => {
    const known = byName.get(term);
    if (known !== undefined) return known;
    names.push(term);
    byName.set(term, names.length - 1);
    return names.length - 1;
  };
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

  return {
    names,
    numberOf,
    word(text) {
      const known = words.get(text);
      if (known !== undefined) return known;
      const number = numberOf(`w${text}`);
      words.set(text, number);
      return number;
    },
    single(sign) {
      if (sign > 0xffff) return numberOf(`u${String.fromCodePoint(sign)}`);
      if (singles[sign] === 0) singles[sign] = numberOf(`u${String.fromCharCode(sign)}`) + 1;
      return singles[sign]! - 1;
    },
    pair(before, sign) {
      if (before > 0xffff || sign > 0xffff)
        return numberOf(`b${String.fromCodePoint(before)}${String.fromCodePoint(sign)}`);
      const key = ((before << 16) | sign) >>> 0;
      let place = placeOf(key);
      if (values[place] === 0) {
        used += 1;
        if (2 * used > keys.length) {
          grow();
          place = placeOf(key);
        }
        keys[place] = key;
        values[place] = numberOf(`b${String.fromCharCode(before)}${String.fromCharCode(sign)}`) + 1;
      }
      return values[place]! - 1;
    },
  };
}
