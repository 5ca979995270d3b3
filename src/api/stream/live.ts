import type { Actor } from "../../kernel/ctx.ts";
import { DomainError } from "../../kernel/errors.ts";
import { createTicketWatch, type SeqsOf, type TicketWatch } from "./ticket-watch.ts";

/** The open live views of this process. */
export interface Live extends TicketWatch {
  /**
   * Passes the events on while it counts an open stream of this person. Throws `rate_limited` at once beyond
   * `MOST_STREAMS`; a key speaks for many people and is not counted.
   */
  counted<Event>(tenantId: string, actor: Actor, events: AsyncIterable<Event>): AsyncGenerator<Event>;
  /** Aborts when the process stops: streams end, so that it need not wait for them. Clients reconnect and resume. */
  readonly ended: AbortSignal;
  end(): void;
}

/** Open streams of one person: each holds a connection. */
export const MOST_STREAMS = 30;

export function createLive(seqsOf: SeqsOf): Live {
  const open = new Map<string, number>();
  const ending = new AbortController();
  return {
    ...createTicketWatch(seqsOf, ending.signal),
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
  };
}

async function* passOn<Event>(events: AsyncIterable<Event>, ended: () => void): AsyncGenerator<Event> {
  try {
    yield* events;
  } finally {
    ended();
  }
}
