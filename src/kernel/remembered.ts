/**
 * Remembers what a pure function gave: two generations of up to `most` results each. What was not asked for during a
 * whole generation is forgotten.
 */
export function remembered<Key, Value>(most: number, make: (key: Key) => Value): (key: Key) => Value {
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();
  return (key) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const value = old.get(key) ?? make(key);
    if (young.size >= most) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    return value;
  };
}
