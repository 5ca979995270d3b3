/**
 * A pure reading of texts that keeps what it made of the last `most` of them. For texts of the knowledge base, of which
 * the same few answer most questions; what customers write is read anew each time.
 */
export function kept<Value>(most: number, read: (text: string) => Value): (text: string) => Value {
  const made = new Map<string, { readonly value: Value }>();
  return (text) => {
    const one = made.get(text) ?? { value: read(text) };
    made.delete(text);
    made.set(text, one);
    if (made.size > most) made.delete(made.keys().next().value!);
    return one.value;
  };
}
