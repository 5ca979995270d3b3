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

/**
 * Sends the events as they come, with heartbeats between them. When the client leaves, `abort` is called. A stream that
 * breaks just ends, for its reader to come back; why is for the log alone.
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
    try {
      for await (const { event, data, id } of events) {
        await stream.writeSSE({ ...(id === undefined ? {} : { id: String(id) }), event, data: JSON.stringify(data) });
      }
    } catch (error) {
      c.get("log").error({ requestId: c.get("requestId"), route: routeOf(c), error }, "A stream of events broke off.");
    } finally {
      clearInterval(beat);
    }
  });
}
