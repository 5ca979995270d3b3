import fc from "fast-check";
import { expect, test } from "vitest";
import type { Tx } from "../../src/db/pool.ts";
import { foldTenant } from "../../src/voc/fold.ts";
import { addDays } from "../../src/voc/periods.ts";
import { SLICE_NAMES, type SliceName, sliceValue } from "../../src/voc/slices.ts";
import { readDays, readSlice, recountDays } from "../../src/voc/store/rollups.ts";
import { readTags, type TagRow } from "../../src/voc/store/tags.ts";
import { correctTags } from "../../src/voc/tags/correct.ts";
import { forgetTags } from "../../src/voc/tags/tag-ticket.ts";
import { changed, type TaxonomyChange } from "../../src/voc/taxonomy/change-taxonomy.ts";
import { vocDesk } from "./desk.ts";

/** Random ranges and slices that are compared; 10,000 for good. */
const ROUNDS = Number(process.env["ROUNDS"] ?? 120);
const PER_RUN = ROUNDS > 1_000 ? 200 : 60;
const START = "2026-03-02";
const LATE = { zh: "晚", en: "late" };
const KINDS = ["defect", "performance", "feature_gap", "upgrade", "praise"];
const kinds = fc.subarray(KINDS, { minLength: 1 });
const facts = fc.record({
  product: fc.constantFrom("panheng-erp", "tingke-crm", "unheard-of"),
  module: fc.constantFrom("finance", "leads", null),
  version: fc.constantFrom("8.0", "8.2", null),
  customerClass: fc.constantFrom("A", "B", "unknown"),
  channel: fc.constantFrom("web", "email"),
  sentiment: fc.constantFrom("negative", "neutral", null),
  team: fc.constantFrom("first_line", "technical"),
});
const nth = fc.nat({ max: 30 });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ say: kinds, facts, later: fc.nat({ max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ again: nth, kinds, facts }) },
  { weight: 2, arbitrary: fc.record({ correct: nth, set: kinds }) },
  { weight: 1, arbitrary: fc.record({ remove: nth }) },
  { weight: 1, arbitrary: fc.record({ forget: nth }) },
  { weight: 1, arbitrary: fc.record({ merge: fc.constantFrom(...KINDS), into: fc.constantFrom(...KINDS) }) },
  { weight: 1, arbitrary: fc.record({ split: fc.constantFrom(...KINDS) }) },
  { weight: 2, arbitrary: fc.constant({ fold: true }) },
);
const look = fc.record({
  dimension: fc.constantFrom(...SLICE_NAMES),
  from: fc.nat({ max: 40 }),
  days: fc.nat({ max: 40 }),
  pick: fc.nat(),
});

/** What the rollup says, without zeros, as `day value kind` → count. */
async function held(tx: Tx, dimension: SliceName, values: readonly string[], from: string, to: string) {
  const sums = new Map<string, number>();
  const add = (key: string, n: number) => sums.set(key, (sums.get(key) ?? 0) + n);
  for (const { day, value, counts, kind, change } of await readDays(tx, dimension, values, from, to)) {
    if (counts === null) add(`${day} ${value} ${kind}`, change!);
    else for (const [ordinal, n] of counts.entries()) add(`${day} ${value} ${ordinal}`, n);
  }
  return Object.fromEntries([...sums].filter(([, n]) => n !== 0).sort());
}

async function recounted(tx: Tx, dimension: SliceName, values: readonly string[], from: string, to: string) {
  const rows = await recountDays(tx, dimension, values, from, to);
  return Object.fromEntries(rows.map(({ day, value, kind, n }) => [`${day} ${value} ${kind}`, n]).sort());
}

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
type Look = typeof look extends fc.Arbitrary<infer One> ? One : never;

