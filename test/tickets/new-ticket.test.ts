import { describe, expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { handToPerson } from "../../src/tickets/hand-over.ts";
import { listEvents } from "../../src/tickets/store/events.ts";
import { insertTicket, readTicket, saveChange } from "../../src/tickets/store/tickets.ts";
import type { Ticket } from "../../src/tickets/ticket.ts";
import { closeTicket, reopenTicket, resolveTicket } from "../../src/tickets/work.ts";
import { testDatabase } from "../support/database.ts";
import { ticketDesk } from "../support/tickets.ts";

const db = await testDatabase();

test("a ticket opens in the transaction that has changed another one, with its first event", async () => {
  const { deps, ctx, clock, say } = await ticketDesk();
  const { ticket } = await say("怎么反结账？");
  const { actor } = ctx;
  const eventOf = (seq: number) => ({ seq, kind: "tried", actor, content: {}, at: clock.now() });
  const opened = { ...ticket, id: newId(), thread: "another", seq: 1 };
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    saveChange(tx, { ...ticket, seq: ticket.seq + 1 }, eventOf(ticket.seq + 1));
    insertTicket(tx, opened, eventOf(1));
  });
  const events = await inTenant(deps.db, ctx.tenantId, (tx) => listEvents(tx, opened.id, 0));
  expect(events.map(({ kind }) => kind)).toEqual(["tried"]);
});

describe.runIf(db.kind === "native")(
  "a ticket that is opened again while a message opens another one of its thread",
  () => {
    /** Does it when the other ticket is there and all but committed. */
    async function beside<Result>(
      again: (desk: Awaited<ReturnType<typeof ticketDesk>>, closed: Ticket) => Promise<Result>,
    ) {
      const desk = await ticketDesk();
      const { deps, as, staff, say } = desk;
      const { ticket } = await say("怎么反结账？");
      await resolveTicket(deps, as(staff.agent), ticket.id);
      const closed = await closeTicket(deps, as(staff.agent), ticket.id);
      const opened = newId();
      const gate = await db.connect();
      await gate.query("begin");
      await gate.query(
        `insert into ticket select (jsonb_populate_record(t, jsonb_build_object('id', $2::text, 'status', 'open'))).*
       from ticket t where id = $1`,
        [closed.id, opened],
      );
      const { rows } = await gate.query<{ pid: number }>("select pg_backend_pid() as pid");
      const doing = Promise.allSettled([again(desk, closed)]);
      // What tends the tables beside the tests may wait for the same transaction.
      const waiting =
        "select 1 from pg_stat_activity where $1 = any(pg_blocking_pids(pid)) and query like '%into ticket_event%'";
      await expect.poll(async () => (await db.query(waiting, [rows[0]!.pid])).rows.length).toBe(1);
      await gate.query("commit");
      gate.release();
      return { ...desk, opened, result: (await doing)[0] };
    }

    test("is refused, since the customer has written anew", async () => {
      const { result } = await beside(({ deps, as, staff }, { id }) => reopenTicket(deps, as(staff.agent), id));
      expect(result).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
    });

    test("leads whoever asks for a person to the one that is open", async () => {
      const { deps, ctx, opened, result } = await beside(({ deps, ctx }, { id, contactId }) =>
        handToPerson(deps, ctx, id, contactId),
      );
      expect(result).toMatchObject({ status: "fulfilled", value: { author: { id: "handover" } } });
      const ticket = await inTenant(deps.db, ctx.tenantId, (tx) => readTicket(tx, opened));
      expect(ticket).toMatchObject({ status: "open", handoffReason: "customer_asked_human" });
    });
  },
);
