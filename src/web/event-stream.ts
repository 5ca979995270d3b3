import { ApiError, type Client } from "./client.ts";

export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** The server beats every 15 s, so longer silence means a dead connection. */
const SILENCE_MS = 45_000;

/** Reads server-sent events from a body; ends with the body, throws when it falls silent. Heartbeats are skipped. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), SILENCE_MS);
      if (done) return;
      rest += value.replaceAll("\r\n", "\n");
      for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
        const event = parseBlock(rest.slice(0, end));
        rest = rest.slice(end + 2);
        if (event !== undefined) yield event;
      }
    }
  } finally {
    // A reader that stops early must not leave the answer open.
    await reader.cancel().catch(() => {});
  }
}

function within<Result>(promise: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: ReturnType<typeof setTimeout>;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The stream fell silent.")), milliseconds);
  });
  return Promise.race([promise, silence]).finally(() => clearTimeout(timer));
}

function parseBlock(block: string): StreamEvent | undefined {
  let id = "";
  let event = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field, value = ""] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (field === "id") id = value;
    else if (field === "event") event = value;
    else if (field === "data") data.push(value);
  }
  if (data.length === 0) return undefined;
  return { id, event, data: JSON.parse(data.join("\n")) };
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

export interface FollowOptions {
  readonly onEvent: (event: StreamEvent) => void;
  /** `false` from the first failed try until the stream is open again. */
  readonly onConnected?: (connected: boolean) => void;
  readonly signal: AbortSignal;
}

/**
 * Follows a stream for as long as `signal` allows: asks `path` anew each time, so that it resumes where it was; waits
 * longer after each failure, and tries at once when the browser is online again. Ends when the server says that it
 * makes no sense to go on.
 */
export async function follow(client: Client, path: () => string, options: FollowOptions): Promise<void> {
  const { signal, onEvent, onConnected } = options;
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const response = await client.open(path(), { accept: "text/event-stream", signal });
      onConnected?.(true);
      if (response.body === null) return;
      for await (const event of readEvents(response.body)) {
        wait = FIRST_WAIT_MS;
        onEvent(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429) return;
      onConnected?.(false);
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    // When a server restarts, hundreds lose their streams at once: they come back spread over the whole wait.
    const timer = setTimeout(done, milliseconds * (0.5 + Math.random()));
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
