import { expect, test } from "vitest";
import { changeMember, listMembers, setAbsence } from "../../src/access/members.ts";
import { memberPeople } from "../../src/access/people.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { countApprovals, listApprovalInbox } from "../../src/tickets/approval/approval-inbox.ts";
import { APPROVAL_TIMEOUT_JOB, escalateApproval } from "../../src/tickets/approval/approval-requests.ts";
import { approveDraft, editDraft, rejectDraft, writeReply } from "../../src/tickets/approval/drafts.ts";
import { ticketEvents } from "../../src/tickets/browse.ts";
import { assignTicket } from "../../src/tickets/work.ts";
import { freshMember } from "../support/members.ts";
import { memoryPeople } from "../support/people.ts";
import { ticketDesk } from "../support/tickets.ts";

const REFUND = "我们退款 500 元给您。";
const HOUR_MS = 3_600_000;

/** A complaint whose reply by the manager waits for the director. */
async function waitingReply() {
  const desk = await ticketDesk();
  const { ticket } = await desk.say("退钱");
  const { id, turn } = await desk.label(ticket, "complaint", "billing");
  const { draft } = await writeReply(desk.deps, desk.as(desk.staff.manager), id, REFUND, turn);
  const escalate = () => escalateApproval(desk.deps, desk.ctx, draft.id);
  const overdue = async () =>
    (await ticketEvents(desk.deps, desk.ctx, id, 0)).events.filter(({ kind }) => kind === "approval_overdue").length;
  desk.people.notices.length = 0;
  return { ...desk, ticketId: id, draft, escalate, overdue };
}

test("an approval that nobody gives in time is escalated once: managers and administrators are told", async () => {
  const { clock, people, staff, jobs, escalate, overdue } = await waitingReply();
  expect(jobs).toContain(APPROVAL_TIMEOUT_JOB);
  clock.advance(HOUR_MS);
  expect([await escalate(), await escalate()]).toEqual(["escalated", "settled"]);
  // The manager has agreed already; the director has not.
  expect(people.notices).toMatchObject([{ memberId: staff.director.id, notice: { kind: "approval" } }]);
  expect(await overdue()).toBe(1);
});

test("each decision on a draft that does not send it is an event of the ticket, which live views hear of", async () => {
  const { deps, as, ctx, staff, ticketId, draft, clock } = await waitingReply();
  const told: string[] = [];
  const heard = { ...deps, onChange: (_: string, id: string) => told.push(id) };
  const edited = await editDraft(heard, as(staff.manager), draft.id, `${REFUND}请查收。`, { version: draft.version });
  await rejectDraft(heard, as(staff.director), draft.id, { reason: "tone", comment: "太急" }, edited);
  const { events } = await ticketEvents(deps, ctx, ticketId, 0);
  const decided = events.filter(({ kind }) => kind.startsWith("draft_"));
  expect(decided.map(({ kind, actor }) => [kind, actor.id])).toEqual([
    ["draft_waiting", staff.manager.id],
    ["draft_edited", staff.manager.id],
    ["draft_rejected", staff.director.id],
  ]);
  expect(decided.map(({ content }) => content.draftId)).toEqual([draft.id, draft.id, draft.id]);
  expect(told).toEqual([ticketId, ticketId]);
  expect(clock.now()).toEqual(decided.at(-1)!.at);
});

test("two workers that escalate at the same instant tell people once", async () => {
  const { clock, people, escalate } = await waitingReply();
  clock.advance(HOUR_MS);
  const outcomes = await Promise.all([escalate(), escalate(), escalate()]);
  expect(outcomes.sort()).toEqual(["escalated", "settled", "settled"]);
  expect(people.notices).toHaveLength(1);
});

test("a timer that comes before the time, because the policy was relaxed, sets a later one", async () => {
  const { clock, jobs, setPolicies, policies, escalate, people } = await waitingReply();
  setPolicies({ ...policies(), approval: { ...policies().approval, timeoutMinutes: 120 } });
  clock.advance(HOUR_MS);
  const before = jobs.length;
  expect(await escalate()).toBe("early");
  expect(jobs.slice(before)).toEqual([APPROVAL_TIMEOUT_JOB]);
  clock.advance(HOUR_MS);
  expect(await escalate()).toBe("escalated");
  expect(people.notices).toHaveLength(1);
});

test("an approval that was given, and a draft that was edited, are not escalated", async () => {
  const given = await waitingReply();
  const seen = { version: given.draft.version, textHash: given.draft.textHash };
  await approveDraft(given.deps, given.as(given.staff.director), given.draft.id, seen);
  given.clock.advance(HOUR_MS);
  expect(await given.escalate()).toBe("settled");
  const edited = await waitingReply();
  await editDraft(edited.deps, edited.as(edited.staff.csm), edited.draft.id, "改过的回复", {
    version: edited.draft.version,
  });
  edited.clock.advance(HOUR_MS);
  expect(await edited.escalate()).toBe("settled");
});

