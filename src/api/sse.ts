import { setImmediate } from "node:timers/promises";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Env } from "./environment.ts";
import { routeOf } from "./route-of.ts";

/** One server-sent event: its name, the JSON that follows, and the id from which a client may resume. */
export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id?: number;
}

const HEARTBEAT_MS = 15_000;
/** Beats for which a client may read nothing before its stream ends: a minute and a half. */
const MOST_UNREAD_BEATS = 6;
/** Signs that may wait for a reader who is slow, before no more events are asked for. */
const MOST_WAITING = 8_000;

/**
 * Sends the events as they come, with heartbeats between them. When the client leaves or the events end, `abort` is
 * called, so that what listened for this stream is let go. A stream that breaks just ends, for its reader to come back;
 * why is for the log alone.
 */
export function sendEvents(
  c: Context<Env>,
  events: AsyncIterable<StreamEvent>,
  abort: () => void,
  heartbeatMs = HEARTBEAT_MS,
): Response {
  c.header("Cache-Control", "no-store");
  c.header("X-Accel-Buffering", "no");
  return streamSSE(c, async (stream) => {
    stream.onAbort(abort);
    // A client that does not read lets what is written wait in memory: one beat at most, and not for ever.
    let waiting = 0;
    const beat = setInterval(() => {
      waiting += 1;
      if (waiting > MOST_UNREAD_BEATS) stream.abort();
      else if (waiting === 1) void stream.write(": beat\n\n").then(() => (waiting = 0));
    }, heartbeatMs);
    const send = together((text) => stream.write(text));
    try {
      for await (const event of events) await send.add(inWords(event));
    } catch (error) {
      c.get("log").error({ requestId: c.get("requestId"), route: routeOf(c), error }, "A stream of events broke off.");
    } finally {
      abort();
      await send.end();
      clearInterval(beat);
    }
  });
}

/** An event as it is sent; JSON has no line breaks of its own. */
const inWords = ({ event, data, id }: StreamEvent): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n${id === undefined ? "" : `id: ${id}\n`}\n`;

/**
 * Lets what comes in one turn of the process leave in one piece: each event by itself would be a call to the system and
 * wake its reader. `add` waits only where the reader is far behind.
 */
function together(write: (text: string) => Promise<unknown>): {
  add(text: string): Promise<void>;
  end(): Promise<void>;
} {
  let waiting = "";
  let leaving: Promise<void> | undefined;
  const leave = async () => {
    while (waiting !== "") {
      await setImmediate();
      const text = waiting;
      waiting = "";
      await write(text);
    }
    leaving = undefined;
  };
  return {
    async add(text) {
      waiting += text;
      leaving ??= leave();
      if (waiting.length > MOST_WAITING) await leaving;
    },
    end: async () => leaving,
  };
}
