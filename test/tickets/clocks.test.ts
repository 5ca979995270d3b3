import { expect, test } from "vitest";
import { addBusinessMinutes } from "../../src/policy/business-time.ts";
import type { Policies } from "../../src/policy/policies.ts";
import { type SlaTarget, slaCalendar, slaTargets } from "../../src/policy/sla.ts";
import { rejectDraft, writeReply } from "../../src/tickets/approval/drafts.ts";
import { viewTicket } from "../../src/tickets/browse.ts";
import { recountDue } from "../../src/tickets/due.ts";
import { handOverUnanswered, handToPerson } from "../../src/tickets/hand-over.ts";
import { correctLabels } from "../../src/tickets/label.ts";
import { applyProposal } from "../../src/tickets/proposal/apply-proposal.ts";
import type { Ticket } from "../../src/tickets/ticket.ts";
import { assignTicket, escalateTicket, resolveTicket, returnTicket } from "../../src/tickets/work.ts";
import { send, testTenant } from "../support/app.ts";
import { sampleProposal } from "../support/proposals.ts";
import { ticketDesk } from "../support/tickets.ts";

const HOUR_MS = 3_600_000;
/** The same policies with half of each response time that is counted in minutes. */
const halved = (policies: Policies): Policies => ({
  ...policies,
  sla: {
    ...policies.sla,
    targets: policies.sla.targets.map((row) => ({
      ...row,
      firstResponse:
        "minutes" in row.firstResponse
          ? { ...row.firstResponse, minutes: Math.ceil(row.firstResponse.minutes / 2) }
          : row.firstResponse,
    })),
  },
});
const targets = ({ sla }: Policies, { customerClass, serviceType, urgency, tier }: Ticket) =>
  slaTargets(sla, { customerClass, contractPlan: null, type: serviceType ?? "consult", urgency, tier });
const dueAfter = ({ sla }: Policies, { minutes, calendar }: SlaTarget, start: Date) =>
  addBusinessMinutes(slaCalendar(sla, calendar)!, start, minutes);
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

test("another SLA policy moves the time of every ticket that waits, and of no other; a repetition changes nothing", async () => {
  const desk = await ticketDesk();
  const { deps, ctx, as, staff } = desk;
  const waits = await desk.say("怎么反结账？");
  await applyProposal(deps, ctx, waits.ticket.id, waits.ticket.turn, held());
  const answered = await desk.say("打印机怎么设置？", { thread: "other" });
  await applyProposal(deps, ctx, answered.ticket.id, answered.ticket.turn, held());
  const { ticket: told } = await viewTicket(deps, ctx, answered.ticket.id);
  await writeReply(deps, as(staff.agent), told.id, "在设置里。", told.turn);
  desk.setPolicies(halved(desk.policies()));
  const never = new AbortController().signal;
  expect(await recountDue(deps, ctx, never)).toBe(1);
  const dueOf = async (id: string) => (await viewTicket(deps, ctx, id)).ticket.dueAt;
  expect(await dueOf(waits.ticket.id)).toEqual(new Date(waits.ticket.createdAt.getTime() + 2 * HOUR_MS));
  expect(await dueOf(told.id)).toBeNull();
  expect(await recountDue(deps, ctx, never)).toBe(0);
});

test("publishing an SLA policy queues the recount with it", async () => {
  const tenant = await testTenant();
  const boss = await tenant.member("manager");
  const put = await send(
    tenant.app.fetch,
    "PUT /v1/policies/sla",
    boss.as,
    {
      content: halved(tenant.app.policies).sla,
      note: "halved",
    },
    { "if-match": '"0"' },
  );
  expect(put.status).toBe(200);
  const { rows } = await tenant.app.db.query(
    "select 1 from jobs.job where name = 'recount-due' and data->>'tenantId' = $1",
    [tenant.ctx.tenantId],
  );
  expect(rows.length).toBe(1);
});

test("a ticket whose labels a person corrects is due as its new labels say, counted from the same message", async () => {
  const desk = await ticketDesk();
  const { deps, ctx, as, staff } = desk;
  const { ticket } = await desk.say("怎么反结账？");
  const { ticket: before } = await applyProposal(deps, ctx, ticket.id, ticket.turn, held());
  desk.clock.advance(60_000);
  await correctLabels(deps, as(staff.agent), ticket.id, { serviceItem: "service", urgency: "high" });
  const { ticket: corrected } = await viewTicket(deps, ctx, ticket.id);
  const { firstResponse } = targets(desk.policies(), corrected);
  expect(corrected.dueAt).toEqual(dueAfter(desk.policies(), firstResponse, ticket.createdAt));
  expect(corrected.dueAt).not.toEqual(before.dueAt);
  expect(await recountDue(deps, ctx, new AbortController().signal)).toBe(0);
  const again = await desk.say("有人吗？");
  const { ticket: kept } = await applyProposal(deps, ctx, ticket.id, again.ticket.turn, held());
  expect(kept.dueAt).toEqual(corrected.dueAt);
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
  expect(people.notices).toMatchObject([{ memberId: staff.trainee.id, notice: { kind: "refusal" } }]);
});

test("whoever asks for a person after an answer is owed one by the time that a new message would be", async () => {
  const desk = await ticketDesk();
  const { deps, ctx } = desk;
  const asked = await desk.say("怎么反结账？");
  const { ticket } = asked;
  await applyProposal(deps, ctx, ticket.id, ticket.turn, sampleProposal({ action: "auto" }));
  desk.clock.advance(5 * HOUR_MS);
  await handToPerson(deps, ctx, ticket.id, ticket.contactId);
  const { ticket: waits } = await viewTicket(deps, ctx, ticket.id);
  const { nextResponse } = targets(desk.policies(), waits);
  expect(waits.dueAt).toEqual(dueAfter(desk.policies(), nextResponse, desk.clock.now()));
});

test("whoever asks for a person on a ticket that people have resolved is owed an answer again", async () => {
  const desk = await ticketDesk();
  const { deps, ctx, as, staff } = desk;
  const { ticket } = await desk.say("怎么反结账？");
  await applyProposal(deps, ctx, ticket.id, ticket.turn, sampleProposal({ action: "hand_over" }));
  const { ticket: open } = await viewTicket(deps, ctx, ticket.id);
  await writeReply(deps, as(staff.agent), ticket.id, "在总账里。", open.turn);
  await resolveTicket(deps, as(staff.agent), ticket.id);
  desk.clock.advance(HOUR_MS);
  await handToPerson(deps, ctx, ticket.id, ticket.contactId);
  const { ticket: waits } = await viewTicket(deps, ctx, ticket.id);
  const { nextResponse } = targets(desk.policies(), waits);
  expect([waits.status, waits.dueAt]).toEqual(["open", dueAfter(desk.policies(), nextResponse, desk.clock.now())]);
});

test("a ticket that no proposal was made for is due from its message on", async () => {
  const desk = await ticketDesk();
  const { deps, ctx } = desk;
  const { ticket } = await desk.say("怎么反结账？");
  desk.clock.advance(HOUR_MS);
  await handOverUnanswered(deps, ctx, ticket.id, ticket.turn);
  const { ticket: waits } = await viewTicket(deps, ctx, ticket.id);
  const { firstResponse } = targets(desk.policies(), waits);
  expect(waits.dueAt).toEqual(dueAfter(desk.policies(), firstResponse, ticket.createdAt));
});
