import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { foldFacts } from "../../src/reports/facts/fold.ts";
import { measurePauses } from "../../src/reports/measure.ts";
import { periodOf } from "../../src/reports/period.ts";
import { writeReply } from "../../src/tickets/approval/drafts.ts";
import { listTickets, QueueQuery } from "../../src/tickets/browse.ts";
import { recountDue } from "../../src/tickets/due.ts";
import { endDuePauses, pauseTicket, resumeTicket, toldOfPause } from "../../src/tickets/pause.ts";
import { listEvents } from "../../src/tickets/store/events.ts";
import { readTicket } from "../../src/tickets/store/tickets.ts";
import type { Ticket } from "../../src/tickets/ticket.ts";
import { claimTicket, resolveTicket } from "../../src/tickets/work.ts";
import { testDatabase } from "../support/database.ts";
import { ticketDesk } from "../support/tickets.ts";

await testDatabase();

const MINUTE = 60_000;
const CUSTOMER = { reason: "waiting_for_customer", note: "" };

/** A Monday at nine in Shanghai; a ticket that an agent has answered and to which the customer wrote again. */
async function waitingDesk() {
  const desk = await ticketDesk();
  const { deps, ctx, as, staff, clock } = desk;
  clock.set("2026-03-02T01:00:00Z");
  const { ticket } = await desk.say("报表打不开");
  const { id, turn } = await desk.label(ticket, "consult", "howto");
  await writeReply(deps, as(staff.agent), id, "请发一下日志。", turn);
  const read = () => inTenant(deps.db, ctx.tenantId, (tx) => readTicket(tx, id)) as Promise<Ticket>;
  return { ...desk, id, read, agent: as(staff.agent) };
}

test("a pause ends by itself when the customer writes, and the history says what ended it", async () => {
  const { deps, ctx, id, read, agent, say, clock } = await waitingDesk();
  const paused = await pauseTicket(deps, agent, id, CUSTOMER);
  expect(paused.pauses).toMatchObject([{ reason: "waiting_for_customer", to: null, endedBy: null }]);
  clock.advance(90 * MINUTE);
  await say("日志在这里");
  expect((await read()).pauses).toMatchObject([{ to: clock.now().toISOString(), endedBy: "customer" }]);
  const { rows } = await inTenant(deps.db, ctx.tenantId, (tx) =>
    tx.query<{ after: Record<string, unknown> }>(
      "select after from audit where tenant_id = $1 and object_id = $2 and after ? 'pauseEnded'",
      [ctx.tenantId, id],
    ),
  );
  expect(rows).toMatchObject([{ after: { pauseEnded: "waiting_for_customer" } }]);
});

test("the next response's clock stands still for reasons that stop it, and goes on with what was left", async () => {
  const { deps, id, read, agent, say, clock } = await waitingDesk();
  await say("还是打不开");
  await pauseTicket(deps, agent, id, CUSTOMER);
  await resumeTicket(deps, agent, id);
  const due = (await read()).dueAt!;
  clock.advance(60 * MINUTE);
  await pauseTicket(deps, agent, id, CUSTOMER);
  expect((await read()).dueAt).toBeNull();
  clock.advance(45 * MINUTE);
  await recountDue(deps, agent, new AbortController().signal);
  expect((await read()).dueAt).toBeNull();
  const resumed = await resumeTicket(deps, agent, id);
  expect(resumed.dueAt).toEqual(new Date(due.getTime() + 45 * MINUTE));
  clock.advance(MINUTE);
  await pauseTicket(deps, agent, id, { reason: "waiting_for_supplier", note: "" });
  expect((await read()).dueAt).toEqual(resumed.dueAt);
});

test("the first response never waits", async () => {
  const { deps, say, agent, clock } = await waitingDesk();
  const { ticket } = await say("新问题", { contact: { externalId: "u-2" } });
  await claimTicket(deps, agent, ticket.id);
  const { dueAt } = await pauseTicket(deps, agent, ticket.id, CUSTOMER);
  expect(dueAt!.getTime()).toBeGreaterThan(clock.now().getTime());
});

