const listeners = new Set<() => void>();

/** Runs at each decision on a draft that is made on this page, until the returned function is called. */
export function onDecided(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A decision was made: what counts waiting drafts asks again at once. */
export function decided(): void {
  for (const listener of listeners) listener();
}
