/**
 * A pure reading of texts that keeps what it made of the last `most` of them. For texts of the knowledge base, of which
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
  const made = new Map<string, { readonly value: Value }>();
  return (given) => {
    const key = keyOf(given);
    const one = made.get(key) ?? { value: read(given) };
    made.delete(key);
    made.set(key, one);
    if (made.size > most) made.delete(made.keys().next().value!);
    return one.value;
  };
}
