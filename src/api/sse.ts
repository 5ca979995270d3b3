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

/**
 * Sends the events as they come, with heartbeats between them. When the client leaves, `abort` is called. A stream that
 * breaks just ends, for its reader to come back; why is for the log alone.
 */
export function sendEvents(c: Context<Env>, events: AsyncIterable<StreamEvent>, abort: () => void): Response {
  c.header("Cache-Control", "no-store");
  c.header("X-Accel-Buffering", "no");
  return streamSSE(c, async (stream) => {
    stream.onAbort(abort);
    const beat = setInterval(() => void stream.write(": beat\n\n"), HEARTBEAT_MS);
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
