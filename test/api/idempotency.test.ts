import { Hono } from "hono";
import { expect, test } from "vitest";
import type { Env } from "../../src/api/environment.ts";
import { idempotent } from "../../src/api/idempotency.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { allEvents, type Credentials, open, type ProblemBody, send, testTenant } from "../support/app.ts";
import { chatSite } from "../support/chat-site.ts";

const tenant = await testTenant();
const { app, ctx } = tenant;
const user = await tenant.endUser();
const boss = await tenant.member("manager");
let counter = 0;
const fresh = (): Credentials => {
  counter += 1;
  return { "idempotency-key": `key-${counter}` };
};
const count = async (table: string): Promise<number> =>
  (
    await inTenant(app.db, ctx.tenantId, (tx) =>
      tx.query(`select 1 from ${table} where tenant_id = $1`, [ctx.tenantId]),
    )
  ).rowCount;

async function openTicket(): Promise<string> {
  const events = await allEvents(
    await open(app.fetch, "POST /v1/chat", user, { message: "反结账报错", thread: `t${counter}` }),
  );
  return String(events[0]!.data["ticketId"]);
}

test("a note with an Idempotency-Key is written once, however often it is sent; the answer is the first one", async () => {
  const route = `POST /v1/tickets/${await openTicket()}/notes`;
  const key = fresh();
  const first = await send(app.fetch, route, boss.as, { text: "once" }, key);
  const again = await send(app.fetch, route, boss.as, { text: "once" }, key);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([null, "true"]);
});

test("another body, or another route, under the same key is a conflict that names the header", async () => {
  const route = `POST /v1/tickets/${await openTicket()}/notes`;
  const key = fresh();
  await send(app.fetch, route, boss.as, { text: "one" }, key);
  const before = await count("message");
  for (const [other, body] of [
    [route, { text: "two" }],
    [`POST /v1/tickets/${await openTicket()}/notes`, { text: "one" }],
  ] as const) {
    const answer = await send(app.fetch, other, boss.as, body, key);
    expect(answer.status).toBe(409);
    expect((answer.body as ProblemBody).errors).toMatchObject([{ field: "idempotency-key" }]);
  }
  // Opening the second ticket wrote its own messages, the refused notes none.
  expect((await count("message")) - before).toBe(2);
});

test("a repetition while the first still runs is a conflict, and gets the result afterwards", async () => {
  const site = await chatSite(app);
  const route = "POST /v1/chat";
  const body = { message: "怎么反结账？", thread: "slow" };
  const key = fresh();
  const release = site.hold();
  const first = await open(site.fetch, route, user, body, key);
  const second = await send(site.fetch, route, user, body, key);
  expect(second).toMatchObject({
    status: 409,
    body: { errors: [{ field: "idempotency-key", reason: "in progress" }] },
  });
  release();
  const events = await allEvents(first);
  await expect.poll(async () => (await open(site.fetch, route, user, body, key)).status).toBe(200);
  expect(await allEvents(await open(site.fetch, route, user, body, key))).toEqual(events);
});

test("a stream that was sent is replayed event for event, and the copilot is not asked again", async () => {
  const site = await chatSite(app);
  const body = { message: "怎么反结账？", thread: "replay" };
  const key = fresh();
  const first = await allEvents(await open(site.fetch, "POST /v1/chat", user, body, key));
  const replay = () => open(site.fetch, "POST /v1/chat", user, body, key);
  await expect.poll(async () => (await replay()).headers.get("idempotent-replayed")).toBe("true");
  expect(await allEvents(await replay())).toEqual(first);
  expect(site.asked()).toBe(1);
});

test("an answer without a body is kept as well", async () => {
  const admin = (await tenant.member("admin")).as;
  const key = fresh();
  const { autonomy } = app.policies;
  for (const [index, silence] of [true, false].entries()) {
    const answer = await send(
      app.fetch,
      "PUT /v1/policies/autonomy",
      admin,
      { content: { ...autonomy, silence } },
      { "if-match": `"${index}"` },
    );
    expect(answer.status).toBe(200);
  }
  const activate = () =>
    send(app.fetch, "POST /v1/policies/autonomy/activate", admin, { version: 1 }, { ...key, "if-match": `"2"` });
  expect((await activate()).status).toBe(204);
  const again = await activate();
  expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([204, "true"]);
  await send(app.fetch, "POST /v1/policies/silence", admin, { silence: false });
});

test("a refusal is kept too, so that a retry changes nothing later", async () => {
  const route = `POST /v1/tickets/${await openTicket()}/resolve`;
  const key = fresh();
  await send(app.fetch, route, boss.as);
  const [first, again] = [
    await send(app.fetch, route, boss.as, undefined, key),
    await send(app.fetch, route, boss.as, undefined, key),
  ];
  expect([first.status, again.status]).toEqual([409, 409]);
  expect(again.body).toEqual(first.body);
});

test("keys of two people do not meet, and neither do those of two tenants", async () => {
  const other = await testTenant();
  const key = fresh();
  const body = { message: "你好", thread: "mine" };
  const answers = [user, await tenant.endUser("u-2"), await other.endUser()].map((as) =>
    open(app.fetch, "POST /v1/chat", as, body, key),
  );
  const tickets = [];
  for (const answer of await Promise.all(answers)) tickets.push((await allEvents(answer))[0]!.data["ticketId"]);
  expect(new Set(tickets).size).toBe(3);
});

test("a claim whose process died is taken over after two minutes, not before", async () => {
  const route = `POST /v1/tickets/${await openTicket()}/notes`;
  const key = fresh();
  await send(app.fetch, route, boss.as, { text: "lost" }, key);
  const age = (seconds: number) =>
    inTenant(app.db, ctx.tenantId, (tx) =>
      tx.query(
        "update idempotency set status = null, body = null, created_at = now() - make_interval(secs => $3) where tenant_id = $1 and key = $2",
        [ctx.tenantId, key["idempotency-key"], seconds],
      ),
    );
  await age(60);
  expect((await send(app.fetch, route, boss.as, { text: "lost" }, key)).status).toBe(409);
  await age(130);
  expect((await send(app.fetch, route, boss.as, { text: "lost" }, key)).status).toBe(201);
});

test("a key that is empty or longer than 200 characters is refused", async () => {
  for (const bad of ["", "k".repeat(201)]) {
    const answer = await send(app.fetch, "POST /v1/search", user, { query: "x" }, { "idempotency-key": bad });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: "idempotency-key" }] } });
  }
});

test.each([429, 499, 503])(
  "an answer %i that only the moment gave is not kept: a repetition is carried out",
  async (status) => {
    const answers = [status, 201];
    const site = new Hono<Env>();
    site.use(async (c, next) => {
      c.set("tenantId", ctx.tenantId);
      c.set("actor", ctx.actor);
      await next();
    });
    site.use(idempotent(app.db, app.clock, () => false));
    site.post("/it", () => new Response("{}", { status: answers.shift()! }));
    const key = fresh();
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await send(site.fetch, "POST /it", {}, {}, key)).status);
    expect(statuses).toEqual([status, 201, 201]);
  },
);
