import { expect, test } from "vitest";
import { setBudget } from "../../src/access/model-usage.ts";
import { createServer } from "../../src/api/server.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import type { Logger } from "../../src/kernel/log.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { type Credentials, send, testTenant } from "../support/app.ts";

const TOKEN = "an operator's token of many signs";
const tenant = await testTenant();
const { db, clock } = tenant.app;
const lines: object[] = [];
const log: Logger = { ...silentLogger, info: (facts, sentence) => lines.push({ ...facts, sentence }) };
const METRICS_TOKEN = TOKEN.replaceAll(" ", "-");
const app = await createApp(readConfig({ METRICS_TOKEN }), db, { clock, log, model: null });
const operator: Credentials = { authorization: `Bearer ${METRICS_TOKEN}` };
const figures = async () => (await send(app.fetch, "GET /metrics", operator)).body as string;

test("only the operator's token reads the figures: no member, key or end user does", async () => {
  expect((await send(app.fetch, "GET /metrics", operator)).headers.get("content-type")).toMatch(
    /^text\/plain; version=0\.0\.4/,
  );
  const refused = [
    {},
    { authorization: "Bearer wrong" },
    await tenant.key(),
    await tenant.endUser(),
    (await tenant.member("admin")).as,
  ];
  for (const as of refused) expect((await send(app.fetch, "GET /metrics", as)).status).toBe(401);
  expect((await send(tenant.app.fetch, "GET /metrics", operator)).status).toBe(404);
});

test("requests are counted by the pattern of their route and by status", async () => {
  const key = await tenant.key(["chat", "search"]);
  await send(app.fetch, `GET /v1/tickets/${newId()}`, key);
  await send(app.fetch, "POST /v1/search", key, { query: "秘密问题" });
  await send(app.fetch, "BREW /v1/nothing/here", key);
  const text = await figures();
  expect(text).toMatch(/threeline_requests_total\{method="GET",route="\/v1\/tickets\/\{id\}",status="403"\} 1/);
  expect(text).toMatch(/threeline_requests_total\{method="POST",route="\/v1\/search",status="200"\} 1/);
  expect(text).toMatch(/threeline_requests_total\{method="other",route="none",status="404"\} 1/);
  expect(text).toMatch(/threeline_request_seconds_bucket\{route="\/v1\/search",le="\+Inf"\} 1/);
});

test("the queue shows what waits, for how long, by kind", async () => {
  await inTenant(db, tenant.ctx.tenantId, (tx) => app.tickets.queue.send(tx, "propose", newId()));
  const text = await figures();
  expect(text).toMatch(/threeline_queue_depth\{kind="[^"]+"\} [1-9]/);
  expect(text).toMatch(/threeline_queue_oldest_seconds\{kind="[^"]+"\} \d/);
  if (db.kind === "native") expect(text).toMatch(/threeline_pool_connections\{state="used"\} \d/);
});

test("no figure holds a tenant, a person, a word of a request or a secret", async () => {
  await setBudget({ db, clock }, tenant.ctx, { monthlyTokens: 5, monthlyMicros: null });
  const text = await figures();
  for (const secret of [tenant.ctx.tenantId, "秘密", METRICS_TOKEN]) expect(text).not.toContain(secret);
});

test("each request is one line of log, without its address, its query or its words", async () => {
  lines.length = 0;
  const key = await tenant.key(["chat", "search"]);
  await send(app.fetch, "GET /v1/voc/quotes?q=secret-question", key);
  await send(app.fetch, "GET /v1/surveys/tls.secret-token", {});
  await send(app.fetch, "POST /v1/search", key, { query: "secret words" });
  expect(lines).toMatchObject([
    {
      method: "GET",
      route: "/v1/voc/quotes",
      status: 403,
      tenantId: tenant.ctx.tenantId,
      caller: "api_key",
      requestId: expect.any(String),
    },
    { method: "GET", route: "/v1/surveys/{token}", status: 404 },
    { method: "POST", route: "/v1/search", status: 200, ms: expect.any(Number) },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/secret/);
});

test("what goes wrong is logged by the route, never with the signed link that was asked", async () => {
  const failures: object[] = [];
  const deps = {
    ...{ db, clock, maxBodyBytes: 1_000, requestsPerMinute: 1_000 },
    log: { ...silentLogger, error: (facts: object) => failures.push(facts) },
  };
  const broken = (): never => {
    throw new Error("a bug");
  };
  const server = createServer(deps, [(routes) => routes.get("/v1/surveys/:token", broken)]);
  const answer = await send((request) => server.fetch(request), "GET /v1/surveys/tls.secret-token");
  expect(answer.status).toBe(500);
  expect(failures).toMatchObject([{ route: "/v1/surveys/{token}", requestId: expect.any(String) }]);
  expect(JSON.stringify(failures)).not.toMatch(/secret/);
});