/** Real members on a complaint that waits for a second person of manager's rank. */
async function withMembers() {
  const desk = await ticketDesk();
  const people = memberPeople(desk.clock);
  const deps = { ...desk.deps, people };
  const [manager, boss, agent, other] = [
    await freshMember(desk.ctx, "manager"),
    await freshMember(desk.ctx, "admin"),
    await freshMember(desk.ctx, "agent"),
    await freshMember(desk.ctx, "agent"),
  ];
  const { ticket } = await desk.say("退钱");
  const { id, turn } = await desk.label(ticket, "complaint", "billing");
  const { draft } = await writeReply(deps, manager.ctx, id, REFUND, turn);
  const seen = { version: draft.version, textHash: draft.textHash };
  const notified = async (memberId: string) =>
    (
      await inTenant(deps.db, desk.ctx.tenantId, (tx) =>
        tx.query("select 1 from notification where tenant_id = $1 and member_id = $2", [desk.ctx.tenantId, memberId]),
      )
    ).rowCount;
  return { desk, deps, manager, boss, agent, other, id, turn, draft, seen, notified };
}

test("a delegate approves in the place of an absent member, and only while they are away", async () => {
  const { desk, deps, boss, agent, draft, seen } = await withMembers();
  await expect(approveDraft(deps, agent.ctx, draft.id, seen)).rejects.toMatchObject({ code: "forbidden" });
  const until = new Date(desk.clock.now().getTime() + HOUR_MS).toISOString();
  await setAbsence(deps, desk.ctx, boss.id, { until, delegateId: agent.id });
  desk.clock.advance(HOUR_MS);
  await expect(approveDraft(deps, agent.ctx, draft.id, seen)).rejects.toMatchObject({ code: "forbidden" });
  await setAbsence(deps, desk.ctx, boss.id, { until: null, delegateId: agent.id });
  expect((await approveDraft(deps, agent.ctx, draft.id, seen)).message?.text).toBe(REFUND);
});

test("an author who stands in for the approver is still one person", async () => {
  const { desk, deps, manager, boss, draft, seen } = await withMembers();
  await setAbsence(deps, desk.ctx, boss.id, { until: null, delegateId: manager.id });
  expect((await approveDraft(deps, manager.ctx, draft.id, seen)).message).toBeNull();
});

test("a delegate who may only draft gets no right to send from somebody's absence", async () => {
  const { desk, deps, boss, draft, seen } = await withMembers();
  const trainee = await freshMember(desk.ctx, "agent", { maySend: false });
  await setAbsence(deps, desk.ctx, boss.id, { until: null, delegateId: trainee.id });
  await expect(approveDraft(deps, trainee.ctx, draft.id, seen)).rejects.toMatchObject({ code: "forbidden" });
});

test("who is asked for an approval while away has the delegate told as well", async () => {
  const { desk, deps, manager, boss, other, id, notified } = await withMembers();
  expect(await notified(other.id)).toBe(0);
  await setAbsence(deps, desk.ctx, boss.id, { until: null, delegateId: other.id });
  const { ticket } = await desk.say("还要多久？");
  await writeReply(deps, manager.ctx, id, REFUND, ticket.turn);
  expect(await notified(other.id)).toBe(1);
  expect(await notified(manager.id)).toBe(0);
});

/** The trainee's reply to a plain question, which one agent may let go. */
async function traineeReply(mentor?: "agent" | "engineer") {
  const desk = await ticketDesk();
  const { deps, staff, as } = desk;
  const { ticket } = await desk.say("怎么导出报表");
  const { id, turn } = await desk.label(ticket, "consult", "howto");
  const mentors = mentor === undefined ? {} : { [staff.trainee.id]: staff[mentor].id };
  const people = memoryPeople(Object.values(staff), {}, mentors);
  await writeReply({ ...deps, people }, as(staff.trainee), id, "在报表页点导出。", turn);
  return { staff, told: people.notices.map(({ memberId }) => memberId) };
}

test("the draft of a member who may not send goes to their mentor alone", async () => {
  const { staff, told } = await traineeReply("agent");
  expect(told).toEqual([staff.agent.id]);
});

test("without a mentor it goes to leads, and never to all agents", async () => {
  const { staff, told } = await traineeReply();
  expect(told.sort()).toEqual([staff.manager.id, staff.director.id].sort());
});

