import { expect, test } from "vitest";
import { listAudit } from "../../src/access/audit.ts";
import { changeStanding, listCustomers, putCustomer, standingBook } from "../../src/customers/standing-book.ts";
import { ticketDesk } from "../support/tickets.ts";

const RECORD = {
  name: "Acme",
  class: "A" as const,
  facts: { product: "panheng-erp", edition: "pro", version: "8.2" },
  validTo: null,
  reason: "signed",
};

async function bookOf() {
  const desk = await ticketDesk();
  const { deps, ctx, clock, as, staff } = desk;
  const boss = as(staff.manager);
  const put = (more: object = {}) => putCustomer(deps, boss, { externalId: "c-1", ...RECORD, ...more });
  let threads = 0;
  const opened = async (facts: object = {}) =>
    (await desk.say("怎么做？", { contact: { externalId: "u-1", customerId: "c-1" }, thread: `t${threads++}`, facts }))
      .ticket;
  return { deps, ctx, clock, boss, put, opened };
}

test("a ticket takes over the class, and what the customer runs, from the standing book", async () => {
  const { put, opened } = await bookOf();
  await put();
  expect(await opened()).toMatchObject({ customerClass: "A", facts: RECORD.facts });
  expect((await opened({ version: "9.0" })).facts).toEqual({ ...RECORD.facts, version: "9.0" });
  expect((await opened({ product: "tingke-crm" })).facts).toEqual({ product: "tingke-crm" });
});

test("what the customer runs counts until its last moment, and its class also after that", async () => {
  const { put, opened, clock } = await bookOf();
  clock.set("2026-03-01T00:00:00Z");
  await put({ validTo: "2026-03-31T16:00:00Z" });
  clock.set("2026-03-31T15:59:59Z");
  expect((await opened()).facts).toEqual(RECORD.facts);
  clock.set("2026-03-31T16:00:00Z");
  expect(await opened()).toMatchObject({ customerClass: "A", facts: {} });
});

test("the book of any past moment can be shown again, and says who entered what and why", async () => {
  const { put, deps, boss, clock } = await bookOf();
  clock.set("2026-03-01T00:00:00Z");
  const { id } = await put();
  clock.set("2026-04-01T00:00:00Z");
  await put({ class: "B", reason: "fewer seats" });
  const before = new Date("2026-03-15T00:00:00Z");
  expect((await standingBook(deps, boss, id, before)).record).toMatchObject({ class: "A", reason: "signed" });
  expect((await standingBook(deps, boss, id, new Date("2026-02-01T00:00:00Z"))).record).toBeNull();
  const { customer, entries } = await standingBook(deps, boss, id);
  expect(customer).toMatchObject({ class: "B", externalId: "c-1" });
  expect(entries.map(({ class: of, madeBy }) => [of, madeBy.id])).toEqual([
    ["B", boss.actor.id],
    ["A", boss.actor.id],
  ]);
});

test("a change on what somebody has changed since is refused, and nothing is changed", async () => {
  const { put, deps, boss } = await bookOf();
  const { id } = await put();
  const [newest] = (await standingBook(deps, boss, id)).entries;
  const first = await changeStanding(deps, boss, id, { ...RECORD, class: "C", seen: newest!.seq });
  expect(first.class).toBe("C");
  await expect(changeStanding(deps, boss, id, { ...RECORD, class: "D", seen: newest!.seq })).rejects.toMatchObject({
    code: "conflict",
  });
  expect((await standingBook(deps, boss, id)).customer.class).toBe("C");
});

test("customers are found by name or id, and those whose record expires first", async () => {
  const { put, deps, boss } = await bookOf();
  await put({ validTo: "2026-05-01T00:00:00Z" });
  await put({ externalId: "c-2", name: "Beta", validTo: "2026-04-01T00:00:00Z" });
  await put({ externalId: "c-3", name: "Gamma" });
  const found = async (text: string, expiresBefore: Date | null) =>
    (await listCustomers(deps, boss, { text, expiresBefore })).map(({ name }) => name);
  expect(await found("", null)).toEqual(["Acme", "Beta", "Gamma"]);
  expect(await found("c-2", null)).toEqual(["Beta"]);
  expect(await found("", new Date("2026-06-01T00:00:00Z"))).toEqual(["Beta", "Acme"]);
});

test("the audit keeps each change of a class, without a word of the reason", async () => {
  const { put, deps, ctx } = await bookOf();
  await put({ reason: "王小明 asked for it" });
  const { rows } = await listAudit(deps, ctx, { limit: 20 });
  const change = rows.find(({ action }) => action === "customer.change");
  expect(change).toMatchObject({ before: { class: "unknown" }, after: { class: "A" } });
  expect(JSON.stringify(rows)).not.toContain("王小明");
});
