import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { acceptDraft, approveDraft, editDraft, rejectDraft, writeReply } from "../../src/tickets/approval/drafts.ts";
import { viewTicket } from "../../src/tickets/browse.ts";
import { insertDraft } from "../../src/tickets/store/drafts.ts";
import { ticketDesk } from "../support/tickets.ts";

const desk = await ticketDesk();
const { deps, as, staff, say, label, people } = desk;
let contact = 0;
const ask = async (text = "怎么反结账？") => {
  contact += 1;
  return (await say(text, { contact: { externalId: `sender-${contact}` } })).ticket;
};
const outgoing = async (id: string) =>
  (await viewTicket(deps, desk.ctx, id)).messages.filter((message) => message.direction === "out");

test("a reply that needs one person leaves as soon as that person sends it", async () => {
  const ticket = await label(await ask(), "consult", "howto");
  const { message, ticket: after } = await writeReply(
    deps,
    as(staff.agent),
    ticket.id,
    "在总账里点反结账。",
    ticket.turn,
  );
  expect(message?.text).toBe("在总账里点反结账。");
  expect([after.status, after.botSilent]).toEqual(["pending_customer", true]);
});

test("a complaint's reply with money waits for two people, and leaves once, with exactly the text both saw", async () => {
  const ticket = await label(await ask("退钱"), "complaint", "billing");
  const first = await writeReply(deps, as(staff.manager), ticket.id, "我们同意退款 500 元给您。", ticket.turn);
  expect(first.message).toBeNull();
  expect(first.draft.state).toBe("waiting");
  const seen = { version: first.draft.version, textHash: first.draft.textHash };
  await expect(approveDraft(deps, as(staff.agent), first.draft.id, seen)).rejects.toMatchObject({ code: "forbidden" });
  const second = await approveDraft(deps, as(staff.director), first.draft.id, seen);
  expect(second.message?.text).toBe("我们同意退款 500 元给您。");
  await expect(
    approveDraft(deps, as(staff.director), first.draft.id, { ...seen, version: second.draft.version }),
  ).rejects.toMatchObject({ code: "conflict" });
  expect(await outgoing(ticket.id)).toHaveLength(1);
});

test("an author cannot approve their own text a second time", async () => {
  const ticket = await label(await ask("退钱"), "complaint", "billing");
  const { draft } = await writeReply(deps, as(staff.manager), ticket.id, "我们退款 500 元给您。", ticket.turn);
  const again = await approveDraft(deps, as(staff.manager), draft.id, {
    version: draft.version,
    textHash: draft.textHash,
  });
  expect(again.message).toBeNull();
});

test("an edit makes every earlier consent worthless", async () => {
  const ticket = await label(await ask("退钱"), "complaint", "billing");
  const { draft } = await writeReply(deps, as(staff.manager), ticket.id, "我们退款 500 元给您。", ticket.turn);
  const edited = await editDraft(deps, as(staff.csm), draft.id, "我们退款 5000 元给您。", { version: draft.version });
  const outcome = await acceptDraft(deps, as(staff.director), edited.id, { version: edited.version });
  expect(outcome.message).toBeNull();
  expect(outcome.draft.needed).toHaveLength(1);
});

test("a newer message of the customer supersedes a draft that waits", async () => {
  const ticket = await label(await ask("退钱"), "complaint", "billing");
  const { draft } = await writeReply(deps, as(staff.manager), ticket.id, "我们退款 500 元给您。", ticket.turn);
  const { ticket: later } = await say("算了，不用退了", { contact: { externalId: `sender-${contact}` } });
  expect(later.id).toBe(ticket.id);
  await expect(
    approveDraft(deps, as(staff.director), draft.id, { version: draft.version + 1, textHash: draft.textHash }),
  ).rejects.toMatchObject({ code: "conflict" });
  expect(await outgoing(ticket.id)).toEqual([]);
});

test("a reply written before a newer message came in is refused", async () => {
  const ticket = await label(await ask(), "consult", "howto");
  await say("补充一下，是 8.0", { contact: { externalId: `sender-${contact}` } });
  await expect(writeReply(deps, as(staff.agent), ticket.id, "答复", ticket.turn)).rejects.toThrow(
    /new message has come in/,
  );
});

test("a member who may only draft never sends; another person's consent does", async () => {
  const ticket = await label(await ask(), "consult", "howto");
  const { draft, message } = await writeReply(deps, as(staff.trainee), ticket.id, "草稿", ticket.turn);
  expect(message).toBeNull();
  const seen = { version: draft.version, textHash: draft.textHash };
  await expect(approveDraft(deps, as(staff.trainee), draft.id, seen)).rejects.toMatchObject({ code: "forbidden" });
  expect((await approveDraft(deps, as(staff.agent), draft.id, seen)).message?.text).toBe("草稿");
});

