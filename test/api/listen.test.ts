import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { Hono } from "hono";
import { afterEach, expect, test } from "vitest";
import { guardBodies } from "../../src/api/bodies.ts";
import type { Connected, Env } from "../../src/api/environment.ts";
import { limitStrangers } from "../../src/api/limits/rate-limit.ts";
import { type Listener, listen, requireFree } from "../../src/api/listen.ts";
import { problemOf } from "../../src/api/problem.ts";
import { type StreamEvent, sendEvents } from "../../src/api/stream/sse.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";

const open: Listener[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close(0);
});

/** A site of one page, reached over a connection. */
async function site(add: (app: Hono<Env>) => void): Promise<string> {
  const app = new Hono<Env>();
  app.onError((error, c) => problemOf(c, error, silentLogger));
  app.use(async (c, next) => {
    c.set("log", silentLogger);
    await next();
  });
  add(app);
  const listener = await listen((asked: Request, connected: Connected) => app.fetch(asked, connected), "127.0.0.1", 0);
  open.push(listener);
  return listener.url;
}

async function get(url: string, method = "GET"): Promise<IncomingMessage> {
  const asked = request(url, { method, agent: false });
  asked.end();
  const [answer] = await once(asked, "response");
  return answer as IncomingMessage;
}

/** Timers of this process that are running. */
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

async function* two(): AsyncGenerator<StreamEvent> {
  yield { event: "first", data: { text: "一" }, id: 1 };
  yield { event: "second", data: {} };
}

test("events go to a connection behind the head that all middleware has made", async () => {
  const url = await site((app) => {
    app.use(async (c, next) => {
      await next();
      c.res.headers.set("X-Later", "yes");
      c.res.headers.append("Set-Cookie", "a=1");
      c.res.headers.append("Set-Cookie", "b=2");
    });
    app.get("/", (c) => sendEvents(c, two(), () => {}));
  });
  const answer = await fetch(url);
  expect(await answer.text()).toBe('event: first\ndata: {"text":"一"}\nid: 1\n\nevent: second\ndata: {}\n\n');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-later": "yes",
  });
  expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});

test("a stream that is over leaves no timer behind, and its connection serves the next", async () => {
  let ended = 0;
  const url = await site((app) => app.get("/", (c) => sendEvents(c, two(), () => (ended += 1))));
  expect(await (await fetch(url)).text()).toContain("event: second");
  const before = timers();
  for (let i = 0; i < 100; i += 1) expect(await (await fetch(url)).text()).toContain("event: second");
  expect(ended).toBeGreaterThanOrEqual(101);
  // What other files of this process left running may start one or two of its own meanwhile.
  await expect.poll(timers).toBeLessThan(before + 10);
});

test("a client that leaves ends what listened for it, and nothing of the stream stays", async () => {
  const left = Promise.withResolvers<void>();
  let over = false;
  const news = async function* (): AsyncGenerator<StreamEvent> {
    try {
      yield { event: "first", data: {} };
      await left.promise;
      yield { event: "unheard", data: {} };
    } finally {
      over = true;
    }
  };
  const url = await site((app) => app.get("/", (c) => sendEvents(c, news(), left.resolve)));
  const before = timers();
  const answer = await get(url);
  await once(answer, "data");
  answer.destroy();
  await left.promise;
  while (!over) await wait(5);
  await wait(5);
  await expect.poll(timers).toBeLessThanOrEqual(before);
});

test("the head of a stream that has nothing to say comes at once", async () => {
  const never = new AbortController();
  const silent = async function* (): AsyncGenerator<StreamEvent> {
    await once(never.signal, "abort");
    yield { event: "unheard", data: {} };
  };
  const url = await site((app) => app.get("/", (c) => sendEvents(c, silent(), () => never.abort())));
  const answer = await get(url);
  expect(answer.headers["content-type"]).toBe("text/event-stream");
  answer.destroy();
});

test("a connection on which nobody reads is cut after a few beats", async () => {
  const left = Promise.withResolvers<void>();
  let gone = false;
  const endless = async function* (): AsyncGenerator<StreamEvent> {
    while (!gone) yield { event: "news", data: "x".repeat(1_000_000) };
  };
  const leave = () => {
    gone = true;
    left.resolve();
  };
  const url = await site((app) => app.get("/", (c) => sendEvents(c, endless(), leave, 5)));
  const answer = await get(url);
  answer.pause();
  await left.promise;
  answer.resume();
  await expect(once(answer, "end")).rejects.toThrow("aborted");
});

test("asking for the head alone opens no stream over a connection either", async () => {
  const left = Promise.withResolvers<void>();
  const silent = async function* (): AsyncGenerator<StreamEvent> {
    await left.promise;
    yield { event: "unheard", data: {} };
  };
  const url = await site((app) => {
    app.use(async (c, next) => {
      await next();
      if (c.req.method === "HEAD") await c.res.body?.cancel();
    });
    app.get("/", (c) => sendEvents(c, silent(), left.resolve));
  });
  const answer = await get(url, "HEAD");
  expect(answer.statusCode).toBe(200);
  await left.promise;
});

test("what becomes a problem on its way out is told as one, and its events come to their end unheard", async () => {
  let begun = false;
  const left = Promise.withResolvers<void>();
  const news = async function* (): AsyncGenerator<StreamEvent> {
    begun = true;
    yield { event: "first", data: {} };
    await left.promise;
  };
  const url = await site((app) => {
    app.use(async (_, next) => {
      await next();
      throw new Error("too late");
    });
    app.get("/", (c) => sendEvents(c, news(), left.resolve));
  });
  const answer = await fetch(url);
  expect(answer.status).toBe(500);
  expect(await answer.json()).toMatchObject({ title: expect.any(String) });
  await left.promise;
  expect(begun).toBe(true);
});

test("a body is read to its limit and no further, whether its length is told before or not", async () => {
  const url = await site((app) => {
    app.use(guardBodies(1000, () => false));
    app.post("/", async (c) => c.json({ got: (await c.req.json<{ text: string }>()).text.length }));
  });
  const send = async (text: string, told: boolean) => {
    const body = Buffer.from(JSON.stringify({ text }));
    const headers = told ? { "content-length": body.length } : { "transfer-encoding": "chunked" };
    const asked = request(url, { method: "POST", agent: false, headers });
    asked.end(body);
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    let said = "";
    for await (const part of answer) said += part;
    return { status: answer.statusCode, said };
  };
  for (const told of [true, false]) {
    expect(await send("界".repeat(300), told)).toEqual({ status: 200, said: '{"got":300}' });
    expect(await send("x".repeat(1000), told)).toMatchObject({ status: 413 });
  }
});

test("strangers are limited by the address of their connection", async () => {
  const url = await site((app) => {
    app.use(...limitStrangers(systemClock, { perMinute: 3, trustedProxies: 0 }, () => true, silentLogger));
    app.get("/", (c) => c.text("here"));
  });
  const statuses = await Promise.all(Array.from({ length: 5 }, () => fetch(url).then(({ status }) => status)));
  expect(statuses.sort()).toEqual([200, 200, 200, 429, 429]);
});

test("a port that is taken is told before anything else is begun; a free one stays free", async () => {
  const url = new URL(await site(() => {}));
  await expect(requireFree("127.0.0.1", Number(url.port))).rejects.toMatchObject({ code: "EADDRINUSE" });
  await open.pop()!.close(0);
  await requireFree("127.0.0.1", Number(url.port));
  await requireFree("127.0.0.1", Number(url.port));
});
