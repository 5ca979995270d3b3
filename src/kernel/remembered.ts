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
