/**
 * A pure reading of texts that keeps what it made of the last ones, `most` of them. For texts of the knowledge base, of which
 * the same few answer most questions; what customers write is read anew each time.
 */
export const kept = <Value>(most: number, read: (text: string) => Value): ((text: string) => Value) =>
  keptBy(most, (text) => text, read);

/** The same of things that `keyOf` tells apart. */
export function keptBy<Given, Value>(
  most: number,
  keyOf: (given: Given) => string,
  read: (given: Given) => Value,
): (given: Given) => Value {
  // What was asked for since the newer half filled up last, and what was before.
  let newer = new Map<string, { readonly value: Value }>();
  let older = newer;
  return (given) => {
    const key = keyOf(given);
    const known = newer.get(key);
    if (known !== undefined) return known.value;
    const one = older.get(key) ?? { value: read(given) };
    if (newer.size >= most / 2) {
      older = newer;
      newer = new Map();
    }
    newer.set(key, one);
    return one.value;
  };
}
