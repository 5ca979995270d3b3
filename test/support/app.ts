import { createApiKey } from "../../src/access/api-keys.ts";
import { signEndUserToken } from "../../src/access/end-user-tokens.ts";
import type { Scope } from "../../src/access/roles.ts";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { type Clock, systemClock } from "../../src/kernel/clock.ts";
import type { Ctx } from "../../src/kernel/ctx.ts";
import type { MemberRole } from "../../src/kernel/labels.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { testDatabase } from "./database.ts";
import { freshMember } from "./members.ts";
import { freshSession } from "./session.ts";
import { freshTenant } from "./tenants.ts";

export const ORIGIN = "http://threeline.test";
export type Credentials = Readonly<Record<string, string>>;

let opened: Promise<App> | undefined;

/** The whole product over the process's database, one for each worker: system clock, no log, no model, no workers. */
export function testApp(): Promise<App> {
  opened ??= testDatabase().then((db) =>
    createApp(readConfig({ RATE_LIMIT_PER_MINUTE: "1000000" }), db, {
      clock: systemClock,
      log: silentLogger,
      model: null,
    }),
  );
  return opened;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or the text of anything else. */
  readonly body: unknown;
}

/** A problem's essentials, for `toMatchObject`. */
export interface ProblemBody {
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly { readonly field: string; readonly reason: string }[];
}

type Fetch = (request: Request) => Response | Promise<Response>;

/** Sends one request; a body that is no string and no bytes goes as JSON. */
export async function send(
  fetch: Fetch,
  route: string,
  as: Credentials = {},
  body?: unknown,
  headers: Credentials = {},
): Promise<Answer> {
  const answer = await open(fetch, route, as, body, headers);
  const text = await answer.text();
  const isJson = /\bjson\b/.test(answer.headers.get("content-type") ?? "");
  return { status: answer.status, headers: answer.headers, body: isJson && text !== "" ? JSON.parse(text) : text };
}

/** As `send`, without reading the answer: for streams. */
export async function open(
  fetch: Fetch,
  route: string,
  as: Credentials = {},
  body?: unknown,
  headers: Credentials = {},
): Promise<Response> {
  const [method = "GET", path = "/"] = route.split(" ");
  const raw = typeof body === "string" || body instanceof Uint8Array || body instanceof FormData;
  return fetch(
    new Request(`${ORIGIN}${path}`, {
      method,
      headers: { ...(body === undefined || raw ? {} : { "content-type": "application/json" }), ...as, ...headers },
      ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
    }),
  );
}

const bearer = (token: string): Credentials => ({ authorization: `Bearer ${token}` });

/** A fresh tenant and ways to call as somebody of it. */
export async function testTenant({ clock = systemClock }: { clock?: Clock } = {}) {
  const app = await testApp();
  const { ctx } = await freshTenant();
  const deps = { db: app.db, clock };
  return {
    app,
    ctx,
    key: async (scopes: readonly Scope[] = ["*"], expiresAt?: string): Promise<Credentials> => {
      const input = { name: "test", scopes: [...scopes], ...(expiresAt === undefined ? {} : { expiresAt }) };
      return bearer((await createApiKey(deps, ctx, input)).key);
    },
    endUser: async (userId = "u-1", seconds = 600): Promise<Credentials> => {
      const expiresAt = Math.floor(clock.now().getTime() / 1000) + seconds;
      return bearer(await signEndUserToken(app.db, { tenantId: ctx.tenantId, userId, expiresAt }));
    },
    member: (role: MemberRole, maySend = true) => signedIn(ctx, role, maySend),
    /** Imports these files here and now; the id of the import. */
    learn: async (files: Readonly<Record<string, string>>): Promise<string> => {
      const uploads = Object.entries(files).map(([path, text]) => ({ path, content: Buffer.from(text) }));
      const { jobId } = await startImport(app.imports, ctx, { source: "test", files: uploads });
      await runImport(app.imports, ctx, jobId, new AbortController().signal);
      return jobId;
    },
  };
}
export type TestTenant = Awaited<ReturnType<typeof testTenant>>;

async function signedIn(ctx: Ctx, role: MemberRole, maySend: boolean) {
  const member = await freshMember(ctx, role, { maySend });
  const cookie = await freshSession(await testDatabase(), member.userId);
  return { ...member, as: { cookie, origin: ORIGIN } as Credentials };
}

export interface SentEvent {
  readonly event: string;
  readonly id: number | null;
  readonly data: Record<string, unknown>;
}

/** The events of a stream as they come; leaving the loop ends the stream. */
export async function* eventsOf(answer: Response): AsyncGenerator<SentEvent> {
  let buffer = "";
  for await (const part of answer.body!.pipeThrough(new TextDecoderStream() as never)) {
    buffer += part;
    for (let end = buffer.indexOf("\n\n"); end >= 0; end = buffer.indexOf("\n\n")) {
      const fields = new Map(
        buffer
          .slice(0, end)
          .split("\n")
          .map((line) => line.split(/: ?(.*)/s, 2) as [string, string]),
      );
      buffer = buffer.slice(end + 2);
      if (!fields.has("event")) continue;
      const id = fields.get("id");
      yield {
        event: fields.get("event")!,
        id: id === undefined ? null : Number(id),
        data: JSON.parse(fields.get("data")!),
      };
    }
  }
}

/** All events of a stream that ends by itself. */
export async function allEvents(answer: Response): Promise<SentEvent[]> {
  const events: SentEvent[] = [];
  for await (const event of eventsOf(answer)) events.push(event);
  return events;
}
