import type { Measures } from "../measure.ts";
import { metricOf } from "../metrics/index.ts";
import type { Bilingual } from "../metrics/metric.ts";
import { periodBefore } from "../period.ts";
import type { Report, ReportDesk, Table, TableRow } from "../report.ts";

interface Part {
  readonly key: string;
  /** Full marks are reached here; `floor` gives none. Between them marks are in proportion. */
  readonly goal: number;
  readonly floor: number;
}
interface Ability {
  readonly code: string;
  readonly name: Bilingual;
  readonly parts: readonly Part[];
}

/** What a vendor is asked about: answering, moving the product on, making customers succeed, teaching. */
const ABILITIES: readonly Ability[] = [
  {
    code: "response",
    name: { zh: "问题响应", en: "Response" },
    parts: [
      { key: "sla_first", goal: 0.98, floor: 0.7 },
      { key: "sla_resolution", goal: 0.95, floor: 0.6 },
      { key: "pickup_rate", goal: 0.98, floor: 0.8 },
      { key: "csat", goal: 0.92, floor: 0.6 },
    ],
  },
  {
    code: "product",
    name: { zh: "产品升级", en: "Product" },
    parts: [
      { key: "tier_3", goal: 0.03, floor: 0.2 },
      { key: "reopen_rate", goal: 0.01, floor: 0.1 },
      { key: "releases_a_month", goal: 1, floor: 0 },
    ],
  },
  {
    code: "success",
    name: { zh: "客户成功", en: "Customer success" },
    parts: [
      { key: "nps", goal: 50, floor: -20 },
      { key: "complaint_rate", goal: 0.01, floor: 0.1 },
      { key: "negative_rate", goal: 0.1, floor: 0.5 },
    ],
  },
  {
    code: "training",
    name: { zh: "产品培训", en: "Training" },
    parts: [
      { key: "howto_rate", goal: 0.2, floor: 0.7 },
      { key: "gap_rate", goal: 0.05, floor: 0.5 },
      { key: "bot_adjusted", goal: 0.85, floor: 0.3 },
    ],
  },
];
/** Taken beside the metrics: how many release notes a month, and how many tickets ask how to use something. */
const OWN: Readonly<Record<string, { readonly name: Bilingual; readonly unit: "ratio" | "count" }>> = {
  releases_a_month: { name: { zh: "每月发布说明", en: "Release notes a month" }, unit: "count" },
  howto_rate: { name: { zh: "使用咨询占比", en: "Share of how-to questions" }, unit: "ratio" },
};
const MEASURED = ABILITIES.flatMap(({ parts }) => parts.map(({ key }) => key)).filter((key) => !(key in OWN));

/** The vendor's own scorecard over four abilities, 0–100 each, from live data. */
export const vendor: Report = {
  name: { zh: "服务商四能力记分卡", en: "Vendor scorecard" },
  about: {
    zh: "问题响应、产品升级、客户成功、产品培训四项能力各 0–100 分：每项指标在底线与目标之间按比例得分，取有数据指标的平均。",
    en: "Four abilities, 0–100 each: every part scores in proportion between its floor and its goal; the mean of those with data counts.",
  },
  async build(desk) {
    const { figures, query, say } = desk;
    const now = await valuesIn(desk, query.period);
    const before = query.compare ? await valuesIn(desk, periodBefore(query.period)) : undefined;
    const scores: TableRow[] = ABILITIES.map(({ code, name, parts }) => ({
      value: code,
      name: say(name),
      cells: [score(parts, now), before === undefined ? null : score(parts, before)],
    }));
    const partRows: TableRow[] = ABILITIES.flatMap(({ code, name, parts }) =>
      parts.map((part) => ({
        value: `${code}/${part.key}`,
        name: `${say(name)} · ${say(OWN[part.key]?.name ?? metricOf(part.key).name)}`,
        cells: [now[part.key] ?? null, part.goal, part.floor, marks(part, now)],
      })),
    );
    const column = (key: string, zh: string, en: string) => ({ key, name: say({ zh, en }), unit: "count" as const });
    const table = (key: string, name: Bilingual, columns: Table["columns"], rows: Table["rows"]): Table => ({
      ...{ key, name: say(name), dimension: null, columns, rows },
    });
    return {
      figures: await figures(MEASURED),
      series: [],
      tables: [
        table(
          "abilities",
          { zh: "四项能力", en: "Four abilities" },
          [column("score", "得分", "Score"), column("before", "上期", "Before")],
          scores,
        ),
        table(
          "parts",
          { zh: "得分来自", en: "What the scores come from" },
          [
            column("value", "数值", "Value"),
            column("goal", "目标", "Goal"),
            column("floor", "底线", "Floor"),
            column("marks", "得分", "Marks"),
          ],
          partRows,
        ),
      ],
    };
  },
};

type Values = Readonly<Record<string, number | null>>;

async function valuesIn({ measure, tx }: ReportDesk, period: ReportDesk["query"]["period"]): Promise<Values> {
  const measured: Measures = (await measure(MEASURED, period)).get("")!;
  const items = await measure(["requests"], period, "item");
  const requests = [...items.values()].reduce((sum, row) => sum + (row["requests"]!.value ?? 0), 0);
  const { rows } = await tx.query<{ notes: number }>(
    `select count(*)::int as notes from article where tenant_id = $1 and status = 'live' and kind like 'release%'
       and valid_from >= $2::date and valid_from <= $3::date`,
    [tx.tenantId, period.from, period.to],
  );
  return {
    ...Object.fromEntries(MEASURED.map((key) => [key, measured[key]?.value ?? null])),
    releases_a_month: rows[0]!.notes / (period.days / 30),
    howto_rate: requests === 0 ? null : (items.get("howto")?.["requests"]?.value ?? 0) / requests,
  };
}

/** 0–100 in proportion between floor and goal, whichever of them is larger. */
function marks({ key, goal, floor }: Part, values: Values): number | null {
  const value = values[key] ?? null;
  if (value === null) return null;
  return Math.round(100 * Math.min(1, Math.max(0, (value - floor) / (goal - floor))));
}

function score(parts: readonly Part[], values: Values): number | null {
  const all = parts.flatMap((part) => marks(part, values) ?? []);
  return all.length === 0 ? null : Math.round(all.reduce((sum, one) => sum + one, 0) / all.length);
}
