import { expect, test } from "vitest";
import { Proposal } from "../../src/copilot/proposal.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { generateTickets, planCast } from "../../src/jobs/demo-history/generate.ts";
import { importDemoHistory } from "../../src/jobs/demo-history/run.ts";
import type { Ctx } from "../../src/kernel/ctx.ts";
import { shippedPolicies } from "../policy/sample.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const clock = testClock("2026-11-26T08:20:00Z");
const deps = { db, clock, policies: shippedPolicies() };
const OPTIONS = { months: 6, seed: 3, tickets: 300 };
const staff = (["agent", "engineer", "developer", "csm", "manager"] as const).map((role, i) => ({
  id: `00000000-0000-7000-8000-00000000000${i}`,
  role,
  pace: 1,
}));

const plan = { seed: 5, from: new Date("2026-01-01"), until: new Date("2026-07-01"), tickets: 300 };
const made = (seed: number) => {
  const own = { ...plan, seed };
  return [...generateTickets(own, planCast(own), { policies: deps.policies, staff })].flatMap((rows) => rows ?? []);
};
const counts = ({ tenantId }: Ctx, tables: readonly string[]) =>
  inTenant(db, tenantId, async (tx) => {
    const found: Record<string, number> = {};
    for (const table of tables) {
      const { rows } = await tx.query<{ n: number }>(`select count(*)::int as n from ${table} where tenant_id = $1`, [
        tenantId,
      ]);
      found[table] = rows[0]!.n;
    }
    return found;
  });

test("the same seed gives the same history, another seed another one", () => {
  expect(JSON.stringify(made(5))).toBe(JSON.stringify(made(5)));
  expect(JSON.stringify(made(6))).not.toBe(JSON.stringify(made(5)));
});

test("every row is one that the product could have written", () => {
  const tickets = made(5);
  expect(tickets.length).toBeGreaterThan(290);
  for (const { ticket, messages, events, proposals, drafts } of tickets) {
    for (const { content } of proposals) Proposal.parse(content);
    expect(events.map(({ seq }) => seq)).toEqual([...events.map(({ seq }) => seq)].sort((a, b) => a - b));
    expect(new Set([...events, ...messages].map(({ seq }) => seq)).size).toBe(events.length + messages.length);
    expect(
      [...events, ...messages.map(({ createdAt }) => ({ at: createdAt }))].every(({ at }) => at < plan.until),
    ).toBe(true);
    // Nothing is left over that a job would answer now.
    expect(ticket.status === "open" && !ticket.botSilent).toBe(false);
    if (ticket.status === "closed" && ticket.serviceType === "complaint") expect(ticket.cause?.verifiedBy).toBeTruthy();
    for (const draft of drafts.filter(({ state }) => state === "sent"))
      expect(messages.filter(({ draftId }) => draftId === draft.id).map(({ text }) => text)).toEqual([draft.text]);
  }
});

test("what the tags rest on is where they say", () => {
  for (const { proposals } of made(5))
    for (const { content } of proposals)
      for (const { evidence } of content.understanding.voc)
        expect(content.request.text.slice(evidence.start, evidence.end).trim()).not.toBe("");
});

test("a history is imported once: a second run adds nothing, nothing is sent, and the audit names it", async () => {
  const { ctx } = await freshTenant(clock);
  const tables = [
    "customer",
    "contact",
    "ticket",
    "message",
    "draft",
    "survey",
    "work_time",
    "voc_tag",
    "member",
    "notification",
  ];
  await importDemoHistory(deps, ctx, OPTIONS, () => {});
  const first = await counts(ctx, tables);
  clock.advance(3 * 86_400_000);
  await importDemoHistory(deps, ctx, OPTIONS, () => {});
  expect(await counts(ctx, tables)).toEqual(first);
  expect(first).toMatchObject({ customer: 100, notification: 0 });
  expect(first["ticket"]).toBeGreaterThan(290);
  expect(first["voc_tag"]).toBeGreaterThan(60);
  const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query("select 1 from audit where tenant_id = $1 and action = 'demo.history.import'", [ctx.tenantId]),
  );
  expect(rows).toHaveLength(1);
  await expect(importDemoHistory(deps, ctx, { ...OPTIONS, seed: 4 }, () => {})).rejects.toThrow(/seed 3 already/);
});

test("an import that was cut off goes on where it stopped", async () => {
  const { ctx } = await freshTenant(clock);
  const stop = () => {
    throw new Error("cut off");
  };
  await expect(importDemoHistory(deps, ctx, OPTIONS, stop)).rejects.toThrow("cut off");
  const half = await counts(ctx, ["ticket"]);
  await importDemoHistory(deps, ctx, OPTIONS, () => {});
  const whole = await counts(ctx, ["ticket", "message"]);
  const { ctx: other } = await freshTenant(clock);
  await importDemoHistory(deps, other, OPTIONS, () => {});
  expect(half["ticket"]).toBeLessThan(whole["ticket"]!);
  expect(await counts(other, ["ticket"])).toEqual({ ticket: whole["ticket"] });
});
