import { expect, test } from "vitest";
import { changeMember } from "../../src/access/members.ts";
import { shownTo } from "../../src/api/shown-to.ts";
import { ensureContact } from "../../src/customers/contacts.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { ticketEvents } from "../../src/tickets/browse.ts";
import { eventsOf, open, send, testTenant } from "../support/app.ts";

const PHONE = "13912345678";
const { app, ctx, member, key, endUser } = await testTenant();
const form = new FormData();
form.append("file", new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])], "p.png"));
const visitor = await endUser();
const { id: fileId } = (await send(app.fetch, "POST /v1/chat/files", visitor, form)).body as { id: string };
const message = `系统一直报错，登录不了，请打 ${PHONE} 找我`;
await send(app.fetch, "POST /v1/chat", visitor, { message, files: [fileId] });
const agent = await member("agent");
const { tickets } = (await send(app.fetch, "GET /v1/tickets", agent.as)).body as { tickets: { id: string }[] };
const id = tickets[0]!.id;
const PLACES = ["tickets", `tickets/${id}`, `tickets/${id}/labels`, `tickets/${id}/tags`];

test.each(["analyst", "auditor"] as const)("what %s reads of a conversation names no personal data", async (role) => {
  const { as } = await member(role);
  for (const place of PLACES) {
    const { status, body } = await send(app.fetch, `GET /v1/${place}`, as);
    expect(status, place).toBe(200);
    expect(JSON.stringify(body), place).not.toContain(PHONE);
  }
  const first = await eventsOf(await open(app.fetch, `GET /v1/tickets/${id}/events`, as)).next();
  expect(JSON.stringify(first.value)).not.toContain(PHONE);
  expect(JSON.stringify((await send(app.fetch, `GET /v1/tickets/${id}`, as)).body)).toContain("[phone]");
  expect((await send(app.fetch, `GET /v1/tickets/${id}/files/${fileId}`, as)).status).toBe(403);
});

test("neither the tickets behind a corrected label nor a notification name it", async () => {
  const { id: analystId, as } = await member("analyst");
  const corrected = await send(app.fetch, `POST /v1/tickets/${id}/labels`, agent.as, { urgency: "high" });
  expect(corrected.status).toBe(200);
  const note = { text: "请看一下", mentions: [analystId] };
  expect((await send(app.fetch, `POST /v1/tickets/${id}/notes`, agent.as, note)).status).toBeLessThan(300);
  const [from, to] = [-60_000, 60_000].map((ms) => new Date(Date.now() + ms).toISOString());
  for (const place of [`labels/reviews?label=urgency&from=${from}&to=${to}`, "notifications"]) {
    const { status, body } = await send(app.fetch, `GET /v1/${place}`, as);
    expect(status, place).toBe(200);
    expect(JSON.stringify(body), place).toContain("[phone]");
    expect(JSON.stringify(body), place).not.toContain(PHONE);
  }
});

test("an agent who becomes an analyst while following a ticket has to ask anew, as an analyst", async () => {
  const follower = await member("agent");
  const follow = async () => eventsOf(await open(app.fetch, `GET /v1/tickets/${id}/events`, follower.as));
  const events = await follow();
  expect((await events.next()).done).toBe(false);
  const newest = (await ticketEvents(app.tickets, ctx, id, 0)).events.at(-1)!.seq;
  await changeMember({ db: app.db, clock: systemClock }, ctx, follower.id, { role: "analyst" });
  await send(app.fetch, "POST /v1/chat", visitor, { message: `换个号码：${PHONE}` });
  const read: number[] = [];
  for await (const { id: seq } of events) read.push(seq!);
  expect(Math.max(...read)).toBeLessThanOrEqual(newest);
  expect((await (await follow()).next()).done).toBe(false);
});

test("whoever works on tickets reads it as it was written, and so does a program that may read tickets", async () => {
  for (const as of [agent.as, await key(["tickets:read"])]) {
    expect(JSON.stringify((await send(app.fetch, `GET /v1/tickets/${id}`, as)).body)).toContain(PHONE);
    expect((await send(app.fetch, `GET /v1/tickets/${id}/files/${fileId}`, as)).status).toBe(200);
  }
});

test("the list that colleagues share is not shared across what they may see", async () => {
  const analyst = await member("analyst");
  const list = async (as: typeof agent.as) =>
    JSON.stringify((await send(app.fetch, "GET /v1/tickets", as, undefined, { "cache-control": "max-age=3" })).body);
  expect(await list(agent.as)).toContain(PHONE);
  expect(await list(analyst.as)).not.toContain(PHONE);
});

test("ids, instants and hashes are left as they are", () => {
  const kept = {
    id: "01234567-8901-7234-8901-391234567812",
    at: "2026-11-27T15:04:05.678Z",
    hash: "13912345678901234567890123456789013912345678901234567890123456ab",
  };
  expect(shownTo({ type: "member", id: "a", role: "analyst", maySend: false }, { ...kept, list: [{ n: 1 }] })).toEqual({
    ...kept,
    list: [{ n: 1 }],
  });
});

test("an analyst reads of a customer's people that they are there, not who they are", async () => {
  const { customer } = await inTenant(app.db, ctx.tenantId, async (tx) => {
    const { id } = await ensureContact(tx, systemClock, ctx, { externalId: "u-77", customerId: "c-77" });
    const { rows } = await tx.query<{ customer: string }>(
      `update contact set name = '闻人昭雪', email = 'wenren@nowhere.example' where tenant_id = $1 and id = $2
       returning customer_id as customer`,
      [ctx.tenantId, id],
    );
    return rows[0]!;
  });
  const list = async (as: typeof agent.as) =>
    (await send(app.fetch, `GET /v1/customers/${customer}/contacts`, as)).body;
  const named = { name: "闻人昭雪", email: "wenren@nowhere.example", externalId: "u-77" };
  expect(await list(agent.as)).toMatchObject({ contacts: [named] });
  expect(await list(await key(["customers:read"]))).toMatchObject({ contacts: [named] });
  const { as } = await member("analyst");
  expect(await list(as)).toMatchObject({ contacts: [{ name: null, email: "[email]", externalId: "u-77" }] });
});
