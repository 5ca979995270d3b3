import { expect, test } from "vitest";
import { applyProposal } from "../../src/tickets/apply-proposal.ts";
import { rejectDraft, writeReply } from "../../src/tickets/drafts.ts";
import { assignTicket, escalateTicket, resolveTicket, returnTicket } from "../../src/tickets/work.ts";
import { sampleProposal } from "../support/proposals.ts";
import { ticketDesk } from "../support/tickets.ts";

const HOUR_MS = 3_600_000;
const held = () => sampleProposal({ action: "propose" });

test("a first message is due by the first-response target, counted from the oldest unanswered message", async () => {
  const desk = await ticketDesk();
  const first = await desk.say("怎么反结账？");
  desk.clock.advance(HOUR_MS);
  const { ticket } = await desk.say("有人吗？");
  const { ticket: labelled } = await applyProposal(desk.deps, desk.ctx, ticket.id, ticket.turn, held());
  expect(labelled.dueAt).toEqual(new Date(first.ticket.createdAt.getTime() + 4 * HOUR_MS));
});

test("a reply stops the clock, and the next message is due by the next-response target", async () => {
  const desk = await ticketDesk();
  const { deps, as, staff } = desk;
  const asked = await desk.say("怎么反结账？");
  const { ticket: waiting } = await applyProposal(deps, desk.ctx, asked.ticket.id, asked.ticket.turn, held());
  const { ticket: replied } = await writeReply(deps, as(staff.agent), waiting.id, "在总账里。", waiting.turn);
  expect(replied.dueAt).toBeNull();
  desk.clock.advance(5 * HOUR_MS);
  const again = await desk.say("找不到");
  const applied = await applyProposal(deps, desk.ctx, again.ticket.id, again.ticket.turn, held());
  expect(applied.ticket.dueAt).toEqual(new Date(desk.clock.now().getTime() + HOUR_MS));
});

test("a resolved ticket is due no more", async () => {
  const desk = await ticketDesk();
  const { ticket } = await desk.say("怎么反结账？");
  await applyProposal(desk.deps, desk.ctx, ticket.id, ticket.turn, held());
  expect((await resolveTicket(desk.deps, desk.as(desk.staff.agent), ticket.id)).dueAt).toBeNull();
});

test("the owner is told when the next tier gives a ticket back, and an author when a draft is put aside", async () => {
  const desk = await ticketDesk();
  const { deps, as, staff, people } = desk;
  const { ticket } = await desk.say("怎么反结账？");
  await assignTicket(deps, as(staff.manager), ticket.id, staff.agent.id);
  const form = { toTier: 2 as const, symptom: "慢", version: "", evidence: "日志", triedSteps: "重启", summary: "慢" };
  await escalateTicket(deps, as(staff.agent), ticket.id, form);
  people.notices.length = 0;
  const back = await returnTicket(deps, as(staff.engineer), ticket.id, { toTier: 1, solution: "升级" });
  expect(people.notices).toMatchObject([{ memberId: staff.agent.id, notice: { kind: "assignment" } }]);
  const { draft } = await writeReply(deps, as(staff.trainee), ticket.id, "草稿", back.turn);
  people.notices.length = 0;
  await rejectDraft(deps, as(staff.agent), draft.id, { reason: "tone", comment: "" }, { version: draft.version });
  expect(people.notices).toMatchObject([{ memberId: staff.trainee.id, notice: { kind: "approval" } }]);
});
