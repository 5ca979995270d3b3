import { expect, test } from "vitest";
import { breakdown, ranking } from "../../src/voc/trends/breakdown.ts";
import { trend } from "../../src/voc/trends/trend.ts";
import { vocDesk } from "./desk.ts";

const desk = await vocDesk("2026-03-02T05:00:00Z");
const ask = (query: Partial<Parameters<typeof trend>[2]> = {}) =>
  desk.read((tx) =>
    trend(tx, desk.taxonomy(), { from: "2026-03-02", to: "2026-03-08", tags: [], by: "day", ...query }),
  );
const DAY = 86_400_000;

/** Two defects in the week before, then four, and one upgrade. */
for (const [days, tags, version] of [
  [-3, ["defect"], "8.0"],
  [-1, ["defect"], "8.0"],
  [0, ["defect", "upgrade"], "8.2"],
  [1, ["defect"], "8.2"],
  [1, ["defect"], "8.0"],
  [6, ["defect"], null],
] as const)
  await desk.tag(await desk.ticket(), tags, {
    at: new Date(Date.parse("2026-03-02T05:00:00Z") + days * DAY),
    version,
  });

test("a trend has a count for each step, and the range before beside it", async () => {
  const { steps, series, total, previousTotal, previousRange } = await ask({ tags: ["defect", "praise"] });
  expect(steps).toEqual([
    "2026-03-02",
    "2026-03-03",
    "2026-03-04",
    "2026-03-05",
    "2026-03-06",
    "2026-03-07",
    "2026-03-08",
  ]);
  expect(previousRange).toEqual({ from: "2026-02-23", to: "2026-03-01" });
  expect([total, previousTotal]).toEqual([5, 2]);
  expect(series).toEqual([
    {
      tag: "defect",
      count: 4,
      share: 0.8,
      rank: 1,
      previous: { count: 2, share: 1, rank: 1 },
      change: 1,
      counts: [1, 2, 0, 0, 0, 0, 1],
      previousCounts: [0, 0, 0, 0, 1, 0, 1],
    },
    expect.objectContaining({ tag: "praise", count: 0, change: null, share: 0 }),
  ]);
});

test("weeks begin on Monday, months on the first", async () => {
  const week = await ask({ from: "2026-02-23", by: "week", tags: ["defect"] });
  expect([week.steps, week.series[0]!.counts]).toEqual([
    ["2026-02-23", "2026-03-02"],
    [2, 4],
  ]);
  const month = await ask({ from: "2026-02-01", by: "month", tags: ["defect"] });
  expect([month.steps, month.series[0]!.counts]).toEqual([
    ["2026-02-01", "2026-03-01"],
    [1, 5],
  ]);
});

test("a slice counts its own tickets only, those of which nothing is known among them", async () => {
  const counts = async (dimension: "version" | "module" | "product", value: string) =>
    (await ask({ tags: ["defect"], slice: { dimension, value } })).series[0]!.count;
  expect(await counts("version", "8.2")).toBe(2);
  expect(await counts("version", "unknown")).toBe(1);
  expect(await counts("module", "panheng-erp/finance")).toBe(4);
  expect(await counts("product", "tingke-crm")).toBe(0);
});

test("a breakdown shows who says a tag, and a unit holds what the units below it hold", async () => {
  desk.setTaxonomy((policy) => ({
    ...policy,
    organisations: [
      { code: "service", name: { zh: "服务", en: "Service" } },
      { code: "desk", name: { zh: "一线", en: "Desk" }, parent: "service", teams: ["first_line"] },
    ],
  }));
  await desk.tag(await desk.ticket(), ["praise"], { at: new Date("2026-03-04T05:00:00Z"), sentiment: "positive" });
  const range = { from: "2026-03-02", to: "2026-03-08" };
  const by = (dimension: "version" | "organisation", tag: string) =>
    desk.read((tx) => breakdown(tx, desk.taxonomy(), range, { tags: [tag], dimension }));
  expect(await by("version", "defect")).toEqual({
    total: 4,
    values: [
      { value: "8.2", count: 2, share: 0.5, previous: 0 },
      { value: "8.0", count: 1, share: 0.25, previous: 2 },
      { value: "unknown", count: 1, share: 0.25, previous: 0 },
    ],
  });
  expect((await by("organisation", "praise")).values.map(({ value, count }) => [value, count])).toEqual([
    ["desk", 1],
    ["service", 1],
  ]);
  const slice = { dimension: "organisation", value: "service" } as const;
  expect((await ask({ tags: ["praise"], slice })).series[0]!.count).toBe(1);
  const ranks = await desk.read((tx) => ranking(tx, desk.taxonomy(), range));
  expect(ranks.slice(0, 2).map(({ tag, rank }) => [tag, rank])).toEqual([
    ["defect", 1],
    ["praise", 2],
  ]);
});

test("nothing said gives explicit nothing, never a ratio over nothing", async () => {
  const empty = await ask({ from: "2020-01-01", to: "2020-01-31" });
  expect(empty.total).toBe(0);
  expect(empty.series.every(({ share, change, count }) => share === null && change === null && count === 0)).toBe(true);
});

test.each([
  [{ tags: ["no_such_tag"] }, /there is no tag no_such_tag/],
  [{ from: "2026-03-09" }, /reversed/],
  [{ from: "2016-03-01" }, /at most 400 .* weeks or months/],
  [{ from: "2026-02-30" }, /no day of the calendar/],
  [{ slice: { dimension: "product", value: "abacus" } }, /there is no abacus/],
  [{ slice: { dimension: "module", value: "panheng-erp/leads" } }, /there is no panheng-erp\/leads/],
] as const)("%j is refused with a word of what to do", async (query, reason) => {
  await expect(ask(query as never)).rejects.toThrow(reason);
});

test("what is shown as unknown can be asked for: a customer without a class, and a product that the taxonomy has no more", async () => {
  const at = new Date("2026-04-01T05:00:00Z");
  const range = { from: "2026-04-01", to: "2026-04-01" };
  await desk.tag(await desk.ticket(), ["praise"], {
    at,
    customerClass: "unknown",
    product: "tingke-crm",
    module: "leads",
  });
  await desk.tag(await desk.ticket(), ["praise"], { at, product: null, module: null });
  await desk.tag(await desk.ticket(), ["praise"], { at, module: null });
  desk.retireProduct("tingke-crm");
  for (const [dimension, unknown] of [
    ["class", 1],
    ["product", 2],
    ["module", 2],
  ] as const) {
    const tags = ["praise"];
    const { values } = await desk.read((tx) => breakdown(tx, desk.taxonomy(), range, { tags, dimension }));
    expect(values).toContainEqual(expect.objectContaining({ value: "unknown", count: unknown }));
    for (const { value, count } of values) {
      const { series } = await ask({ ...range, tags, slice: { dimension, value } });
      expect([dimension, value, series[0]!.count]).toEqual([dimension, value, count]);
    }
  }
});
