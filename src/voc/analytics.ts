import { z } from "zod";
import type { Tx } from "../db/pool.ts";
import { DomainError, invalid } from "../kernel/errors.ts";
import { daysIn, type Range, requireRange, stepOf } from "./periods.ts";
import { DIMENSIONS, type SliceName, shownValue, storedValues } from "./slices.ts";
import { type AnalyticsPart, groupTags } from "./store/analytics.ts";
import { readDays } from "./store/rollups.ts";
import type { Taxonomy } from "./taxonomy.ts";
import { kindsOf } from "./trend.ts";

/** Longest range for what the rollups hold, and for what is counted from the tags themselves; in days. */
const MOST_ROLLED_UP = 400;
const MOST_COUNTED = 92;
const MOST_GROUPS = 5_000;

export const MEASURES = [
  "tags",
  "tickets",
  "customers",
  "negative_share",
  "reopened_share",
  "resolved_share",
  "median_hours_to_resolve",
  "mean_confidence",
] as const;
export type Measure = (typeof MEASURES)[number];

export const GROUPINGS = ["tag", "group", "day", "week", "month", "organisation_top", ...DIMENSIONS] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const AnalyticsQuery = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  measures: z.array(z.enum(MEASURES)).min(1).max(MEASURES.length).default(["tickets"]),
  dimensions: z
    .array(z.enum(GROUPINGS as unknown as [Grouping, ...Grouping[]]))
    .max(4)
    .default(["tag"]),
  filters: z
    .array(
      z.object({
        dimension: z.enum(["tag", "group", ...DIMENSIONS] as unknown as ["tag", "group", ...SliceName[]]),
        in: z.array(z.string().min(1).max(200)).min(1).max(100),
      }),
    )
    .max(12)
    .default([]),
  limit: z.int().min(1).max(MOST_GROUPS).default(1_000),
  offset: z.int().min(0).max(1_000_000).default(0),
});
export type AnalyticsQuery = z.infer<typeof AnalyticsQuery>;

export interface AnalyticsAnswer {
  readonly range: Range;
  /** Dimensions as asked, then measures as asked. A measure is null where there is nothing to divide by: no data. */
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  /** Where the next page goes on; null on the last one. */
  readonly next: number | null;
  /** Whether the rollups answered, or the tags were counted. */
  readonly from: "rollups" | "tags";
}

/**
 * Measures of tags by up to four dimensions. One dimension beside tag and time is answered from rollups, over up to 400
 * days; everything else is counted from tags, over up to 92 days. A product stands for its modules, and a unit of the
 * organisation for all units below it.
 */
export async function analyse(tx: Tx, taxonomy: Taxonomy, query: AnalyticsQuery): Promise<AnalyticsAnswer> {
  const { from, to, limit, offset } = query;
  for (const name of ["dimensions", "measures"] as const)
    if (new Set<string>(query[name]).size < query[name].length) throw invalid(name, "each may be asked for once");
  if (query.dimensions.filter((name) => isTime(name)).length > 1)
    throw invalid("dimensions", "one of day, week and month at most");
  const rolled = rolledUpSlice(query);
  const most = rolled === null ? MOST_COUNTED : MOST_ROLLED_UP;
  if (daysIn(query) > most && rolled === null && daysIn(query) <= MOST_ROLLED_UP)
    throw new DomainError(
      "invalid",
      `This combination is counted tag by tag, over at most ${MOST_COUNTED} days. Ask for less, or for the measure tags by tag, time and one other dimension, which may span ${MOST_ROLLED_UP} days.`,
      [{ field: "to", reason: `at most ${MOST_COUNTED} days from \`from\`` }],
    );
  requireRange(query, most, "Ask for less.");
  const filters = filtersOf(taxonomy, query);
  const all =
    rolled === null ? await counted(tx, taxonomy, query, filters) : await summed(tx, taxonomy, query, rolled, filters);
  const rows = rolled === null ? all.slice(0, limit) : all.slice(offset, offset + limit);
  const more = rolled === null ? all.length > limit : all.length > offset + limit;
  return { range: { from, to }, rows, next: more ? offset + limit : null, from: rolled === null ? "tags" : "rollups" };
}

const TIMES = ["day", "week", "month"] as const;
type Time = (typeof TIMES)[number];
const isTime = (name: string): name is Time => (TIMES as readonly string[]).includes(name);

/** The one slice dimension that rollups can answer this query by; null when they cannot. */
function rolledUpSlice({ measures, dimensions, filters }: AnalyticsQuery): SliceName | null {
  const used = new Set<string>([...dimensions, ...filters.map(({ dimension }) => dimension)]);
  const slices = [...used].filter((name) => !["tag", "group", ...TIMES].includes(name));
  // A ticket carries a tag once, so by tag its tickets are its tags.
  const countable = measures.every((name) => name === "tags" || (name === "tickets" && dimensions.includes("tag")));
  if (!countable || slices.length > 1 || slices[0] === "organisation_top") return null;
  return (slices[0] as SliceName | undefined) ?? "all";
}

