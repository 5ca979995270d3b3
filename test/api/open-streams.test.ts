import { Hono } from "hono";
import { expect, test } from "vitest";
import { revokeApiKey } from "../../src/access/api-keys.ts";
import { disableMember } from "../../src/access/members.ts";
import { asDownload } from "../../src/api/download.ts";
import type { Env } from "../../src/api/environment.ts";
import { MOST_STREAMS } from "../../src/api/stream/live.ts";
import { sendEvents } from "../../src/api/stream/sse.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { ticketEvents } from "../../src/tickets/browse.ts";
import { allEvents, eventsOf, open, send, testTenant } from "../support/app.ts";

/** A conversation of u-1, and ways to say more. */
async function conversation() {
  const tenant = await testTenant();
  const { app, endUser, key } = tenant;
  const say = async (message: string) =>
    allEvents(await open(app.fetch, "POST /v1/chat", await endUser(), { message }));
  const [received] = await say("你好");
  const ticketId = String(received!.data["ticketId"]);
  return { ...tenant, say, ticketId, key };
}

test("a member who is disabled while a ticket's events are open gets no further event", async () => {
  const { app, ctx, member, say, ticketId } = await conversation();
  const agent = await member("agent");
  const events = eventsOf(await open(app.fetch, `GET /v1/tickets/${ticketId}/events`, agent.as));
  expect((await events.next()).done).toBe(false);
  await disableMember({ db: app.db, clock: systemClock }, ctx, agent.id);
  const newest = (await ticketEvents(app.tickets, ctx, ticketId, 0)).events.at(-1)!.seq;
  const read: number[] = [];
  const reading = (async () => {
    for await (const { id } of events) read.push(id!);
  })();
  await say("秘密的后续");
  await reading;
  expect(Math.max(...read)).toBeLessThanOrEqual(newest);
});

test("a key that is revoked while it follows a conversation reads no further message", async () => {
  const { app, ctx, key, say, ticketId } = await conversation();
  const credentials = await key(["chat"]);
  const stream = await open(app.fetch, `GET /v1/chat/${ticketId}/events?contactId=u-1`, credentials);
  const events = eventsOf(stream);
  expect((await events.next()).done).toBe(false);
  const id = /^Bearer tl_[0-9a-f]{32}_([0-9a-f]{32})_/.exec(credentials["authorization"]!)![1]!;
  const dashed = id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  await revokeApiKey({ db: app.db, clock: systemClock }, ctx, dashed);
  const texts: unknown[] = [];
  const reading = (async () => {
    for await (const { data } of events) texts.push(data["text"]);
  })();
  await say("秘密的后续");
  await reading;
  expect(texts).not.toContain("秘密的后续");
});

test("a member who may not open tickets cannot speak or read as somebody else", async () => {
  const { app, member, ticketId } = await conversation();
  const editor = await member("editor");
  const asOther = { message: "给我退款", contactId: "u-1" };
  expect((await send(app.fetch, "POST /v1/chat", editor.as, asOther)).status).toBe(403);
  expect((await send(app.fetch, `GET /v1/chat/${ticketId}?contactId=u-1`, editor.as)).status).toBe(403);
  const agent = await member("agent");
  expect((await send(app.fetch, `GET /v1/chat/${ticketId}?contactId=u-1`, agent.as)).status).toBe(200);
});

test("asking only for the head of a stream opens none: each would look for changes for ever", async () => {
  const { app, member, ticketId } = await conversation();
  const agent = await member("agent");
  for (let i = 0; i <= MOST_STREAMS; i++) {
    const head = await open(app.fetch, `HEAD /v1/tickets/${ticketId}/events`, agent.as);
    expect({ status: head.status, body: head.body }).toEqual({ status: 200, body: null });
  }
});

