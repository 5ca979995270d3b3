import { describe, expect, test } from "vitest";
import { findContact } from "../../src/customers/contacts.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { acceptDraft, approveDraft, writeReply } from "../../src/tickets/approval/drafts.ts";
import { viewOwnTicket } from "../../src/tickets/browse.ts";
import { listContacts, listMerges, mergeContacts, previewMerge, undoMerge } from "../../src/tickets/contact-merge.ts";
import { storeFile } from "../../src/tickets/receiving/attachments.ts";
import { countLoose } from "../../src/tickets/store/attachments.ts";
import { listDrafts } from "../../src/tickets/store/drafts.ts";
import { listEvents } from "../../src/tickets/store/events.ts";
import { readTicket } from "../../src/tickets/store/tickets.ts";
import type { Ticket } from "../../src/tickets/ticket.ts";
import { closeTicket, reopenTicket, resolveTicket } from "../../src/tickets/work.ts";
import { testDatabase } from "../support/database.ts";
import { ticketDesk } from "../support/tickets.ts";

const db = await testDatabase();

const DAY_MS = 86_400_000;

/** Two contacts of one customer, each with an open ticket in the same thread. */
async function twoContacts() {
  const desk = await ticketDesk();
  const { deps, ctx, as, staff } = desk;
  const write = (externalId: string, text: string, customerId = "c-1") =>
    desk.say(text, { contact: { externalId, customerId } });
  const [phone, web] = [
    (await write("wang-phone", "电话里说的问题")).ticket,
    (await write("wang-web", "导出报错")).ticket,
  ];
  const read = (id: string) => inTenant(deps.db, ctx.tenantId, (tx) => readTicket(tx, id)) as Promise<Ticket>;
  const csm = as(staff.csm);
  const merge = () => mergeContacts(deps, csm, web.contactId, { mergedId: phone.contactId, reason: "同一人" });
  return { ...desk, write, phone, web, read, csm, merge };
}

test("tickets follow the merge, and whatever the merged contact writes goes to the kept one", async () => {
  const { deps, ctx, write, phone, web, read, csm, merge } = await twoContacts();
  expect(await previewMerge(deps, csm, web.contactId, phone.contactId)).toMatchObject({
    tickets: 1,
    open: 1,
    beside: 1,
  });
  expect((await read(phone.id)).contactId).toBe(phone.contactId);
  await merge();
  expect(await read(phone.id)).toMatchObject({ contactId: web.contactId, version: phone.version + 1 });
  const events = await inTenant(deps.db, ctx.tenantId, (tx) => listEvents(tx, phone.id, 0));
  expect(events.at(-1)).toMatchObject({
    kind: "contact_merged",
    content: { from: phone.contactId, to: web.contactId },
  });
  const { ticket } = await write("wang-phone", "还有一个问题");
  expect(ticket.id).toBe(web.id);
  const found = await inTenant(deps.db, ctx.tenantId, (tx) => findContact(tx, "wang-phone"));
  expect(found?.id).toBe(web.contactId);
  expect((await viewOwnTicket(deps, ctx, phone.id, web.contactId)).messages).toHaveLength(1);
  expect((await listContacts(deps, ctx, web.customerId!)).map(({ id }) => id)).toEqual([web.contactId]);
});

test("a merge is taken back within seven days: its tickets go back, what was written since stays", async () => {
  const { deps, ctx, write, phone, web, read, csm, merge, clock } = await twoContacts();
  const { id } = await merge();
  await write("wang-phone", "合并后的问题");
  clock.advance(6 * DAY_MS);
  expect((await undoMerge(deps, csm, id)).undoneAt).not.toBeNull();
  expect(await read(phone.id)).toMatchObject({ contactId: phone.contactId, thread: phone.thread });
  expect((await read(web.id)).contactId).toBe(web.contactId);
  expect((await write("wang-phone", "又来了")).ticket.id).toBe(phone.id);
  await expect(undoMerge(deps, csm, id)).rejects.toMatchObject({ code: "conflict" });
  clock.advance(1_000);
  const again = await merge();
  clock.advance(8 * DAY_MS);
  await expect(undoMerge(deps, csm, again.id)).rejects.toMatchObject({ code: "conflict" });
  expect(await listMerges(deps, ctx, web.contactId)).toMatchObject([{ undoneAt: null }, { id }]);
  const { rows } = await inTenant(deps.db, ctx.tenantId, (tx) =>
    tx.query<{ action: string }>(
      "select action from audit where tenant_id = $1 and action in ('contact.merge', 'contact.split') order by at, id",
      [ctx.tenantId],
    ),
  );
  expect(rows.map(({ action }) => action)).toEqual(["contact.merge", "contact.split", "contact.merge"]);
});

test("a merge is taken back also where a ticket was opened again beside another one of its thread", async () => {
  const { deps, clock, write, phone, web, read, csm, merge } = await twoContacts();
  const end = async (ticket: Ticket) => {
    await resolveTicket(deps, csm, ticket.id);
    await closeTicket(deps, csm, ticket.id);
  };
  await end(phone);
  // Tickets of one instant have no order.
  clock.advance(1_000);
  const second = (await write("wang-phone", "第二个问题")).ticket;
  const { id } = await merge();
  await end(web);
  await reopenTicket(deps, csm, phone.id);
  await undoMerge(deps, csm, id);
  const [one, other] = [await read(phone.id), await read(second.id)];
  expect([one.contactId, other.contactId, one.thread]).toEqual([phone.contactId, phone.contactId, phone.thread]);
  expect(other.thread).toBe(`${phone.thread}~${second.id}`);
});

