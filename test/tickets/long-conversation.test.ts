import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { ticketEvents, viewOwnTicket, viewTicket } from "../../src/tickets/browse.ts";
import { rateReply } from "../../src/tickets/feedback.ts";
import { applyProposal } from "../../src/tickets/proposal/apply-proposal.ts";
import { growMessage } from "../../src/tickets/store/writing.ts";
import { resolveTicket } from "../../src/tickets/work.ts";
import { sampleProposal } from "../support/proposals.ts";
import { ticketDesk } from "../support/tickets.ts";

/** A ticket with 600 messages, then a question and its answer. */
async function longTicket() {
  const desk = await ticketDesk();
  const { deps, ctx } = desk;
  const { ticket } = await desk.say("第一句");
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    await tx.query(
      `insert into message (tenant_id, ticket_id, id, seq, direction, author, text, created_at)
       select $1, $2, gen_random_uuid(), 1000 + n, 'in', '{"type":"customer","id":"u-1"}', 'n' || n, now()
       from generate_series(1, 600) as n`,
      [ctx.tenantId, ticket.id],
    );
    await tx.query("update ticket set seq = 2000 where tenant_id = $1 and id = $2", [ctx.tenantId, ticket.id]);
  });
  const last = await desk.say("最新的问题");
  const applied = await applyProposal(deps, ctx, ticket.id, last.ticket.turn, sampleProposal());
  if (applied.outcome !== "answered") throw new Error(applied.outcome);
  return { ...desk, ticket: applied.ticket, reply: applied.message };
}

test("of a long conversation both sides see its end, and its newest reply can be rated", async () => {
  const { deps, ctx, ticket, reply } = await longTicket();
  const { id: ticketId, contactId } = ticket;
  const staffSees = (await viewTicket(deps, ctx, ticketId)).messages;
  expect([staffSees.length, staffSees.at(-1)?.id, staffSees.at(-2)?.text]).toEqual([500, reply.id, "最新的问题"]);
  const customerSees = (await viewOwnTicket(deps, ctx, ticketId, contactId)).messages;
  expect(customerSees.at(-1)?.id).toBe(reply.id);
  await rateReply(deps, ctx, { ticketId, contactId, messageId: reply.id }, true);
  const theirs = { ticketId, contactId, messageId: customerSees[0]!.id };
  await expect(rateReply(deps, ctx, theirs, true)).rejects.toThrow(/does not exist/);
});

test("of a long history nothing is skipped for the sake of a sentence that is being said now", async () => {
  const desk = await ticketDesk();
  const { deps, ctx } = desk;
  const { ticket } = await desk.say("怎么反结账？");
  const saidAt = 2_000;
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    await tx.query(
      `insert into ticket_event (tenant_id, ticket_id, seq, kind, actor, content, at)
       select $1, $2, 1000 + n, 'noted', '{"type":"system","id":"t"}', '{}', now() from generate_series(1, 600) as n`,
      [ctx.tenantId, ticket.id],
    );
    const id = newId();
    await tx.query(
      `insert into message (tenant_id, ticket_id, id, seq, direction, author, text, created_at, writing_turn)
       values ($1, $2, $3, 1999, 'out', '{"type":"copilot","id":"copilot"}', '', now(), 1)`,
      [ctx.tenantId, ticket.id, id],
    );
    const sentence = { seq: saidAt, messageId: id, kind: "fact", gap: "", text: "先审核。", citations: [] } as const;
    growMessage(tx, ticket.id, { id, text: sentence.text, citations: [] }, [sentence], saidAt);
  });
  const read: number[] = [];
  for (let after = 0; after < saidAt; after = read.at(-1)!)
    read.push(...(await ticketEvents(deps, ctx, ticket.id, after)).events.map(({ seq }) => seq));
  expect(read).toEqual(expect.arrayContaining(Array.from({ length: 600 }, (_, n) => 1001 + n)));
  expect(read.at(-1)).toBe(saidAt);
});

test("a customer still reads the conversation of a ticket that was resolved", async () => {
  const { deps, ctx, as, staff, say } = await ticketDesk();
  const { ticket } = await say("怎么反结账？");
  await applyProposal(deps, ctx, ticket.id, ticket.turn, sampleProposal());
  await resolveTicket(deps, as(staff.agent), ticket.id);
  const { messages } = await viewOwnTicket(deps, ctx, ticket.id, ticket.contactId);
  expect(messages.map(({ direction }) => direction)).toEqual(["in", "out"]);
});
