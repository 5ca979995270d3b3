import { setImmediate } from "node:timers/promises";
import type { Context } from "hono";
import type { Env } from "../environment.ts";
import { routeOf } from "../route-of.ts";
import { type Outlet, type Pouring, streamOf } from "./outlet.ts";

/** One server-sent event: its name, the JSON that follows, and the id from which a client may resume. */
export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id?: number;
}

/** The type of a stream of events. */
export const EVENTS = "text/event-stream";
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
  c.header("Content-Type", EVENTS);
  const broke = (error: unknown) =>
    c.get("log").error({ requestId: c.get("requestId"), route: routeOf(c), error }, "A stream of events broke off.");
  const pouring: Pouring = { into: (outlet) => void pour(events, outlet, { abort, heartbeatMs, broke }), left: abort };
  // Whoever asks for the head alone is sent no words.
  const takeEvents = c.req.method === "HEAD" || c.get("readTwice") ? undefined : c.env?.takeEvents;
  if (takeEvents === undefined) return c.body(streamOf(pouring));
  takeEvents(pouring);
  return c.body(null);
}

/** Never rejects. */
async function pour(
  events: AsyncIterable<StreamEvent>,
  outlet: Outlet,
  { abort, heartbeatMs, broke }: { abort(): void; heartbeatMs: number; broke(error: unknown): void },
): Promise<void> {
  // A client that does not read lets what is written wait in memory: one beat at most, and not for ever.
  let waiting = 0;
  const beat = setInterval(() => {
    waiting += 1;
    if (waiting > MOST_UNREAD_BEATS) {
      abort();
      outlet.cut();
    } else if (waiting === 1) void outlet.write(": beat\n\n").then(() => (waiting = 0));
  }, heartbeatMs);
  const send = together(outlet);
  try {
    for await (const event of events) await send.add(inWords(event));
  } catch (error) {
    broke(error);
  } finally {
    abort();
    await send.end();
    clearInterval(beat);
  }
}

/** An event as it is sent; JSON has no line breaks of its own. */
const inWords = ({ event, data, id }: StreamEvent): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n${id === undefined ? "" : `id: ${id}\n`}\n`;

/**
 * Lets what comes in one turn of the process leave in one piece: each event by itself would be a call to the system and
 * wake its reader. `add` waits only where the reader is far behind.
 */
function together(outlet: Outlet): { add(text: string): Promise<void>; end(): Promise<void> } {
  let waiting = "";
  let ended = false;
  let leaving: Promise<void> | undefined;
  const leave = async () => {
    while (waiting !== "") {
      await setImmediate();
      const text = waiting;
      waiting = "";
      if (ended) outlet.end(text);
      else await outlet.write(text);
    }
    leaving = undefined;
  };
  return {
    async add(text) {
      waiting += text;
      leaving ??= leave();
      if (waiting.length > MOST_WAITING) await leaving;
    },
    async end() {
      ended = true;
      await leaving;
      outlet.end("");
    },
  };
}
