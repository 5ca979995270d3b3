import type { Actor } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";

/** Wakes live views of this process when a ticket changed; other processes' changes are found by polling. */
export interface Live {
  changed(tenantId: string, ticketId: string): void;
  /** Resolves at the next change of the ticket (or of whatever else has this id), after `timeoutMs`, or when `signal` aborts. */
  next(tenantId: string, ticketId: string, timeoutMs: number, signal: AbortSignal): Promise<void>;
  /**
   * Passes the events on while it counts an open stream of this person. Throws `rate_limited` at once beyond
   * `MOST_STREAMS`; a key speaks for many people and is not counted.
   */
  counted<Event>(tenantId: string, actor: Actor, events: AsyncIterable<Event>): AsyncGenerator<Event>;
  /** Aborts when the process stops: streams end, so that it need not wait for them. Clients reconnect and resume. */
  readonly ended: AbortSignal;
  end(): void;
}

/** Open streams of one person: each holds a connection and looks for changes every few seconds. */
export const MOST_STREAMS = 30;

export function createLive(): Live {
  const open = new Map<string, number>();
  const waiting = new Map<string, Set<() => void>>();
  const ending = new AbortController();
  const key = (tenantId: string, ticketId: string) => `${tenantId}/${ticketId}`;
  return {
    counted(tenantId, actor, events) {
      const who = `${tenantId}/${actor.type}/${actor.id}`;
      const count = open.get(who) ?? 0;
      if (actor.type !== "api_key" && count >= MOST_STREAMS)
        throw new DomainError("rate_limited", `You have ${count} streams open. Close one first.`);
      open.set(who, count + 1);
      return passOn(events, () => {
        const left = open.get(who)! - 1;
        if (left === 0) open.delete(who);
        else open.set(who, left);
      });
    },
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

async function* passOn<Event>(events: AsyncIterable<Event>, ended: () => void): AsyncGenerator<Event> {
  try {
    yield* events;
  } finally {
    ended();
  }
}
