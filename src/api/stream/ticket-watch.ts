/** Waits for the next change of one ticket. */
export interface Watch {
  /** Says how far the history had come when it was read: a change beyond that ends the wait. */
  read(seq: number): void;
  /** Resolves at the next change, or when the view ends. Never rejects. */
  readonly changed: Promise<void>;
}

/** How far the history of each of these tickets has come. */
export type SeqsOf = (tenantId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, number>>;

export interface TicketWatch {
  /** Begins to listen; to be called before the ticket is read, so that nothing falls in between. */
  watch(tenantId: string, ticketId: string, signal: AbortSignal): Watch;
  /** A change that this process made. */
  changed(tenantId: string, ticketId: string): void;
}

interface Waiter {
  seen: number | null;
  readonly wake: () => void;
}

/** How often it looks for what other processes changed. */
const POLL_MS = 2_000;

/**
 * Wakes live views when their tickets change. What other processes change is found by one question for all tickets of a
 * tenant that anybody looks at: hundreds of open views cost as much as one.
 */
export function createTicketWatch(seqsOf: SeqsOf, ended: AbortSignal, pollMs: number = POLL_MS): TicketWatch {
  const tenants = new Map<string, Map<string, Set<Waiter>>>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = async () => {
    for (const [tenantId, tickets] of [...tenants]) {
      // While the database does not answer there is nothing to tell; the next look finds it.
      const seqs = await seqsOf(tenantId, [...tickets.keys()]).catch(() => undefined);
      if (seqs === undefined) continue;
      for (const [id, waiters] of [...tickets])
        for (const { seen, wake } of [...waiters])
          if (seen !== null && (seqs.get(id) ?? Number.POSITIVE_INFINITY) > seen) wake();
    }
    timer = undefined;
    lookLater();
  };
  const lookLater = () => {
    if (timer !== undefined || tenants.size === 0 || ended.aborted) return;
    timer = setTimeout(() => void look(), pollMs);
    // Nobody keeps a process alive by waiting for news.
    timer.unref();
  };

  return {
    watch(tenantId, ticketId, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const tickets = tenants.get(tenantId) ?? new Map<string, Set<Waiter>>();
      const waiters = tickets.get(ticketId) ?? new Set<Waiter>();
      const wake = () => {
        signal.removeEventListener("abort", wake);
        ended.removeEventListener("abort", wake);
        waiters.delete(waiter);
        if (waiters.size === 0 && tickets.get(ticketId) === waiters) tickets.delete(ticketId);
        if (tickets.size === 0 && tenants.get(tenantId) === tickets) tenants.delete(tenantId);
        resolve();
      };
      const waiter: Waiter = { seen: null, wake };
      tenants.set(tenantId, tickets.set(ticketId, waiters.add(waiter)));
      signal.addEventListener("abort", wake, { once: true });
      ended.addEventListener("abort", wake, { once: true });
      if (signal.aborted || ended.aborted) wake();
      else lookLater();
      return {
        read: (seq) => {
          waiter.seen = seq;
        },
        changed: promise,
      };
    },
    changed: (tenantId, ticketId) => {
      for (const { wake } of [...(tenants.get(tenantId)?.get(ticketId) ?? [])]) wake();
    },
  };
}