test("a pause ends at its date, once, and whoever owns the ticket is told", async () => {
  const { deps, ctx, id, read, agent, people, clock } = await waitingDesk();
  await claimTicket(deps, agent, id);
  const until = new Date(clock.now().getTime() + 120 * MINUTE).toISOString();
  await pauseTicket(deps, agent, id, { reason: "agreed_date", until, note: "周一上午再看" });
  expect(await endDuePauses(deps, ctx, 10)).toBe(0);
  clock.advance(121 * MINUTE);
  expect(await endDuePauses(deps, ctx, 10)).toBe(1);
  expect(await endDuePauses(deps, ctx, 10)).toBe(0);
  expect((await read()).pauses).toMatchObject([{ note: "周一上午再看", endedBy: "date" }]);
  expect(people.notices.map(({ memberId }) => memberId)).toContain(agent.actor.id);
  const events = await inTenant(deps.db, ctx.tenantId, (tx) => listEvents(tx, id, 0));
  expect(events.map(({ kind }) => kind).slice(-2)).toEqual(["paused", "pause_ended"]);
});

test("what the policy does not allow is refused and changes nothing", async () => {
  const { deps, id, read, agent, clock } = await waitingDesk();
  const day = 24 * 60 * MINUTE;
  const soon = (days: number) => new Date(clock.now().getTime() + days * day).toISOString();
  const before = await read();
  for (const input of [
    { reason: "coffee", note: "" },
    { reason: "agreed_date", note: "" },
    { reason: "agreed_date", until: soon(-1), note: "" },
    { reason: "waiting_for_supplier", until: soon(15), note: "" },
  ])
    await expect(pauseTicket(deps, agent, id, input)).rejects.toMatchObject({ code: "invalid" });
  await expect(resumeTicket(deps, agent, id)).rejects.toMatchObject({ code: "conflict" });
  expect(await read()).toEqual(before);
  await pauseTicket(deps, agent, id, CUSTOMER);
  await expect(pauseTicket(deps, agent, id, CUSTOMER)).rejects.toMatchObject({ code: "conflict" });
  await resumeTicket(deps, agent, id);
  for (let times = 1; times < 20; times += 1) {
    await pauseTicket(deps, agent, id, CUSTOMER);
    await resumeTicket(deps, agent, id);
  }
  await expect(pauseTicket(deps, agent, id, CUSTOMER)).rejects.toMatchObject({ code: "conflict" });
  await resolveTicket(deps, agent, id);
  await expect(pauseTicket(deps, agent, id, CUSTOMER)).rejects.toMatchObject({ code: "conflict" });
});

test("a customer reads why the conversation rests in both languages, and the queue knows who waits", async () => {
  const { deps, ctx, id, read, agent } = await waitingDesk();
  expect(await toldOfPause(deps, ctx, await read())).toBeNull();
  await pauseTicket(deps, agent, id, CUSTOMER);
  const told = await toldOfPause(deps, ctx, await read());
  expect(told?.zh).toContain("等您补充信息");
  expect(told?.en).toContain("waiting for details");
  const list = async (paused: string) =>
    (await listTickets(deps, ctx, QueueQuery.parse({ paused }))).tickets.map((ticket) => ticket.id);
  expect([await list("true"), await list("false")]).toEqual([[id], []]);
});

test("paused time is no resolution time, and is reported by reason", async () => {
  const { deps, ctx, id, agent, say, clock } = await waitingDesk();
  await say("还是打不开");
  clock.advance(30 * MINUTE);
  await pauseTicket(deps, agent, id, { reason: "waiting_for_supplier", note: "" });
  clock.advance(100 * MINUTE);
  await resumeTicket(deps, agent, id);
  clock.advance(10 * MINUTE);
  await resolveTicket(deps, agent, id);
  await foldFacts(deps, ctx.tenantId, new Date(0));
  const { rows } = await inTenant(deps.db, ctx.tenantId, (tx) =>
    tx.query("select resolution_seconds, paused_count, paused_seconds from ticket_fact where tenant_id = $1", [
      ctx.tenantId,
    ]),
  );
  expect(rows).toEqual([{ resolution_seconds: 40 * 60, paused_count: 1, paused_seconds: 100 * 60 }]);
  const period = periodOf("2026-03-01", "2026-03-03", "Asia/Shanghai");
  const found = await inTenant(deps.db, ctx.tenantId, (tx) => measurePauses(tx, { period, slice: {} }));
  expect(found).toEqual([{ reason: "waiting_for_supplier", tickets: 1, seconds: 6_000 }]);
});
