import type { Tx } from "../db/pool.ts";
import { metricOf } from "./metrics/index.ts";
import type { Base, Metric } from "./metrics/metric.ts";
import type { Grain, Period } from "./period.ts";
import { DIMENSION_NAMES, DIMENSIONS, type DimensionName, type Slice, sliceValues, UNKNOWN } from "./slices.ts";

/** A number with what it rests on; `value` is null, never NaN, where there is nothing to take it from. */
export interface Measured {
  readonly value: number | null;
  readonly count: number;
}
/** By metric key. */
export type Measures = Readonly<Record<string, Measured>>;

export interface MeasureQuery {
  readonly keys: readonly string[];
  readonly period: Period;
  readonly slice: Slice;
  /** Fen an hour of work costs. */
  readonly rate: number;
  /** One row for each value of a dimension, or for each step of time. */
  readonly by?: DimensionName | Grain | undefined;
}

const FROM: Readonly<Record<Base, { readonly from: string; readonly at: string }>> = {
  created: { from: "ticket_fact f", at: "f.created_at" },
  resolved: { from: "ticket_fact f", at: "f.resolved_at" },
  survey: {
    from: "survey s join ticket_fact f on f.tenant_id = s.tenant_id and f.ticket_id = s.ticket_id",
    at: "s.asked_at",
  },
  draft: {
    from: "draft_fact d join ticket_fact f on f.tenant_id = d.tenant_id and f.ticket_id = d.ticket_id",
    at: "d.at",
  },
  backlog: { from: "ticket_fact f", at: "f.created_at" },
};
const WITH_SURVEY = "left join survey v on v.tenant_id = f.tenant_id and v.ticket_id = f.ticket_id";
const WITHIN = (at: string) => `${at} >= :from::timestamptz and ${at} < :to::timestamptz`;
const OPEN_AT_END = "f.created_at < :to::timestamptz and (f.resolved_at is null or f.resolved_at >= :to::timestamptz)";

/** Measures metrics over a period, in one row under "" or in one for each value of `by`; one statement for each base. */
export async function measure(tx: Tx, query: MeasureQuery): Promise<Map<string, Measures>> {
  const rows = new Map<string, Record<string, Measured>>();
  for (const [base, metrics] of Map.groupBy(query.keys.map(metricOf), (metric) => metric.base))
    for (const { group, measures } of await measureBase(tx, base, metrics, query))
      rows.set(group, Object.assign(rows.get(group) ?? {}, measures));
  if (query.by === undefined && rows.size === 0) rows.set("", {});
  for (const row of rows.values()) for (const key of query.keys) row[key] ??= nothing(key);
  return rows;
}

/** Over no rows at all: a count is 0, anything else has no value. */
const nothing = (key: string): Measured => ({ value: metricOf(key).unit === "count" ? 0 : null, count: 0 });

async function measureBase(tx: Tx, base: Base, metrics: readonly Metric[], query: MeasureQuery) {
  const { at } = FROM[base];
  // One survey a ticket: the join adds no row.
  const rated = base === "created" && metrics.some(({ value }) => /\bv\./.test(value));
  const from = rated ? `${FROM[base].from} ${WITH_SURVEY}` : FROM[base].from;
  const columns = metrics.flatMap(({ value, count }, i) => [
    `(${value})::float8 as v${i}`,
    `(${count})::float8 as n${i}`,
  ]);
  const { text, values } = bind(
    `select ${groupSql(query.by, base === "draft", at)} as "group", ${columns.join(", ")} from ${from}
     where f.tenant_id = :tenant::uuid and ${base === "backlog" ? OPEN_AT_END : WITHIN(at)}${conditions(query.slice)} group by 1`,
    {
      ...{ tenant: tx.tenantId, from: query.period.start, to: query.period.end, tz: query.period.timeZone },
      ...{ rate: query.rate, ...sliceValues(query.slice) },
    },
  );
  const { rows } = await tx.query<Record<string, number | string | null>>(text, values);
  return rows.map((row) => ({
    group: String(row["group"] ?? UNKNOWN),
    measures: Object.fromEntries(
      metrics.map(({ key }, i) => {
        const value = row[`v${i}`];
        return [key, { value: value == null ? null : Number(value), count: Number(row[`n${i}`] ?? 0) }];
      }),
    ),
  }));
}

/** Who a draft is counted for is who decided on it, not who owns the ticket. */
function groupSql(by: MeasureQuery["by"], ofDrafts: boolean, at: string): string {
  if (by === undefined) return "''::text";
  if (by === "person" && ofDrafts) return "coalesce(d.member_id::text, f.owner_id::text)";
  if (by === "day" || by === "week" || by === "month")
    return `to_char(date_trunc('${by}', ${at} at time zone :tz::text), 'YYYY-MM-DD')`;
  return DIMENSIONS[by].sql;
}

/** What keeps to a slice, to be put behind a WHERE; its values are named as the dimensions are. */
export const conditions = (slice: Slice): string =>
  DIMENSION_NAMES.filter((name) => slice[name] !== undefined)
    .map((name) => ` and coalesce(${DIMENSIONS[name].sql}, '${UNKNOWN}') = any(:${name}::text[])`)
    .join("");

/** Puts named values in: each name becomes the number of its parameter. Only what the text names is sent. */
export function bind(named: string, given: Readonly<Record<string, unknown>>): { text: string; values: unknown[] } {
  const names: string[] = [];
  const text = named.replace(/(?<!:):([a-z]\w*)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return { text, values: names.map((name) => given[name]) };
}

/** Of tickets resolved in the period: how many had their clock paused for each reason, and the seconds in all. */
export async function measurePauses(
  tx: Tx,
  { period, slice }: Pick<MeasureQuery, "period" | "slice">,
): Promise<{ readonly reason: string; readonly tickets: number; readonly seconds: number }[]> {
  const { text, values } = bind(
    `select p.key as reason, count(*)::int as tickets, sum(p.value::int)::float8 as seconds
     from ticket_fact f cross join lateral jsonb_each_text(f.paused) as p (key, value)
     where f.tenant_id = :tenant::uuid and ${WITHIN("f.resolved_at")}${conditions(slice)}
     group by 1 order by 3 desc, 1`,
    { tenant: tx.tenantId, from: period.start, to: period.end, ...sliceValues(slice) },
  );
  return (await tx.query<{ reason: string; tickets: number; seconds: number }>(text, values)).rows;
}
