import { beforeAll, expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { generateTickets, planCast } from "../../src/jobs/demo-history/generate.ts";
import type { TicketRows } from "../../src/jobs/demo-history/rows.ts";
import { STORY } from "../../src/jobs/demo-history/story.ts";
import { writeCast } from "../../src/jobs/demo-history/write.ts";
import { tagProposal } from "../../src/jobs/voc/tag-proposal.ts";
import type { Ctx } from "../../src/kernel/ctx.ts";
import { insertHistory } from "../../src/tickets/store/history.ts";
import { foldTenant } from "../../src/voc/fold.ts";
import type { Slice } from "../../src/voc/slices.ts";
import { taxonomyOf } from "../../src/voc/taxonomy/taxonomy.ts";
import { findThemes, themeOf, themes } from "../../src/voc/themes/themes.ts";
import { anomaliesOf, watch } from "../../src/voc/trends/anomalies.ts";
import { trend } from "../../src/voc/trends/trend.ts";
import { shippedPolicies } from "../policy/sample.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

/** The tags that the story is told by; tickets without any of them are left out, so that the test is quick. */
const TOLD = ["performance", "compatibility", "churn_risk"];
const db = await testDatabase();
const policies = shippedPolicies();
const taxonomy = taxonomyOf(policies.taxonomy);
const plan = {
  seed: 7,
  from: new Date("2025-11-26T00:00:00Z"),
  until: new Date("2026-11-26T00:00:00Z"),
  tickets: 6_000,
};
const staff = (["agent", "engineer", "developer", "csm", "manager"] as const).map((role, i) => ({
  id: `00000000-0000-7000-8000-00000000000${i}`,
  role,
  pace: 1,
}));
const cast = planCast(plan);
const all = [...generateTickets(plan, cast, { policies, staff })].flatMap((rows) => rows ?? []);
const tagsOf = ({ proposals }: TicketRows) =>
  proposals.flatMap(({ content }) => content.understanding.voc.map(({ tag }) => tag as string));
const isAboutRising = ({ proposals }: TicketRows) => /数电|digital invoice/.test(proposals[0]!.content.request.text);
const dayAt = (share: number) =>
  new Date(plan.from.getTime() + share * (plan.until.getTime() - plan.from.getTime())).toISOString().slice(0, 10);
const YEAR = { from: "2025-12-01", to: "2026-11-24" };

let ctx: Ctx;
beforeAll(async () => {
  const clock = testClock("2026-11-26T00:00:00Z");
  ({ ctx } = await freshTenant(clock));
  const told = all.filter((rows) => tagsOf(rows).some((tag) => TOLD.includes(tag)));
  const tag = tagProposal({ clock });
  const none = { messages: [], events: [], proposals: [], drafts: [], escalations: [] };
  await inTenant(db, ctx.tenantId, async (tx) => {
    await writeCast(tx, cast, plan.from, plan.until);
    await insertHistory(tx, { ...none, tickets: told.map(({ ticket }) => ticket) });
    for (const { ticket, proposals } of told)
      await tag(tx, ticket.id)(policies, { ...ticket, lastCustomerAt: ticket.createdAt }, proposals[0]!.content);
  });
  await foldTenant({ db, clock }, ctx.tenantId);
}, 120_000);

/** Tickets with this tag by day, over the year. */
async function countsOf(tag: string, slice?: Slice): Promise<Map<string, number>> {
  const { steps, series } = await inTenant(db, ctx.tenantId, (tx) =>
    trend(tx, taxonomy, { ...YEAR, tags: [tag], by: "day", slice }),
  );
  return new Map(steps.map((step, i) => [step, series[0]!.counts[i]!]));
}
const perDay = (counts: ReadonlyMap<string, number>, from: string, to: string): number => {
  const days = [...counts].filter(([day]) => day >= from && day < to);
  return days.reduce((sum, [, count]) => sum + count, 0) / days.length;
};

test("the bad release shows as a rise of performance in finance that ends with the patch", async () => {
  const counts = await countsOf("performance", { dimension: "module", value: "panheng-erp/finance" });
  const { from, to } = STORY.badRelease;
  const before = perDay(counts, "2025-12-01", dayAt(from));
  const during = perDay(counts, dayAt(from + 0.02), dayAt(to - 0.03));
  const after = perDay(counts, dayAt(to), "2026-11-24");
  expect(during).toBeGreaterThan(4 * before);
  expect(during).toBeGreaterThan(4 * after);
});

test("it is the first anomaly that anybody is shown, and the expected range says how far it stands out", async () => {
  const range = { from: dayAt(STORY.badRelease.from - 0.15), to: dayAt(STORY.badRelease.to + 0.1) };
  const watched = await inTenant(db, ctx.tenantId, (tx) =>
    watch(tx, taxonomy, { ...range, tags: TOLD, by: "week", slice: undefined }),
  );
  const [first] = anomaliesOf(watched);
  expect(first).toMatchObject({ tag: "performance" });
  expect(first!.step >= dayAt(STORY.badRelease.from - 0.02) && first!.step <= dayAt(STORY.badRelease.to)).toBe(true);
  expect(first!.count).toBeGreaterThan(first!.expected.high);
});

test("the price change shows as churn risk that rises in one class and stays, and in no other", async () => {
  const since = dayAt(STORY.priceChange.from);
  const [before, after] = [new Map<string, number>(), new Map<string, number>()];
  for (const value of ["A", "B", "C", "D", "E"]) {
    const counts = await countsOf("churn_risk", { dimension: "class", value });
    before.set(value, perDay(counts, "2025-12-01", since));
    after.set(value, perDay(counts, since, "2026-11-24"));
  }
  const raised = STORY.priceChange.customerClass;
  expect(after.get(raised)).toBeGreaterThan(3 * before.get(raised)!);
  // Small classes have few tickets, so it is the tickets a day that are compared, not the ratio.
  const more = (value: string) => after.get(value)! - before.get(value)!;
  for (const other of ["A", "C", "D", "E"]) expect([other, more(raised) > 4 * more(other)]).toEqual([other, true]);
});

test("the mended crash shows as compatibility that is gone from the app after the release", async () => {
  const counts = await countsOf("compatibility", { dimension: "module", value: "tingke-crm/mobile" });
  const release = dayAt(STORY.fixedBug.until);
  expect(perDay(counts, "2025-12-01", release)).toBeGreaterThan(0.3);
  expect(perDay(counts, dayAt(STORY.fixedBug.until + 0.01), "2026-11-24")).toBe(0);
});

test("themes reveal the rising subject: none before it begins, one that is known again, and the first of all to grow", async () => {
  const clock = testClock(`${dayAt(0.69)}T00:00:00Z`);
  const { ctx: own } = await freshTenant(clock);
  const untagged = all.filter((rows) => rows.ticket.createdAt >= new Date(dayAt(0.5)) && tagsOf(rows).length === 0);
  const about = new Set(untagged.filter(isAboutRising).map(({ ticket }) => ticket.id));
  const none = { events: [], proposals: [], drafts: [], escalations: [] };
  await inTenant(db, own.tenantId, async (tx) => {
    await writeCast(tx, cast, plan.from, plan.until);
    const messages = untagged.flatMap((rows) => rows.messages.map((row) => ({ ...row, ticketId: rows.ticket.id })));
    await insertHistory(tx, { ...none, tickets: untagged.map(({ ticket }) => ticket), messages });
  });
  const found = [];
  for (const share of [0.69, 0.8, 0.9, 1]) {
    clock.advance(Date.parse(dayAt(share)) - clock.now().getTime());
    await findThemes({ db, clock, policies: async () => policies }, own.tenantId);
    const list = await inTenant(db, own.tenantId, async (tx) => {
      const grown = await themes(tx, own.actor, { from: dayAt(share - 0.1), to: dayAt(share) });
      return Promise.all(grown.map(async ({ id, count }) => ({ id, count, of: await themeOf(tx, own.actor, id) })));
    });
    found.push(
      list.map(({ id, count, of: { name, quotes } }) => ({
        ...{ id, count, name },
        rising: quotes.filter(({ ticketId }) => about.has(ticketId)).length > 0.8 * quotes.length,
      })),
    );
  }
  const rising = found.map((list) => list.filter((theme) => theme.rising));
  expect(rising[0]).toEqual([]);
  const [first] = found.at(-1)!;
  expect(first).toMatchObject({ rising: true });
  expect(first!.name).toMatch(/^数电票/);
  expect(rising[2]!.map(({ id }) => id)).toContain(first!.id);
  // They ask half a dozen different things about it; it is one theme all the same, in each language.
  expect(rising.at(-1)!.filter(({ name }) => /\p{Script=Han}/u.test(name))).toHaveLength(1);
  const sizes = rising.map((list) => list.reduce((sum, { count }) => sum + count, 0));
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});

test("the rising theme carries no tag, is not there at first, and keeps growing", () => {
  const about = all.filter(isAboutRising);
  expect(about.flatMap(tagsOf)).toEqual([]);
  const between = (from: number, to: number) =>
    about.filter(({ ticket }) => ticket.createdAt >= new Date(dayAt(from)) && ticket.createdAt < new Date(dayAt(to)))
      .length;
  const { from } = STORY.risingTheme;
  expect(between(0, from - 0.01)).toBe(0);
  expect(between(0.9, 1)).toBeGreaterThan(2 * between(from, from + 0.1));
});