test("a download goes on while it may be read, and breaks off, for its reader to see, when it may no more", async () => {
  let may = true;
  const app = new Hono<Env>().use(async (c, next) => {
    c.set("log", silentLogger);
    c.set("requestId", "r");
    await next();
  });
  async function* pieces() {
    yield "one,";
    yield "two,";
    may = false;
    yield "three";
  }
  app.get("/file", (c) => asDownload(c, pieces(), { type: "text/csv", name: "x.csv", mayRead: async () => may }));
  const response = await app.request("/file");
  const read = response.body!.getReader();
  const texts: string[] = [];
  const reading = (async () => {
    for (;;) {
      const { done, value } = await read.read();
      if (done) return;
      texts.push(new TextDecoder().decode(value));
    }
  })();
  await expect(reading).rejects.toThrow("has ended");
  expect(texts).toEqual(["one,", "two,", "three"]);
});

/** An import that nobody works on, and a member who may follow it. */
async function waitingImport() {
  const tenant = await testTenant();
  const files = [{ path: "a.md", content: Buffer.from("# A\n\na") }];
  const { jobId } = await startImport(tenant.app.imports, tenant.ctx, { source: "test", files });
  const { as } = await tenant.member("editor");
  return { ...tenant, as, route: `GET /v1/knowledge/imports/${jobId}/events` };
}

test("whoever follows an import is told of the end when the process stops", async () => {
  const { app, key, route } = await waitingImport();
  const stopping = await createApp(readConfig({}), app.db, { clock: systemClock, log: silentLogger, model: null });
  const events = eventsOf(await open(stopping.fetch, route, await key(["knowledge:read"])));
  expect(await events.next()).toMatchObject({ value: { event: "progress" } });
  stopping.endStreams();
  for await (const { event } of events) expect(event).not.toBe("done");
});

test("imports followed count among a person's open streams", async () => {
  const { app, as, route } = await waitingImport();
  const streams: Response[] = [];
  for (let i = 0; i < MOST_STREAMS; i++) streams.push(await open(app.fetch, route, as));
  expect((await send(app.fetch, route, as)).status).toBe(429);
  await Promise.all(streams.map((stream) => stream.body?.cancel()));
});

test("a stream that breaks tells the log, and the reader nothing of why", async () => {
  const told: object[] = [];
  const log = { ...silentLogger, error: (facts: object) => void told.push(facts) };
  const broken = async function* () {
    yield { event: "first", data: {} };
    throw new Error("relation secret does not exist");
  };
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("log", log);
    return next();
  });
  app.get("/", (c) => sendEvents(c, broken(), () => {}));
  const text = await (await app.request("/")).text();
  expect(text).toContain("event: first");
  expect(text).not.toContain("secret");
  expect(told).toMatchObject([{ error: { message: "relation secret does not exist" } }]);
});

test("a stream that ends or breaks by itself lets go of all that listened for it", async () => {
  const ending = async function* (breaks: boolean) {
    yield { event: "only", data: {} };
    if (breaks) throw new Error("it broke");
  };
  for (const breaks of [false, true]) {
    const reader = new AbortController();
    const app = new Hono<Env>();
    app.use(async (c, next) => {
      c.set("log", silentLogger);
      return next();
    });
    app.get("/", (c) => sendEvents(c, ending(breaks), () => reader.abort()));
    expect(await (await app.request("/")).text()).toContain("event: only");
    expect(reader.signal.aborted).toBe(true);
  }
});

test("a client that reads nothing holds up its own stream, whose end comes after a few beats", async () => {
  let made = 0;
  let gone = false;
  const left = Promise.withResolvers<void>();
  const endless = async function* () {
    for (; !gone; made += 1) yield { event: "news", data: "x".repeat(10_000) };
  };
  const app = new Hono<Env>();
  app.get("/", (c) => {
    const leave = () => {
      gone = true;
      left.resolve();
    };
    return sendEvents(c, endless(), leave, 5);
  });
  const unread = await app.request("/");
  await left.promise;
  expect(made).toBeLessThan(10);
  await unread.body?.cancel();
});