test("a file that was stored before a merge is sent after it", async () => {
  const { deps, ctx, phone, web, merge, say } = await twoContacts();
  const content = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
  const contact = { externalId: "wang-phone", customerId: "c-1" };
  const file = await storeFile(deps, ctx, contact, { name: "a.png", content });
  await merge();
  const { message, ticket } = await say("看截图", { contact, files: [file.id] });
  expect([message.files.map(({ id }) => id), ticket.id]).toEqual([[file.id], web.id]);
  expect(ticket.contactId).not.toBe(phone.contactId);
});

test("however many files are stored at one time, no more than 30 wait to be sent", async () => {
  const { deps, ctx, phone } = await twoContacts();
  const content = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
  const one = (_: unknown, i: number) =>
    storeFile(deps, ctx, { externalId: "wang-phone" }, { name: `${i}.png`, content });
  const stored = await Promise.allSettled(Array.from({ length: 36 }, one));
  expect(stored.filter(({ status }) => status === "fulfilled")).toHaveLength(30);
  expect(await inTenant(deps.db, ctx.tenantId, (tx) => countLoose(tx, phone.contactId))).toBe(30);
});

test("a draft goes with its ticket and must be handed in anew: the consent was for another recipient", async () => {
  const { deps, ctx, as, staff, phone, web, merge, label } = await twoContacts();
  const { id, turn } = await label(phone, "complaint", "billing");
  const { draft } = await writeReply(deps, as(staff.manager), id, "我们退款 500 元给您。", turn);
  await merge();
  const [moved] = await inTenant(deps.db, ctx.tenantId, (tx) => listDrafts(tx, id));
  expect(moved).toMatchObject({ id: draft.id, state: "proposed", recipientId: web.contactId, needed: [] });
  const seen = { version: moved!.version, textHash: moved!.textHash };
  await expect(approveDraft(deps, as(staff.director), draft.id, seen)).rejects.toMatchObject({ code: "conflict" });
  const handed = await acceptDraft(deps, as(staff.manager), draft.id, { version: moved!.version });
  expect(handed).toMatchObject({ message: null, draft: { state: "waiting" } });
});

test("only two contacts of one customer are merged, and no chain is made", async () => {
  const { deps, csm, write, phone, web, merge } = await twoContacts();
  const other = (await write("li", "别家的问题", "c-2")).ticket;
  const third = (await write("wang-mail", "邮件里的问题")).ticket;
  const into = (keptId: string, mergedId: string) => mergeContacts(deps, csm, keptId, { mergedId, reason: "r" });
  await expect(into(web.contactId, other.contactId)).rejects.toMatchObject({ code: "conflict" });
  await expect(into(web.contactId, web.contactId)).rejects.toMatchObject({ code: "invalid" });
  await expect(into(web.contactId, web.id)).rejects.toMatchObject({ code: "not_found" });
  await merge();
  await expect(merge()).rejects.toMatchObject({ code: "conflict" });
  await expect(into(third.contactId, phone.contactId)).rejects.toMatchObject({ code: "conflict" });
  await expect(into(third.contactId, web.contactId)).rejects.toMatchObject({ code: "conflict" });
  await into(web.contactId, third.contactId);
});

/** Merges, and has somebody write when all of the merge is done but its end; gives what was written. */
async function writeDuringMerge(merge: () => Promise<unknown>, write: () => Promise<{ ticket: Ticket }>) {
  const gate = await db.connect();
  const waitsFor = async (pid: number): Promise<number | undefined> => {
    const { rows } = await db.query<{ pid: number }>(
      "select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))",
      [pid],
    );
    return rows[0]?.pid;
  };
  await gate.query("begin");
  await gate.query("lock table contact_merge in exclusive mode");
  const { rows } = await gate.query<{ pid: number }>("select pg_backend_pid() as pid");
  const merging = merge();
  await expect.poll(() => waitsFor(rows[0]!.pid)).toBeDefined();
  const writing = write();
  const mergePid = (await waitsFor(rows[0]!.pid))!;
  await expect.poll(() => waitsFor(mergePid)).toBeDefined();
  await gate.query("commit");
  gate.release();
  await merging;
  return (await writing).ticket;
}

describe.runIf(db.kind === "native")("a message that comes while its sender is being merged", () => {
  test("joins the open ticket of the kept contact", async () => {
    const { write, web, merge } = await twoContacts();
    const ticket = await writeDuringMerge(merge, () => write("wang-phone", "还有一个问题"));
    expect([ticket.id, ticket.contactId]).toEqual([web.id, web.contactId]);
  });

  test("opens a ticket of the kept contact where none is open", async () => {
    const { deps, ctx, say, web, merge } = await twoContacts();
    const contact = { externalId: "wang-phone", customerId: "c-1" };
    const ticket = await writeDuringMerge(merge, () => say("另一件事", { contact, thread: "other" }));
    expect(ticket.contactId).toBe(web.contactId);
    expect((await viewOwnTicket(deps, ctx, ticket.id, web.contactId)).messages).toHaveLength(1);
  });
});
