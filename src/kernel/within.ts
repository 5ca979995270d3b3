/**
 * What `run` gives within `ms`; undefined when it fails or is late. Its signal aborts at that moment, and what does not
 * heed it is left behind.
 */
export function within<Result>(ms: number, run: (signal: AbortSignal) => Promise<Result>): Promise<Result | undefined> {
  const late = new AbortController();
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      late.abort(new DOMException("Too late.", "TimeoutError"));
      resolve(undefined);
    }, ms);
    run(late.signal)
      .then(resolve, () => resolve(undefined))
      .finally(() => clearTimeout(timer));
  });
}
