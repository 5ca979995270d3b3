import type { Measures } from "../measure.ts";
import { metricOf } from "../metrics/index.ts";
import { periodBefore } from "../period.ts";
import type { Report, Table, TableRow } from "../report.ts";

const KEYS = [
  ...["requests", "pickup_rate", "first_response_minutes", "resolution_minutes", "sla_first", "sla_resolution", "fcr"],
  ...["reopen_rate", "csat", "nps", "ces", "bot_assumed", "bot_adjusted", "draft_used", "cost_per_resolution"],
];
const PERIODS = 3;
/** Written down by others; a goal to look at, not a promise. */
const PUBLISHED: Readonly<Record<string, { readonly value: number; readonly zh: string; readonly en: string }>> = {
  bot_assumed: {
    value: 0.85,
    zh: "行业文章的说法：智能机器人解决 85% 的常见问题",
    en: "An industry article: bots settle 85 % of common questions",
  },
};

/** 行业标准分析: this period beside the tenant's own past, and beside what others publish. */
export const benchmark: Report = {
  name: { zh: "行业标准分析", en: "Benchmark" },
  about: {
    zh: "与自己的前三个同长周期比，也与公开说法比。公开数字口径不一，只作参照。",
    en: "Beside one's own three periods of the same length before, and beside published figures, which differ in definition.",
  },
  async build({ figures, series, measure, query, say }) {
    const now = (await measure(KEYS, query.period)).get("")!;
    const past: Measures[] = [];
    for (let back = 1; back <= PERIODS; back += 1)
      past.push((await measure(KEYS, periodBefore(query.period, back))).get("")!);
    const rows = KEYS.map((key): TableRow => {
      const values = past.flatMap((one) => one[key]?.value ?? []);
      const published = PUBLISHED[key];
      return {
        value: key,
        name: say(metricOf(key).name),
        cells: [
          now[key]?.value ?? null,
          values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
          values.length === 0 ? null : Math.min(...values),
          values.length === 0 ? null : Math.max(...values),
          published?.value ?? null,
          published === undefined ? null : say(published),
        ],
      };
    });
    const column = (key: string, zh: string, en: string, unit: "count" | "text" = "count") => ({
      key,
      name: say({ zh, en }),
      unit,
    });
    const table: Table = {
      key: "own_history",
      name: say({ zh: "与自己比、与公开数字比", en: "Beside one's own past and published figures" }),
      dimension: null,
      columns: [
        column("now", "本期", "Now"),
        column("mean", "前三期均值", "Mean of three before"),
        column("least", "最低", "Least"),
        column("most", "最高", "Most"),
        column("published", "公开数字", "Published"),
        column("source", "出处", "Source", "text"),
      ],
      rows,
    };
    return { figures: await figures(KEYS), series: await series(["csat", "fcr"]), tables: [table] };
  },
};
