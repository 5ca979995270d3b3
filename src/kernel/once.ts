/** Loads at the first call and gives the same to each later one; a load that throws is tried again by the next. */
export function once<Value extends object>(load: () => Value): () => Value {
  let loaded: Value | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
