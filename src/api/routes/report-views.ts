import { z } from "@hono/zod-openapi";
import { METRIC_KEYS, METRICS } from "../../reports/metrics/index.ts";
import { dayBefore, GRAINS, localDate, MOST_DAYS, periodOf, requireTimeZone } from "../../reports/period.ts";
import { DEFAULT_RATE, type ReportQuery } from "../../reports/report.ts";
import { REPORT_MODES, REPORT_NAMES } from "../../reports/run.ts";
import { DIMENSION_NAMES, type Slice } from "../../reports/slices.ts";

const UNITS = ["ratio", "minutes", "points", "score", "fen", "count", "tokens"] as const;
const day = z.string().max(10);
const value = z.string().min(1).max(100);
const DEFAULT_DAYS = 30;

export const ReportParams = z.object({
  from: day.optional().openapi({ description: "First local day, e.g. 2026-10-01. Default: 30 days up to today." }),
  to: day.optional().openapi({ description: `Last local day, included. At most ${MOST_DAYS} days.` }),
  tz: z.string().max(64).default("Asia/Shanghai").openapi({ description: "IANA time zone in which days begin." }),
  lang: z.enum(["zh", "en"]).default("zh").openapi({ description: "Language of names, formulas and sentences." }),
  compare: z.enum(["previous", "none"]).default("previous"),
  rate: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .default(DEFAULT_RATE)
    .openapi({ description: "What an hour of work costs, in fen; for `cost_per_resolution`." }),
  ...(Object.fromEntries(DIMENSION_NAMES.map((name) => [name, value.optional()])) as Record<
    (typeof DIMENSION_NAMES)[number],
    z.ZodOptional<z.ZodString>
  >),
});
export const ModeParam = z
  .enum(REPORT_MODES)
  .default("narrated")
  .openapi({ description: "narrated (授鱼): told in sentences; self_serve (授渔): with the method of each number." });

/** What was asked for, with its defaults. Throws `invalid` for bad dates, time zones and lengths. */
export function reportQueryOf(params: z.infer<typeof ReportParams>, now: Date): ReportQuery {
  const tz = requireTimeZone(params.tz);
  const to = params.to ?? localDate(now, tz);
  const from = params.from ?? dayBefore("to", to, DEFAULT_DAYS - 1);
  const slice: Slice = Object.fromEntries(
    DIMENSION_NAMES.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])),
  );
  const { lang: language, rate } = params;
  return { period: periodOf(from, to, tz), slice, language, rate, compare: params.compare === "previous" };
}

export const PeriodShape = z.object({ from: z.string(), to: z.string() });
export const FigureShape = z
  .object({
    key: z.string(),
    name: z.string(),
    unit: z.enum(UNITS),
    better: z.enum(["up", "down"]).nullable(),
    value: z.number().nullable().openapi({ description: "Null where there is no data; never NaN." }),
    count: z.number().openapi({ description: "How many rows it rests on." }),
    previous: z.number().nullable(),
    previousCount: z.number(),
    change: z.number().nullable(),
    formula: z.string(),
  })
  .openapi("Figure");
const TableShape = z
  .object({
    key: z.string(),
    name: z.string(),
    dimension: z.enum(DIMENSION_NAMES).nullable(),
    columns: z.array(z.object({ key: z.string(), name: z.string(), unit: z.enum([...UNITS, "text"]) })),
    rows: z.array(
      z.object({ value: z.string(), name: z.string(), cells: z.array(z.union([z.number(), z.string()]).nullable()) }),
    ),
    more: z.int().default(0).openapi({ description: "Rows beyond these." }),
  })
  .openapi("ReportTable");
const SeriesShape = z
  .object({
    key: z.string(),
    name: z.string(),
    unit: z.enum(UNITS),
    grain: z.enum(GRAINS),
    points: z.array(z.object({ at: z.string(), value: z.number().nullable(), count: z.number() })),
  })
  .openapi("ReportSeries");
export const ReportShape = z
  .object({
    report: z.enum(REPORT_NAMES),
    name: z.string(),
    about: z.string(),
    period: PeriodShape.extend({ tz: z.string(), days: z.int() }),
    previous: PeriodShape.nullable(),
    noData: z.boolean(),
    figures: z.array(FigureShape),
    series: z.array(SeriesShape),
    tables: z.array(TableShape),
    sentences: z.array(z.string()),
    method: z.array(z.object({ key: z.string(), name: z.string(), formula: z.string() })),
  })
  .openapi("Report");

export const MetricList = z
  .string()
  .transform((text) => text.split(",").map((key) => key.trim()))
  .pipe(z.array(z.enum(METRIC_KEYS)).min(1).max(20));

/** Every formula, for the description of the API: generated from where they are written. */
export const FORMULAS: string = METRICS.map(
  ({ key, name, formula }) => `- \`${key}\` ${name.zh} / ${name.en}: ${formula.zh} ${formula.en}`,
).join("\n");