test("a stricter policy published while a draft waits is obeyed", async () => {
  const strict = await ticketDesk();
  const { ticket } = await strict.say("怎么用");
  const labelled = await strict.label(ticket, "consult", "howto");
  const { draft } = await writeReply(strict.deps, strict.as(strict.staff.trainee), labelled.id, "草稿", labelled.turn);
  const policies = strict.policies();
  strict.setPolicies({
    ...policies,
    approval: {
      ...policies.approval,
      rules: [{ id: "all", when: {}, approvers: ["agent", "service_manager"], reason: { zh: "全部", en: "all" } }],
    },
  });
  const outcome = await approveDraft(strict.deps, strict.as(strict.staff.agent), draft.id, {
    version: draft.version,
    textHash: draft.textHash,
  });
  expect(outcome.message).toBeNull();
  expect(outcome.draft.needed).toEqual(["service_manager"]);
});

test("two people who act on one draft at the same time send it once", async () => {
  const ticket = await label(await ask(), "consult", "howto");
  const { draft } = await writeReply(deps, as(staff.trainee), ticket.id, "草稿", ticket.turn);
  const seen = { version: draft.version, textHash: draft.textHash };
  const results = await Promise.allSettled(
    [staff.agent, staff.manager, staff.csm].map((member) => approveDraft(deps, as(member), draft.id, seen)),
  );
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(await outgoing(ticket.id)).toHaveLength(1);
});

test("a rejected draft keeps its typed reason and cannot be sent", async () => {
  const ticket = await label(await ask(), "consult", "howto");
  const { draft } = await writeReply(deps, as(staff.trainee), ticket.id, "错误答复", ticket.turn);
  const rejected = await rejectDraft(
    deps,
    as(staff.agent),
    draft.id,
    { reason: "wrong_fact", comment: "版本不对" },
    { version: draft.version },
  );
  expect([rejected.state, rejected.rejectReason]).toEqual(["rejected", "wrong_fact"]);
  await expect(acceptDraft(deps, as(staff.agent), draft.id, { version: rejected.version })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("the author and whoever approved a draft are told when the next approver refuses it", async () => {
  const ticket = await label(await ask("退钱"), "complaint", "billing");
  const { draft } = await writeReply(deps, as(staff.trainee), ticket.id, "我们退款 500 元给您。", ticket.turn);
  const seen = { version: draft.version, textHash: draft.textHash };
  const { draft: waiting } = await approveDraft(deps, as(staff.manager), draft.id, seen);
  expect(waiting.state).toBe("waiting");
  people.notices.length = 0;
  const rejection = { reason: "policy", comment: "金额超出权限" } as const;
  await rejectDraft(deps, as(staff.director), draft.id, rejection, { version: waiting.version });
  const notice = { kind: "refusal", ticketId: ticket.id, text: ticket.subject };
  expect(people.notices).toEqual([staff.trainee.id, staff.manager.id].map((memberId) => ({ memberId, notice })));
});

test("a repeated client message is taken in once", async () => {
  const more = { contact: { externalId: "repeater" }, clientMessageId: "m-1" };
  const [first, second] = [await say("你好", more), await say("你好", more)];
  expect([first.repeated, second.repeated]).toEqual([false, true]);
  expect(second.message.id).toBe(first.message.id);
});

test("messages of one contact that arrive at the same instant make one ticket", async () => {
  const all = await Promise.all(["a", "b", "c", "d"].map((text) => say(text, { contact: { externalId: "burst" } })));
  expect(new Set(all.map(({ ticket }) => ticket.id)).size).toBe(1);
});

test("of a ticket with very many drafts the newest hundred are shown, the oldest of these first", async () => {
  const ticket = await label(await ask(), "consult", "howto");
  const { draft } = await writeReply(deps, as(staff.agent), ticket.id, "在总账里点反结账。", ticket.turn);
  const ids = Array.from({ length: 101 }, () => newId());
  await inTenant(deps.db, desk.ctx.tenantId, async (tx) => {
    for (const [i, id] of ids.entries()) {
      const createdAt = new Date(draft.createdAt.getTime() + 1_000 * (i + 1));
      insertDraft(tx, { ...draft, id, state: "superseded", createdAt });
    }
  });
  const { drafts } = await viewTicket(deps, desk.ctx, ticket.id);
  expect(drafts.map(({ id }) => id)).toEqual(ids.slice(1));
});
