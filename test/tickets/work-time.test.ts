import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { foldFacts } from "../../src/reports/facts/fold.ts";
import { closeTicket, resolveTicket } from "../../src/tickets/work.ts";
import { logWork, WorkedTime, workedOn } from "../../src/tickets/work-time.ts";
import { tagCosts } from "../../src/voc/trends/effects.ts";
import { vocDesk } from "../voc/desk.ts";

test("minutes that members log on a ticket are summed, also after its close, and become the cost of its tags", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  const { deps, as, staff, ctx } = desk;
  const id = await desk.ticket();
  await desk.tag(id, ["upgrade"]);
  const costs = async () => {
    await foldFacts(deps, ctx.tenantId, new Date(0));
    const range = { from: "2026-03-02", to: "2026-03-02" };
    const found = await desk.read((tx) => tagCosts(tx, desk.taxonomy(), range));
    return found.find(({ tag }) => tag === "upgrade")?.agentMinutes;
  };
  await logWork(deps, as(staff.agent), id, { minutes: 12 });
  expect(await costs()).toBe(12);
  await resolveTicket(deps, as(staff.manager), id);
  await closeTicket(deps, as(staff.manager), id);
  await logWork(deps, as(staff.engineer), id, { minutes: 30 });
  expect(await costs()).toBe(42);
  expect(await workedOn(deps, ctx, id)).toMatchObject({
    total: 42,
    entries: expect.arrayContaining([expect.objectContaining({ memberId: staff.engineer.id, minutes: 30 })]),
  });
  const { rows } = await inTenant(deps.db, ctx.tenantId, (tx) =>
    tx.query<{ minutes: number }>(
      "select (after ->> 'minutes')::int as minutes from audit where tenant_id = $1 and action = 'ticket.worked' order by 1",
      [ctx.tenantId],
    ),
  );
  expect(rows.map(({ minutes }) => minutes)).toEqual([12, 30]);
});

test("no minutes, part of a minute and more than a day are refused", () => {
  for (const minutes of [0, -1, 1.5, 1_441])
    expect([minutes, WorkedTime.safeParse({ minutes }).success]).toEqual([minutes, false]);
});

test("whoever does not work on tickets logs nothing, and a ticket that is not there has no minutes", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  const id = await desk.ticket();
  const auditor = {
    ...desk.ctx,
    actor: { type: "member", id: desk.staff.agent.id, role: "auditor", maySend: false } as const,
  };
  await expect(logWork(desk.deps, auditor, id, { minutes: 5 })).rejects.toMatchObject({ code: "forbidden" });
  expect((await workedOn(desk.deps, desk.ctx, id)).total).toBe(0);
  await expect(workedOn(desk.deps, desk.ctx, desk.staff.agent.id)).rejects.toMatchObject({ code: "not_found" });
});
