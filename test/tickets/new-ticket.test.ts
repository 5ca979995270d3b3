import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { listEvents } from "../../src/tickets/store/events.ts";
import { insertTicket, saveChange } from "../../src/tickets/store/tickets.ts";
import { ticketDesk } from "../support/tickets.ts";

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
