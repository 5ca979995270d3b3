/**
 * Keeps up to `most` pieces of work under way. `start` waits for room and does not wait for the work; `end` waits for
 * all of it. Both throw what the first piece to fail threw; no further one is begun then.
 */
export function createInFlight(most: number): {
  start(work: () => Promise<void>): Promise<void>;
  end(): Promise<void>;
} {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const rethrow = () => {
    if (failure !== undefined) throw failure.error;
  };
  return {
    async start(work) {
      while (running.size >= most) await Promise.race(running);
      rethrow();
      const piece = work()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => running.delete(piece));
      running.add(piece);
    },
    async end() {
      await Promise.all(running);
      rethrow();
    },
  };
}
