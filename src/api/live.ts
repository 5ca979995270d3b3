/** Wakes live views of this process when a ticket changed; other processes' changes are found by polling. */
export interface Live {
  changed(tenantId: string, ticketId: string): void;
  /** Resolves at the next change of the ticket, after `timeoutMs`, or when `signal` aborts. */
  next(tenantId: string, ticketId: string, timeoutMs: number, signal: AbortSignal): Promise<void>;
  /** Aborts when the process stops: streams end, so that it need not wait for them. Clients reconnect and resume. */
  readonly ended: AbortSignal;
  end(): void;
}

export function createLive(): Live {
  const waiting = new Map<string, Set<() => void>>();
  const ending = new AbortController();
  const key = (tenantId: string, ticketId: string) => `${tenantId}/${ticketId}`;
  return {
    ended: ending.signal,
    end: () => ending.abort(),
    changed: (tenantId, ticketId) => {
      for (const wake of waiting.get(key(tenantId, ticketId)) ?? []) wake();
    },
    next: (tenantId, ticketId, timeoutMs, signal) =>
      new Promise((resolve) => {
        const at = key(tenantId, ticketId);
        const wakers = waiting.get(at) ?? new Set();
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          ending.signal.removeEventListener("abort", done);
          wakers.delete(done);
          if (wakers.size === 0) waiting.delete(at);
          resolve();
        };
        const timer = setTimeout(done, timeoutMs);
        signal.addEventListener("abort", done, { once: true });
        ending.signal.addEventListener("abort", done, { once: true });
        wakers.add(done);
        waiting.set(at, wakers);
        if (signal.aborted || ending.signal.aborted) done();
      }),
  };
}
