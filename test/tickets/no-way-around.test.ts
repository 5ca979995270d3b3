import { expect, test } from "vitest";
import { listApprovalInbox } from "../../src/tickets/approval/approval-inbox.ts";
import { acceptDraft, approveDraft, editDraft, writeReply } from "../../src/tickets/approval/drafts.ts";
import { viewTicket } from "../../src/tickets/browse.ts";
import { applyProposal } from "../../src/tickets/proposal/apply-proposal.ts";
import { assignTicket, closeTicket, resolveTicket } from "../../src/tickets/work.ts";
import { memoryPeople } from "../support/people.ts";
import { sampleProposal } from "../support/proposals.ts";
import { ticketDesk } from "../support/tickets.ts";

const REFUND = "我们退款 500 元给您。";

const everywhere = (approvers: ("agent" | "service_manager" | "engineer" | "service_director")[]) => ({
  timeoutMinutes: 60,
  rules: [{ id: "all", when: {}, approvers, reason: { zh: "全部", en: "all" } }],
});

test("whoever stands in for the author of a text does not lend them a second voice", async () => {
  const desk = await ticketDesk();
  const { staff, as } = desk;
  const people = memoryPeople(Object.values(staff), { [staff.agent.id]: [staff.manager.id] });
  const deps = { ...desk.deps, people };
  const { id, turn } = await desk.label((await desk.say("退钱")).ticket, "complaint", "billing");
  const { draft } = await writeReply(deps, as(staff.manager), id, REFUND, turn);
  const seen = { version: draft.version, textHash: draft.textHash };
  await expect(approveDraft(deps, as(staff.agent), draft.id, seen)).rejects.toMatchObject({ code: "forbidden" });
  expect((await listApprovalInbox(deps, as(staff.agent))).rows).toMatchObject([{ mine: false }]);
});

test("a member who may only draft never sends, not even a text that everybody has agreed to", async () => {
  const desk = await ticketDesk();
  const { deps, as, staff } = desk;
  const { id, turn } = await desk.label((await desk.say("怎么用")).ticket, "consult", "howto");
  desk.setPolicies({ ...desk.policies(), approval: everywhere(["agent", "service_manager"]) });
  const { draft } = await writeReply(deps, as(staff.agent), id, "请点反结账。", turn);
  desk.setPolicies({ ...desk.policies(), approval: everywhere(["agent"]) });
  await expect(acceptDraft(deps, as(staff.trainee), draft.id, { version: draft.version })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect((await viewTicket(deps, desk.ctx, id)).messages.filter(({ direction }) => direction === "out")).toEqual([]);
});

test("a ticket without labels asks for as many people as the strictest row that its text could fall under", async () => {
  const desk = await ticketDesk();
  const { deps, as, staff } = desk;
  desk.setPolicies({
    ...desk.policies(),
    approval: {
      timeoutMinutes: 60,
      rules: [
        {
          id: "quality",
          when: { item: ["quality"] },
          approvers: ["engineer", "service_director"],
          reason: { zh: "质量", en: "quality" },
        },
        { id: "rest", when: {}, approvers: [], reason: { zh: "其余", en: "rest" } },
      ],
    },
  });
  const { ticket } = await desk.say("请问");
  const { draft } = await writeReply(deps, as(staff.agent), ticket.id, "请稍等。", ticket.turn);
  expect(draft.needed).toEqual(["engineer", "service_director"]);
});

test("a machine's later label never turns a complaint into something that needs less", async () => {
  const desk = await ticketDesk();
  const { deps } = desk;
  const { ticket } = await desk.say("退钱，我要投诉");
  const complaint = { serviceType: "complaint", serviceItem: "billing", action: "hand_over" } as const;
  await applyProposal(deps, desk.ctx, ticket.id, ticket.turn, sampleProposal(complaint));
  const { ticket: later } = await desk.say("好的，谢谢");
  const applied = await applyProposal(deps, desk.ctx, ticket.id, later.turn, sampleProposal());
  expect(applied.ticket).toMatchObject({ serviceType: "complaint", serviceItem: "billing" });
});

test("nothing leaves alone for a ticket that people have labelled a complaint, whatever the proposal says", async () => {
  const desk = await ticketDesk();
  const ticket = await desk.label((await desk.say("退钱")).ticket, "complaint", "billing");
  const applied = await applyProposal(desk.deps, desk.ctx, ticket.id, ticket.turn, sampleProposal());
  expect(applied.outcome).toBe("handed_over");
});

test("a reply to a resolved or closed ticket is refused before anybody is asked to approve it", async () => {
  const desk = await ticketDesk();
  const { deps, as, staff } = desk;
  const { id, turn } = await desk.label((await desk.say("怎么用")).ticket, "consult", "howto");
  await resolveTicket(deps, as(staff.agent), id);
  await expect(writeReply(deps, as(staff.trainee), id, "草稿", turn)).rejects.toMatchObject({ code: "conflict" });
  await closeTicket(deps, as(staff.agent), id);
  await expect(writeReply(deps, as(staff.trainee), id, "草稿", turn)).rejects.toMatchObject({ code: "conflict" });
});

test("a proposal that comes after the ticket was resolved changes nothing", async () => {
  const desk = await ticketDesk();
  const { deps, as, staff } = desk;
  const { ticket } = await desk.say("怎么用");
  await resolveTicket(deps, as(staff.agent), ticket.id);
  const applied = await applyProposal(deps, desk.ctx, ticket.id, ticket.turn, sampleProposal());
  expect(applied.outcome).toBe("stale");
  expect((await viewTicket(deps, desk.ctx, ticket.id)).drafts).toEqual([]);
});

test("a ticket is assigned only to members who work on tickets", async () => {
  const desk = await ticketDesk();
  const auditor = { id: desk.ctx.tenantId, role: "auditor" as const, maySend: true, active: true };
  const deps = { ...desk.deps, people: memoryPeople([...Object.values(desk.staff), auditor]) };
  const { ticket } = await desk.say("怎么用");
  await expect(assignTicket(deps, desk.as(desk.staff.manager), ticket.id, auditor.id)).rejects.toMatchObject({
    code: "invalid",
  });
});

test("an edit by whoever may only draft leaves the text to others, also when it restores what was agreed to", async () => {
  const desk = await ticketDesk();
  const { deps, as, staff } = desk;
  const { id, turn } = await desk.label((await desk.say("怎么用")).ticket, "consult", "howto");
  desk.setPolicies({ ...desk.policies(), approval: everywhere(["agent", "service_manager"]) });
  const { draft } = await writeReply(deps, as(staff.agent), id, "请点反结账。", turn);
  const other = await editDraft(deps, as(staff.trainee), draft.id, "请点结账。", { version: draft.version });
  const back = await editDraft(deps, as(staff.trainee), draft.id, "请点反结账。", { version: other.version });
  desk.setPolicies({ ...desk.policies(), approval: everywhere([]) });
  await expect(acceptDraft(deps, as(staff.trainee), back.id, { version: back.version })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("an approval policy published while the copilot was thinking is obeyed", async () => {
  const desk = await ticketDesk();
  const { ticket } = await desk.say("怎么用");
  desk.setPolicies({ ...desk.policies(), approval: everywhere(["agent"]) });
  const applied = await applyProposal(desk.deps, desk.ctx, ticket.id, ticket.turn, sampleProposal());
  expect(applied.outcome).toBe("handed_over");
});
