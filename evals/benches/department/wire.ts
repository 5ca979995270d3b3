import { Agent, type IncomingMessage, request } from "node:http";
import { percentile } from "../database.ts";

/** How long each kind of request took, and how it ended. */
export interface Measured {
  readonly times: Map<string, number[]>;
  /** Answers that are no success, by kind and status; 0 where there was none. */
  readonly failures: Map<string, number>;
  bytes: number;
}
function timesOf({ times }: Measured, kind: string): number[] {
  const known = times.get(kind) ?? [];
  times.set(kind, known);
  return known;
}
export const newMeasured = (): Measured => ({ times: new Map(), failures: new Map(), bytes: 0 });

/** Leaves out what was measured so far. */
export function forget(record: Measured): void {
  record.times.clear();
  record.failures.clear();
  record.bytes = 0;
}

/** Calls a server as one person or key, in the cheapest way there is: the machine is shared with the server. */
export interface Wire {
  /** The JSON of a success; undefined for everything else, which is counted. */
  call<Answer = unknown>(kind: string, route: string, body?: unknown, headers?: Headers): Promise<Answer | undefined>;
  /** The whole text of an answer; "" where there was none. */
  text(kind: string, route: string, body?: unknown): Promise<string>;
  upload(kind: string, route: string, form: FormData): Promise<void>;
  /**
   * Follows a stream of events until `signal` aborts or it ends. `onEvent` hears each event's name, id and text. One that
   * is refused or breaks is counted.
   */
  follow(route: string, onEvent: (name: string, id: number, text: string) => void, signal: AbortSignal): Promise<void>;
}
type Headers = Readonly<{ [name: string]: string }>;

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

export function wireTo(url: () => string, credentials: Headers, record: Measured): Wire {
  const open = (route: string, body?: unknown, headers: Headers = {}, signal?: AbortSignal): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const [method = "GET", path = "/"] = route.split(" ");
      const base = url();
      const sent = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const type = sent === undefined ? {} : { "content-type": "application/json", "content-length": sent.length };
      const all = { origin: base, accept: "application/json", ...type, ...credentials, ...headers };
      const asked = request(base + path, { method, agent, headers: all, ...(signal ? { signal } : {}) }, resolve);
      asked.on("error", reject);
      asked.end(sent);
    });
  const note = (kind: string, status: number, ms: number) => {
    if (status >= 200 && status < 400) return void timesOf(record, kind).push(ms);
    const failure = `${kind} ${status}`;
    record.failures.set(failure, (record.failures.get(failure) ?? 0) + 1);
  };
  const whole = async (kind: string, route: string, body?: unknown, headers?: Headers) => {
    const start = performance.now();
    try {
      const answer = await open(route, body, headers);
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part as Buffer);
      const bytes = Buffer.concat(parts);
      record.bytes += bytes.length;
      const status = answer.statusCode ?? 0;
      note(kind, status, performance.now() - start);
      return status < 300 ? bytes.toString("utf8") : undefined;
    } catch {
      note(kind, 0, 0);
      return undefined;
    }
  };
  return {
    async call<Answer>(kind: string, route: string, body?: unknown, headers?: Headers) {
      const text = await whole(kind, route, body, headers);
      return text === undefined || text === "" ? undefined : (JSON.parse(text) as Answer);
    },
    text: async (kind, route, body) => (await whole(kind, route, body)) ?? "",
    async upload(kind, route, form) {
      const [method = "POST", path = "/"] = route.split(" ");
      const start = performance.now();
      const { status } = await fetch(url() + path, { method, headers: credentials, body: form });
      note(kind, status, performance.now() - start);
    },
    async follow(route, onEvent, signal) {
      try {
        const answer = await open(route, undefined, { accept: "text/event-stream" }, signal);
        if (answer.statusCode !== 200) {
          answer.resume();
          note("stream", answer.statusCode ?? 0, 0);
          return;
        }
        onEvent("open", 0, "");
        let rest = "";
        for await (const part of answer) {
          record.bytes += (part as Buffer).length;
          rest += part;
          const blocks = rest.split("\n\n");
          rest = blocks.pop() ?? "";
          for (const block of blocks) {
            const name = /^event: (.*)$/m.exec(block)?.[1];
            if (name !== undefined) onEvent(name, Number(/^id: (\d+)$/m.exec(block)?.[1] ?? 0), block);
          }
        }
      } catch {
        if (!signal.aborted) note("stream", 0, 0);
      }
    },
  };
}

/** Three percentiles of what was timed. */
export const spread = (times: readonly number[]) => ({
  p50: percentile(times, 0.5),
  p95: percentile(times, 0.95),
  p99: percentile(times, 0.99),
});