interface Filters {
  readonly kinds: readonly number[];
  readonly slices: readonly { readonly dimension: SliceName; readonly values: readonly string[] }[];
}

function filtersOf(taxonomy: Taxonomy, { filters }: AnalyticsQuery): Filters {
  let kinds = taxonomy.kinds;
  const slices: { dimension: SliceName; values: string[] }[] = [];
  for (const { dimension, in: values } of filters) {
    if (dimension === "tag") {
      const named = kindsOf(taxonomy, values);
      kinds = kinds.filter((kind) => named.includes(kind));
    } else if (dimension === "group") {
      for (const group of values)
        if (!taxonomy.kinds.some((kind) => kind.group === group)) throw invalid("group", `no tag is of ${group}`);
      kinds = kinds.filter(({ group }) => values.includes(group));
    } else slices.push({ dimension, values: values.flatMap((value) => storedValues(taxonomy, { dimension, value })) });
  }
  return { kinds: kinds.map(({ ordinal }) => ordinal), slices };
}

/** From the rollups: every group, in order. */
async function summed(tx: Tx, taxonomy: Taxonomy, query: AnalyticsQuery, slice: SliceName, filters: Filters) {
  const values = filters.slices.length === 0 ? null : intersection(filters.slices.map((filter) => filter.values));
  const days = await readDays(tx, slice, values, query.from, query.to);
  const sums = new Map<string, { key: (string | number)[]; n: number }>();
  const wanted = new Set(filters.kinds);
  const add = (day: string, value: string, kind: number, n: number) => {
    if (n === 0 || !wanted.has(kind)) return;
    const key = query.dimensions.map((name) => partOf(taxonomy, name, day, value, kind));
    const text = JSON.stringify(key);
    const row = sums.get(text) ?? { key, n: 0 };
    row.n += n;
    sums.set(text, row);
  };
  for (const { day, value, counts, kind, change } of days)
    if (counts === null) add(day, value, kind!, change!);
    else for (let i = 0; i < counts.length; i++) add(day, value, i, counts[i]!);
  return [...sums.entries()]
    .filter(([, { n }]) => n !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { key, n }]) =>
      Object.fromEntries([
        ...query.dimensions.map((name, i) => [name, key[i]!] as const),
        ...query.measures.map((name) => [name, n] as const),
      ]),
    );
}

const intersection = ([first = [], ...rest]: readonly (readonly string[])[]): string[] =>
  first.filter((value) => rest.every((other) => other.includes(value)));

function partOf(taxonomy: Taxonomy, name: Grouping, day: string, value: string, kind: number): string {
  if (isTime(name)) return stepOf(day, name);
  if (name === "tag") return taxonomy.kindAt(kind)?.code ?? `retired:${kind}`;
  if (name === "group") return taxonomy.kindAt(kind)?.group ?? "retired";
  return shownValue(taxonomy, name as SliceName, value);
}

/** From the tags: one group more than the limit, so that the caller sees whether there are more. */
async function counted(tx: Tx, taxonomy: Taxonomy, query: AnalyticsQuery, filters: Filters) {
  const tops = taxonomy.units.flatMap(({ code }) => taxonomy.unitTree(code).map((unit) => [unit, code] as const));
  const isTop = (code: string) => taxonomy.units.find((unit) => unit.code === code)?.parent === undefined;
  const rows = await groupTags(tx, {
    ...filters,
    from: query.from,
    to: query.to,
    parts: query.dimensions as readonly AnalyticsPart[],
    measures: query.measures,
    tops: tops.filter(([, top]) => isTop(top)),
    groups: Array.from({ length: taxonomy.width }, (_, i) => taxonomy.kindAt(i)?.group ?? "retired"),
    limit: query.limit + 1,
    offset: query.offset,
  });
  return rows.map((row) =>
    Object.fromEntries([
      ...query.dimensions.map((name, i) => [name, shownPart(taxonomy, name, row[`d${i}`]!)] as const),
      ...query.measures.map((name, i) => [name, numberOf(row[`m${i}`])] as const),
    ]),
  );
}

function shownPart(taxonomy: Taxonomy, name: Grouping, stored: string): string {
  if (isTime(name) || name === "group") return stored;
  if (name === "tag") return taxonomy.kindAt(Number(stored))?.code ?? `retired:${stored}`;
  return shownValue(taxonomy, name === "organisation_top" ? "organisation" : (name as SliceName), stored);
}

const numberOf = (value: unknown): number | null =>
  value === null || value === undefined ? null : Math.round(Number(value) * 10_000) / 10_000;
