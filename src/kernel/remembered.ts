/**
 * Remembers what a pure function gave: two generations of up to `most` results each. What was not asked for during a
 * whole generation is forgotten. For what comes again and again, such as texts of a knowledge base.
 */
export function remembered<Key, Value>(most: number, make: (key: Key) => Value): (key: Key) => Value {
  const held = generations<Key, Value>(most);
  return (key) => held.get(key) ?? held.set(key, make(key));
}

/** The same of things that `keyOf` tells apart. */
export function rememberedBy<Given, Value>(
  most: number,
  keyOf: (given: Given) => string,
  make: (given: Given) => Value,
): (given: Given) => Value {
  const held = generations<string, Value>(most);
  return (given) => {
    const key = keyOf(given);
    return held.get(key) ?? held.set(key, make(given));
  };
}

/**
 * The same of passages of a knowledge base: by their text, which is the same string each time, so that nothing is joined
 * to a key and read for its hash. `beside`: what else the result rests on.
 */
export function rememberedOf<Given extends { readonly text: string }, Value>(
  most: number,
  beside: (given: Given) => readonly unknown[],
  make: (given: Given) => Value,
): (given: Given) => Value {
  const held = generations<string, { readonly beside: readonly unknown[]; readonly value: Value }>(most);
  return (given) => {
    const own = beside(given);
    const known = held.get(given.text);
    if (known !== undefined && sameAs(known.beside, own)) return known.value;
    return held.set(given.text, { beside: own, value: make(given) }).value;
  };
}

const sameAs = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** Remembers what a pure function gave for as long as whoever made this asks. */
export function rememberedHere<Value>(make: (text: string) => Value): (text: string) => Value {
  const held = new Map<string, Value>();
  return (text) => {
    const known = held.get(text);
    if (known !== undefined) return known;
    const value = make(text);
    held.set(text, value);
    return value;
  };
}

/** So many results of one task; a task that reads thousands of texts reads none of them often. */
const MOST_OF_TASK = 500;

/**
 * Remembers what a pure function gave until the task that asked for it ends: for what is read several times in a row and
 * may not stay in memory, as a customer's words.
 */
export function rememberedInTask<Value>(make: (text: string) => Value): (text: string) => Value {
  const held = new Map<string, Value>();
  return (text) => {
    const known = held.get(text);
    if (known !== undefined) return known;
    if (held.size === 0) queueMicrotask(() => held.clear());
    else if (held.size >= MOST_OF_TASK) held.clear();
    const value = make(text);
    held.set(text, value);
    return value;
  };
}

function generations<Key, Value>(most: number) {
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();
  const set = (key: Key, value: Value): Value => {
    if (young.size >= most) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    return value;
  };
  return {
    get(key: Key): Value | undefined {
      const known = young.get(key);
      if (known !== undefined) return known;
      const before = old.get(key);
      return before === undefined ? undefined : set(key, before);
    },
    set,
  };
}
