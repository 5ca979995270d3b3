import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { addRequest, changeRequest, findLateVotes, requests, ship, vote, votes } from "../../src/voc/requests.ts";
import { freshMember } from "../support/members.ts";
import { vocDesk } from "./desk.ts";

test("votes are found by their words, weigh as much as their customers, and voters are told once", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  const { voc, ctx } = desk;
  const csm = await freshMember(ctx, "csm");
  const value = async (externalId: string, worth: number) =>
    inTenant(voc.db, ctx.tenantId, (tx) =>
      tx.query(
        "update customer set csm_id = $3, facts = jsonb_build_object('value', $4::int) where tenant_id = $1 and external_id = $2",
        [tx.tenantId, externalId, csm.id, worth],
      ),
    );
  const ask = async (text: string, user: string, customerId?: string) => {
    const contact = { externalId: user, ...(customerId ? { customerId } : {}) };
    const { ticket } = await desk.say(text, { contact, thread: text });
    await desk.tag(ticket.id, ["feature_gap"], { text, customerId: ticket.customerId });
    return ticket.id;
  };
  await ask("希望支持深色模式", "u1", "c1");
  await ask("深色模式什么时候有", "u1", "c1");
  const stranger = await ask("想要深色模式", "u2");
  const other = await ask("希望导出更快", "u3", "c3");
  await value("c1", 500);
  await value("c3", 70_000);

  const dark = await addRequest(voc, ctx, { title: "深色模式", tag: "feature_gap", words: ["深色模式"] });
  const fast = await addRequest(voc, ctx, { title: "更快的导出", tag: "feature_gap", words: [] });
  await vote(voc, ctx, fast, other);
  await vote(voc, ctx, fast, other);
  expect(
    (await requests(voc, ctx)).map(({ title, tickets, customers, value: worth }) => [title, tickets, customers, worth]),
  ).toEqual([
    ["更快的导出", 1, 1, 70_000],
    ["深色模式", 3, 1, 500],
  ]);
  await changeRequest(voc, ctx, dark, { state: "planned", version: "8.3" });
  const shipping = { version: "8.3", releaseNotes: "releases/8.3.md" };
  expect(await ship(voc, ctx, dark, shipping)).toEqual({ told: 2, nobody: [stranger] });
  await expect(ship(voc, ctx, dark, shipping)).rejects.toThrow(/shipped already/);
  const notices = await inTenant(voc.db, ctx.tenantId, (tx) =>
    tx.query("select kind, text from notification where tenant_id = $1 and member_id = $2", [tx.tenantId, csm.id]),
  );
  const notice = { kind: "insight", text: "深色模式 · 8.3 · releases/8.3.md" };
  expect(notices.rows).toEqual([notice, notice]);
});

test("a vote leads to its words, masked for whoever does not work on tickets; later tickets vote as well until it is there", async () => {
  const desk = await vocDesk("2026-03-02T05:00:00Z");
  const { voc, ctx } = desk;
  const ask = async (text: string) => {
    const { ticket } = await desk.say(text, { contact: { externalId: text, customerId: "Acme" }, thread: text });
    await desk.tag(ticket.id, ["feature_gap"], { text });
    return ticket.id;
  };
  const first = await ask("希望支持深色模式，我的电话 13912345678");
  const id = await addRequest(voc, ctx, { title: "深色模式", tag: "feature_gap", words: ["深色模式"] });
  desk.clock.advance(86_400_000);
  const second = await ask("深色模式有计划吗");
  await findLateVotes(voc, ctx.tenantId);
  await findLateVotes(voc, ctx.tenantId);
  const seen = (await votes(voc, desk.member("agent"), id)).map(({ ticketId, quote }) => [ticketId, quote]);
  expect(seen).toEqual([
    [second, "深色模式有计划吗"],
    [first, "希望支持深色模式，我的电话 13912345678"],
  ]);
  const analyst = { ...ctx, actor: { type: "member", id: ctx.actor.id, role: "analyst", maySend: false } } as const;
  expect(JSON.stringify(await votes(voc, analyst, id))).not.toContain("13912345678");
  const editor = { ...ctx, actor: { ...analyst.actor, role: "editor" } } as const;
  const customers = async (who: typeof ctx) => (await votes(voc, who, id)).map(({ customer }) => customer);
  expect(await customers(analyst)).toEqual(["Acme", "Acme"]);
  expect(await customers(editor)).toEqual([null, null]);
  await ship(voc, ctx, id, { version: "8.3", releaseNotes: "releases/8.3.md" });
  await ask("还想要深色模式");
  await findLateVotes(voc, ctx.tenantId);
  expect(await votes(voc, ctx, id)).toHaveLength(2);
  await expect(votes(voc, ctx, ctx.tenantId)).rejects.toThrow(/Request/);
});

test("a request for a product, module, tag or ticket that does not exist is refused", async () => {
  const { voc, ctx } = await vocDesk("2026-03-02T05:00:00Z");
  const add = (more: object) => addRequest(voc, ctx, { title: "t", tag: "feature_gap", words: [], ...more });
  await expect(add({ tag: "nope" })).rejects.toThrow(/no tag nope/);
  await expect(add({ product: "abacus" })).rejects.toThrow(/no abacus/);
  await expect(add({ product: "panheng-erp", module: "leads" })).rejects.toThrow(/no panheng-erp\/leads/);
  await expect(vote(voc, ctx, await add({}), ctx.tenantId)).rejects.toThrow(/Ticket/);
});
