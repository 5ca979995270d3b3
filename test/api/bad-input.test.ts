import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { type Credentials, type ProblemBody, send, testTenant } from "../support/app.ts";

const tenant = await testTenant();
const { app, ctx } = tenant;
const key = await tenant.key();
const user = await tenant.endUser();

/** Sends a bad request; the problem, after making sure that nothing of the tenant's conversations has changed. */
async function refused(route: string, as: Credentials, body: unknown, headers: Credentials = {}): Promise<ProblemBody> {
  const before = await rows();
  const answer = await send(app.fetch, route, as, body, headers);
  expect(answer.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await rows()).toEqual(before);
  return answer.body as ProblemBody;
}

const rows = () =>
  inTenant(app.db, ctx.tenantId, async (tx) => {
    const counts = [];
    for (const table of ["ticket", "message", "contact", "draft", "approval", "audit", "api_key"]) {
      const { rows: found } = await tx.query(`select count(*)::int as n from ${table} where tenant_id = $1`, [
        ctx.tenantId,
      ]);
      counts.push([table, found[0]]);
    }
    return counts;
  });

const chat = (body: unknown, as: Credentials = user, headers: Credentials = {}) =>
  refused("POST /v1/chat", as, body, headers);
const JSON_TYPE = { "content-type": "application/json" };

test("a field that the request does not have is refused by its name, at the top and inside", async () => {
  const reason = "is no field of this request; /docs lists those that there are";
  const answer = await chat({ question: "How do I undo the closing?" }, key);
  expect(answer.errors).toContainEqual({ field: "question", reason });
  expect(answer.errors).toContainEqual(expect.objectContaining({ field: "message" }));
  const inside = await chat({ message: "How do I undo the closing?", facts: { versoin: "8.2" } }, key);
  expect(inside.errors).toEqual([{ field: "facts.versoin", reason }]);
});

test("an empty message, one of blanks, and one that is missing are refused with the field and the reason", async () => {
  expect((await chat({ message: "" })).errors).toEqual([{ field: "message", reason: "must not be empty" }]);
  expect((await chat({ message: " \n　" })).errors).toEqual([{ field: "message", reason: "must not be empty" }]);
  expect((await chat({})).errors).toMatchObject([{ field: "message" }]);
});

test("of a value that may be of several kinds the nearest is told; of one that is not there, that it is missing", async () => {
  expect((await chat({})).errors).toEqual([{ field: "message", reason: "is missing" }]);
  const path = "POST /v1/notifications/read";
  const answer = await refused(path, (await tenant.member("agent")).as, { ids: [5] });
  expect(answer.errors).toEqual([{ field: "ids.0", reason: "Invalid input: expected string, received number" }]);
});

test("a message of 1 MB and one of more than 20,000 characters are refused", async () => {
  const large = await chat({ message: "大".repeat(350_000) });
  expect(large).toMatchObject({ status: 413, errors: [{ field: "(body)", reason: "too large" }] });
  expect((await chat({ message: "x".repeat(20_001) })).errors).toEqual([
    { field: "message", reason: "at most 20000 characters" },
  ]);
});

test("a body of 1 MB that does not say its length is refused as it comes in", async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(Buffer.alloc(65_536, 0x20));
    },
  });
  const answer = await app.fetch(
    new Request("http://threeline.test/v1/chat", {
      method: "POST",
      headers: { ...user, ...JSON_TYPE },
      body: endless,
      duplex: "half",
    } as RequestInit),
  );
  expect(answer.status).toBe(413);
  expect(pulled).toBeLessThan(20);
});

test("invalid UTF-8, a lone surrogate and NUL are refused", async () => {
  const bytes = Buffer.concat([Buffer.from('{"message":"'), Buffer.from([0xd6, 0xd0]), Buffer.from('"}')]);
  expect((await chat(bytes, user, JSON_TYPE)).errors).toEqual([{ field: "(body)", reason: "not valid UTF-8" }]);
  for (const bad of ["\\ud800", "a\\u0000"])
    expect((await chat(`{"message":"${bad}"}`, user, JSON_TYPE)).errors).toEqual([
      { field: "message", reason: "must be well-formed Unicode without NUL" },
    ]);
  expect((await chat({ message: "x", facts: { product: "a\u0000" } }, key)).errors).toMatchObject([
    { field: "facts.product" },
  ]);
  expect((await refused("GET /v1/tickets?team=a%00", key, undefined)).errors).toMatchObject([{ field: "team" }]);
});

test("a body that is no JSON, of another type, or of another shape is refused", async () => {
  expect((await chat('{"message": ', user, JSON_TYPE)).errors).toMatchObject([{ field: "(body)" }]);
  expect((await chat("message=x", user, { "content-type": "application/x-www-form-urlencoded" })).status).toBe(400);
  expect((await chat([], user)).errors).toMatchObject([{ field: "(body)" }]);
  const wrong = await chat({ message: 5, thread: [], facts: { deployment: "moon" } }, key);
  expect(new Set(wrong.errors.map(({ field }) => field))).toEqual(new Set(["facts.deployment", "message", "thread"]));
  for (const { reason } of wrong.errors) expect(reason).not.toBe("");
});

test("a forged cursor, limit or filter of a list is refused", async () => {
  const forged = Buffer.from(JSON.stringify({ s: "updated", v: "'; drop table ticket", i: ctx.tenantId })).toString(
    "base64url",
  );
  for (const query of [
    `cursor=${forged}`,
    "cursor=%F0%9F%92%A9",
    "limit=0",
    "limit=x",
    "status=lost",
    "owner=bob",
    "sort=id",
  ])
    expect((await refused(`GET /v1/tickets?${query}`, key, undefined)).errors).toMatchObject([
      { field: query.split("=")[0] },
    ]);
});

test("an end user who claims facts, a person, a company or a channel is refused", async () => {
  for (const [field, value] of Object.entries({
    facts: { product: "panheng-erp" },
    contactId: "somebody-else",
    customerId: "acme",
    channel: "email",
  }))
    expect((await chat({ message: "x", [field]: value })).errors).toMatchObject([{ field }]);
});

test("a path that is no id, or no route, is refused in words", async () => {
  expect((await refused("GET /v1/tickets/1", key, undefined)).errors).toMatchObject([{ field: "id" }]);
  expect(await refused("GET /v1/nothing", key, undefined)).toMatchObject({
    status: 404,
    detail: expect.stringMatching(/docs/),
  });
  expect(await refused("DELETE /v1/tickets", key, undefined)).toMatchObject({ status: 404 });
});

test("months too far away for the database are refused like others that are none", async () => {
  const as = (await tenant.member("admin")).as;
  for (const month of ["9999-12", "0001-01", "2026-13"])
    expect([month, (await send(app.fetch, `GET /v1/usage?month=${month}`, as)).status]).toEqual([month, 400]);
  expect((await send(app.fetch, "GET /v1/usage?month=2999-12", as)).status).toBe(200);
});
