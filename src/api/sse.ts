import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Env } from "./environment.ts";

/** One server-sent event: its name and the JSON that follows. */
export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
}

const HEARTBEAT_MS = 15_000;

/** Sends the events as they come, with heartbeats between them. When the client leaves, `abort` is called. */
export function sendEvents(c: Context<Env>, events: AsyncIterable<StreamEvent>, abort: () => void): Response {
  c.header("Cache-Control", "no-store");
  c.header("X-Accel-Buffering", "no");
  return streamSSE(c, async (stream) => {
    stream.onAbort(abort);
    const beat = setInterval(() => void stream.write(": beat\n\n"), HEARTBEAT_MS);
    let id = 0;
    try {
      for await (const { event, data } of events) {
        id += 1;
        await stream.writeSSE({ id: String(id), event, data: JSON.stringify(data) });
      }
    } finally {
      clearInterval(beat);
    }
  });
}
