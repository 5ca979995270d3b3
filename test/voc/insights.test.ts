import { expect, test } from "vitest";
import { analyse } from "../../src/voc/analytics/analyse.ts";
import { AnalyticsQuery } from "../../src/voc/analytics/query.ts";
import { EXPORT_COLUMNS, exportTags, placeOf } from "../../src/voc/export.ts";
import { quotes } from "../../src/voc/quotes.ts";
import { anomaliesOf, watch } from "../../src/voc/trends/anomalies.ts";
import { trend } from "../../src/voc/trends/trend.ts";
import { vocDesk } from "./desk.ts";

const DAY = 86_400_000;
const MONDAY = Date.parse("2026-03-02T05:00:00Z");
const at = (days: number) => new Date(MONDAY + days * DAY);
const desk = await vocDesk("2026-03-20T05:00:00Z");
const analyst = { type: "member", id: "a", role: "analyst", maySend: true } as const;
const agent = { type: "member", id: "b", role: "agent", maySend: true } as const;
const range = { from: "2026-03-02", to: "2026-03-08" };
const SECRET = "请打 13912345678 找我，报错 =1+1。";

/** Two defects on each working day of nine weeks, none at weekends; then eight on the last Tuesday. */
for (let week = -9; week <= 0; week++)
  for (let day = 0; day < 5; day++)
    for (let i = 0; i < (week === 0 && day === 1 ? 8 : 2); i++)
      await desk.tag(await desk.ticket(), ["defect"], {
        at: at(week * 7 + day),
        text: week === 0 && day === 1 ? SECRET : "系统报错，打不开。",
        customerClass: i === 0 ? "A" : "B",
        sentiment: i === 0 ? "negative" : "neutral",
        version: day === 4 ? null : "8.2",
      });

test("a day far above what the same weekday held is an anomaly; quiet weekends are none", async () => {
  const watched = await desk.read((tx) => watch(tx, desk.taxonomy(), { ...range, tags: ["defect"], by: "day" }));
  expect(anomaliesOf(watched)).toMatchObject([
    { tag: "defect", step: "2026-03-03", count: 8, expected: { expected: 2, low: 0 } },
  ]);
  expect(watched[0]!.steps.at(-1)).toMatchObject({
    step: "2026-03-08",
    count: 0,
    anomaly: false,
    expected: { expected: 0 },
  });
});

test("without enough history nothing is expected and nothing is called an anomaly", async () => {
  const early = { from: "2025-12-29", to: "2026-01-04" };
  const watched = await desk.read((tx) => watch(tx, desk.taxonomy(), { ...early, tags: ["defect"], by: "day" }));
  expect(watched[0]!.steps.every(({ expected, anomaly }) => expected === null && !anomaly)).toBe(true);
});

test("there are as many quotes as the trend counts, page by page, each once", async () => {
  const slice = { dimension: "class", value: "A" } as const;
  const { series } = await desk.read((tx) =>
    trend(tx, desk.taxonomy(), { ...range, tags: ["defect"], by: "day", slice }),
  );
  const seen: string[] = [];
  for (let after: ReturnType<typeof placeOf> | undefined; ; ) {
    const page = await desk.read((tx) =>
      quotes(tx, desk.taxonomy(), agent, { ...range, tags: ["defect"], slices: [slice], limit: 2, after }),
    );
    seen.push(...page.quotes.map(({ ticketId }) => ticketId));
    if (page.next === null) break;
    after = page.next;
  }
  expect([seen.length, new Set(seen).size]).toEqual([series[0]!.count, series[0]!.count]);
});

test("personal data in quotes is masked for whoever does not work on tickets", async () => {
  const day = { from: "2026-03-03", to: "2026-03-03" };
  const read = (actor: typeof analyst | typeof agent) =>
    desk.read((tx) => quotes(tx, desk.taxonomy(), actor, { ...day, tags: [], slices: [], limit: 1 }));
  expect((await read(agent)).quotes[0]!.quote).toContain("13912345678");
  expect((await read(analyst)).quotes[0]!.quote).toBe("请打 [phone] 找我，报错 =1+1。");
});

const ask = (query: Partial<AnalyticsQuery>) =>
  desk.read((tx) => analyse(tx, desk.taxonomy(), AnalyticsQuery.parse({ ...range, ...query })));

test("the same question gets the same numbers from rollups and from the tags themselves", async () => {
  for (const dimensions of [["class"], ["tag", "version"], ["week", "module"], ["day"], ["group"], []] as const) {
    const rolled = await ask({ measures: ["tags"], dimensions: [...dimensions] });
    const counted = await ask({ measures: ["tags", "mean_confidence"], dimensions: [...dimensions] });
    expect([rolled.from, counted.from]).toEqual(["rollups", "tags"]);
    const plain = (rows: typeof rolled.rows) =>
      rows.map(({ mean_confidence: _, ...row }) => JSON.stringify(row)).sort();
    expect(plain(rolled.rows)).toEqual(plain(counted.rows));
  }
});

test("measures divide by what is there, and are null where nothing is", async () => {
  const { rows } = await ask({
    measures: ["tickets", "negative_share", "median_hours_to_resolve"],
    dimensions: ["class"],
    filters: [{ dimension: "version", in: ["8.2"] }],
  });
  expect(rows).toEqual([
    { class: "A", tickets: 4, negative_share: 1, median_hours_to_resolve: null },
    { class: "B", tickets: 10, negative_share: 0, median_hours_to_resolve: null },
  ]);
  expect((await ask({ from: "2020-01-01", to: "2020-01-02" })).rows).toEqual([]);
});

test.each([
  [{ from: "2026-03-09" }, /reversed/],
  [{ from: "2025-11-01", dimensions: ["class", "version"] }, /at most 92 days/],
  [{ from: "2016-03-02", dimensions: ["day"], measures: ["tags"] }, /at most 400/],
  [{ filters: [{ dimension: "tag", in: ["nope"] }] }, /there is no tag nope/],
  [{ dimensions: ["day", "week"] }, /one of day, week and month/],
] as const)("the analytics query %j is refused with what to do", async (query, reason) => {
  await expect(ask(query as never)).rejects.toThrow(reason);
});

test("an export has a BOM, stable columns, harmless cells, and goes on after any row", async () => {
  const read = async (format: "csv" | "jsonl", after?: ReturnType<typeof placeOf>) => {
    const ctx = { tenantId: desk.ctx.tenantId, actor: analyst };
    let text = "";
    for await (const piece of exportTags(desk.voc, ctx, format, { ...range, tags: [], slices: [], after }))
      text += piece;
    return text;
  };
  const csv = await read("csv");
  expect(csv.startsWith(`\uFEFF${EXPORT_COLUMNS.join(",")}\r\n`)).toBe(true);
  expect(csv.trimEnd().split("\r\n").length).toBe(1 + 16);
  expect(csv).not.toContain("13912345678");
  const rows = (await read("jsonl"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, string>);
  const rest = (await read("jsonl", placeOf(rows[9]!["cursor"]!))).trimEnd().split("\n");
  expect(rest.map((line) => JSON.parse(line) as Record<string, string>)).toEqual(rows.slice(10));
  expect(() => placeOf("bm90IG9uZQ")).toThrow(/cursor/);
});
