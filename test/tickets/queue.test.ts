import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { listTickets, QueueQuery } from "../../src/tickets/browse.ts";
import { ticketDesk } from "../support/tickets.ts";

const MINUTE_MS = 60_000;

/** Thirteen tickets: three share each instant, and two of three are due, three at each time. */
async function busyDesk() {
  const desk = await ticketDesk();
  const ids: string[] = [];
  for (let n = 0; n < 13; n++) {
    const { ticket } = await desk.say(`问题 ${n}`, { thread: `t${n}` });
    ids.push(ticket.id);
    if (n % 3 === 2) desk.clock.advance(MINUTE_MS);
  }
  await inTenant(desk.deps.db, desk.ctx.tenantId, (tx) =>
    tx.query(
      `update ticket set due_at = created_at + interval '1 hour'
       where tenant_id = $1 and substring(thread from 2)::int % 3 <> 0`,
      [desk.ctx.tenantId],
    ),
  );
  return { ...desk, ids };
}

test.each(["updated", "created", "due"] as const)(
  "pages of the queue by %s hold each ticket once and in order, also where many share a time",
  async (sort) => {
    const { deps, ctx, ids } = await busyDesk();
    const read = (more: object) => listTickets(deps, ctx, QueueQuery.parse({ sort, ...more }));
    const { tickets: all } = await read({ limit: 100 });
    for (const limit of [1, 2, 4, 5]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await read({ limit, cursor });
        seen.push(...page.tickets.map(({ id }) => id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(all.map(({ id }) => id));
    }
    expect(all.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const keys = all.map(
      ({ updatedAt, createdAt, dueAt }) => ({ updated: updatedAt, created: createdAt, due: dueAt })[sort],
    );
    const times = keys.map((key) => (key === null ? Number.POSITIVE_INFINITY : key.getTime()));
    expect(times).toEqual([...times].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (sort === "due" ? 1 : -1)));
  },
);

test("several statuses are asked for with commas, and one that is none is refused", async () => {
  const { deps, ctx, ids } = await busyDesk();
  const read = async (status: string) =>
    (await listTickets(deps, ctx, QueueQuery.parse({ status, limit: 100 }))).tickets.map(({ id }) => id).sort();
  const apart = [...(await read("open")), ...(await read("pending_internal"))].sort();
  expect(await read("open,pending_internal")).toEqual(apart);
  expect(await read("open,pending_customer,pending_internal,resolved,closed")).toEqual([...ids].sort());
  expect(QueueQuery.safeParse({ status: "open,lost" }).success).toBe(false);
});
