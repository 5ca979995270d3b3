/** A signal that aborts with `signal` or after `ms`, and how to be done with it: a limit that nobody needs any more is let go. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  clear(): void;
}

/**
 * As `AbortSignal.any` of a signal and a timeout, for work that mostly ends long before: hundreds of timeouts that are
 * still to come would keep what listens to them, and fire for nobody.
 */
export function timeLimit(ms: number, signal: AbortSignal): TimeLimit {
  const limit = new AbortController();
  const giveUp = () => limit.abort(signal.reason);
  if (signal.aborted) giveUp();
  signal.addEventListener("abort", giveUp, { once: true });
  const timer = setTimeout(() => limit.abort(new DOMException("The time is up.", "TimeoutError")), ms);
  return {
    signal: limit.signal,
    clear() {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
    },
  };
}