/** A tenant on which steps are taken, and whose rollups are compared with a recount. */
async function makeWorld() {
  const desk = await vocDesk(`${START}T05:00:00Z`);
  const tickets: string[] = [];
  const seen: TagRow[] = [];
  const has = (code: string) => desk.taxonomy().kind(code) !== undefined;
  const at = (n: number) => tickets[n % tickets.length]!;
  const correct = (id: string, set: string[], remove: string[]) =>
    correctTags(desk.voc, desk.member("agent"), id, {
      set: set.filter(has).map((tag) => ({ tag })),
      remove: remove.filter(has),
    });
  const change = async (one: TaxonomyChange) => {
    desk.setTaxonomy((policy) => changed(policy, one));
    await desk.backfill();
  };

  async function onTicket(one: Step): Promise<unknown> {
    if (tickets.length === 0) return;
    if ("again" in one) return desk.tag(at(one.again), one.kinds, one.facts);
    if ("correct" in one) return correct(at(one.correct), one.set, []);
    if ("remove" in one) return correct(at(one.remove), [], KINDS);
    if ("forget" in one) return desk.read((tx) => forgetTags(tx, at(one.forget), desk.clock.now()));
  }
  async function apply(one: Step): Promise<unknown> {
    if ("fold" in one) return foldTenant(desk.voc, desk.ctx.tenantId);
    if ("merge" in one)
      return one.merge !== one.into && has(one.merge) && has(one.into)
        ? change({ type: "merge", from: one.merge, into: one.into })
        : undefined;
    if ("split" in one)
      return has(one.split) && !has("late")
        ? change({ type: "split", from: one.split, into: { code: "late", name: LATE, words: ["late"] } })
        : undefined;
    if (!("say" in one)) return onTicket(one);
    desk.clock.advance(one.later * 86_400_000);
    tickets.push(await desk.ticket(one.later === 2 ? "it is late" : "你好"));
    return desk.tag(tickets.at(-1)!, one.say, one.facts);
  }
  const compare = (looks: readonly Look[]) =>
    desk.read(async (tx) => {
      if (tickets.length > 0) seen.push(...(await readTags(tx, tickets.at(-1)!)));
      for (const { dimension, from, days, pick } of looks) {
        const first = addDays(START, from);
        const known = [...new Set(seen.map((row) => sliceValue(dimension, row)))].sort();
        const values = [known[pick % Math.max(1, known.length)] ?? "", known[0] ?? ""];
        const range = [first, addDays(first, days)] as const;
        const counted = await recounted(tx, dimension, values, ...range);
        expect(await held(tx, dimension, values, ...range)).toEqual(counted);
        const total = (numbers: Iterable<number>) => [...numbers].reduce((sum, n) => sum + n, 0);
        const slice = await readSlice(tx, dimension, values, ...range);
        const sums = slice.map(({ counts, change }) => (counts === null ? change : total(counts)));
        expect(total(sums)).toBe(total(Object.values(counted)));
      }
    });
  return { apply, compare };
}

test("every range of every slice equals a recount, during writes, edits, corrections, merges, splits, erasures and folds", {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 30 }),
      fc.array(look, { minLength: PER_RUN, maxLength: PER_RUN }),
      async (steps, looks) => {
        const world = await makeWorld();
        const perStep = Math.ceil(looks.length / steps.length);
        for (const [i, one] of steps.entries()) {
          await world.apply(one);
          await world.compare(looks.slice(i * perStep, (i + 1) * perStep));
        }
      },
    ),
    { numRuns: Math.ceil(ROUNDS / PER_RUN) },
  );
});

test("folding leaves no change behind and folds nothing twice", async () => {
  const desk = await vocDesk(`${START}T05:00:00Z`);
  const ticket = await desk.ticket();
  await desk.tag(ticket, ["defect", "upgrade"]);
  const { tenantId } = desk.ctx;
  const folded = await Promise.all([1, 2, 3].map(() => foldTenant(desk.voc, tenantId)));
  expect(folded.reduce((sum, n) => sum + n, 0)).toBe(2);
  await desk.read(async (tx) => {
    expect((await tx.query("select 1 from voc_delta where tenant_id = $1", [tenantId])).rowCount).toBe(0);
    expect(await held(tx, "class", ["B"], START, START)).toEqual({ [`${START} B 0`]: 1, [`${START} B 6`]: 1 });
  });
});