test("a member's readers are the mentor, else the leads of the team, else all leads", async () => {
  const { deps, ctx, clock } = await ticketDesk();
  const [trainee, mentor, near, far] = await Promise.all([
    freshMember(ctx, "agent", { maySend: false, team: "north" }),
    freshMember(ctx, "agent"),
    freshMember(ctx, "manager", { team: "north" }),
    freshMember(ctx, "manager", { team: "south" }),
  ]);
  const readers = async (id: string) =>
    (await inTenant(deps.db, ctx.tenantId, (tx) => memberPeople(clock).readersOf(tx, id))).map((one) => one.id).sort();
  expect(await readers(trainee.id)).toEqual([near.id]);
  expect(await readers(mentor.id)).toEqual([near.id, far.id].sort());
  await changeMember(deps, ctx, trainee.id, { mentorId: mentor.id });
  expect(await readers(trainee.id)).toEqual([mentor.id]);
  for (const bad of [trainee.id, newId()])
    await expect(changeMember(deps, ctx, trainee.id, { mentorId: bad })).rejects.toMatchObject({ code: "invalid" });
});

test("work that is given to somebody who is away goes to whoever stands in, from the day told ahead to its end", async () => {
  const { deps, ctx, clock, say, as, staff } = await ticketDesk();
  const people = memberPeople(clock);
  const [away, standIn] = await Promise.all([freshMember(ctx, "engineer"), freshMember(ctx, "agent")]);
  const day = (n: number) => new Date(clock.now().getTime() + n * 24 * HOUR_MS).toISOString();
  await setAbsence(deps, ctx, away.id, { from: day(1), until: day(3), delegateId: standIn.id });
  const { ticket } = await say("请帮忙看看");
  const assign = async () => {
    const { ownerId } = await assignTicket({ ...deps, people }, as(staff.manager), ticket.id, away.id);
    return ownerId;
  };
  expect(await assign()).toBe(away.id);
  clock.advance(36 * HOUR_MS);
  expect(await assign()).toBe(standIn.id);
  const { events } = await ticketEvents(deps, ctx, ticket.id, 0);
  expect(events.at(-1)?.content).toMatchObject({ memberId: standIn.id, standsInFor: away.id });
  expect(await listMembers(deps, ctx)).toContainEqual(expect.objectContaining({ id: away.id, status: "absent" }));
  clock.advance(48 * HOUR_MS);
  expect(await assign()).toBe(away.id);
  expect(await listMembers(deps, ctx)).toContainEqual(
    expect.objectContaining({ id: away.id, status: "active", absentFrom: null, delegateId: null }),
  );
  for (const [from, until] of [
    [day(3), day(2)],
    [day(400), null],
  ] as const)
    await expect(setAbsence(deps, ctx, away.id, { from, until, delegateId: null })).rejects.toMatchObject({
      code: "invalid",
    });
});

test("the inbox has pages, each draft on one of them, and asks the database as often for many as for one", async () => {
  const desk = await ticketDesk();
  const waiting: string[] = [];
  for (let one = 0; one < 5; one += 1) {
    const { ticket } = await desk.say("退钱", { contact: { externalId: `u-${one}` } });
    const { id, turn } = await desk.label(ticket, "complaint", "billing");
    const { draft } = await writeReply(desk.deps, desk.as(desk.staff.manager), id, REFUND, turn);
    waiting.push(draft.id);
    // Two are asked for at one instant.
    if (one !== 2) desk.clock.advance(1_000);
  }
  let asked = 0;
  const db: typeof desk.deps.db = {
    ...desk.deps.db,
    connect: async () => {
      const connection = await desk.deps.db.connect();
      return {
        ...connection,
        query: (text, values) => {
          asked += 1;
          return connection.query(text, values);
        },
      };
    },
  };
  const read = (cursor?: string, limit = 2) =>
    listApprovalInbox({ ...desk.deps, db }, desk.as(desk.staff.director), { cursor, limit });
  const seen: string[] = [];
  let page = await read();
  for (;;) {
    seen.push(...page.rows.map(({ draft }) => draft.id));
    expect(page.rows.every(({ mine, consents }) => mine && consents.length === 1)).toBe(true);
    if (page.next === null) break;
    page = await read(page.next);
  }
  expect(seen).toHaveLength(5);
  expect(await countApprovals(desk.deps, desk.as(desk.staff.director))).toBe(5);
  expect(new Set(seen)).toEqual(new Set(waiting));
  asked = 0;
  await read(undefined, 1);
  const forOne = asked;
  asked = 0;
  await read(undefined, 100);
  expect(asked).toBe(forOne);
  expect(() => read("nonsense")).toThrow(/earlier page/);
});
