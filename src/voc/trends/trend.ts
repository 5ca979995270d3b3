import type { Tx } from "../../db/pool.ts";
import { MOST_DAYS, previousRange, type Range, requireRange, type Step, stepOf, stepsOf } from "../periods.ts";
import type { Slice } from "../slices.ts";
import { type Kind, type Taxonomy, unknownTag } from "../taxonomy/taxonomy.ts";
import { type CountsByDay, countsByDay } from "./counts.ts";

export interface TrendQuery extends Range {
  /** Codes of tags; all of the taxonomy when empty. */
  readonly tags: readonly string[];
  readonly slice?: Slice | undefined;
  readonly by: Step;
}

/** How often one tag was said in a range, and in the range of the same length right before it. */
export interface TagChange {
  readonly tag: string;
  /** Tickets that carry it. */
  readonly count: number;
  /** Of all tags given in the range; null when none was. */
  readonly share: number | null;
  readonly rank: number;
  readonly previous: { readonly count: number; readonly share: number | null; readonly rank: number };
  /** (count − previous) ÷ previous; null when there was nothing before: no ratio over nothing. */
  readonly change: number | null;
}

export interface Trend {
  readonly range: Range;
  readonly previousRange: Range;
  /** First days of the steps; the first and last step hold only what lies within the range. */
  readonly steps: readonly string[];
  readonly series: readonly (TagChange & {
    readonly counts: readonly number[];
    readonly previousCounts: readonly number[];
  })[];
  /** Tags given in all steps, of all kinds. */
  readonly total: number;
  readonly previousTotal: number;
}

/**
 * How often tags were said, by day, week or month, in one slice or in all, beside the range of the same length before.
 * A ticket counts once for each tag, on the day it first said it. Throws `invalid` for an unknown tag or slice, a
 * reversed range, and more than 400 days by day, 1,200 by week, 3,700 by month.
 */
export async function trend(tx: Tx, taxonomy: Taxonomy, query: TrendQuery): Promise<Trend> {
  const { from, to, by, slice } = query;
  requireRange(query, MOST_DAYS[by], "Ask for weeks or months, or for less.");
  const kinds = kindsOf(taxonomy, query.tags);
  const range = { from, to };
  const before = previousRange(range);
  // One read, so that both ranges are of one moment.
  const counts = await countsByDay(tx, taxonomy, { from: before.from, to }, slice);
  const changes = tagChanges(taxonomy, counts, range, kinds);
  const steps = stepsOf(range, by);
  const previousSteps = stepsOf(before, by);
  return {
    range,
    previousRange: before,
    steps,
    series: changes.map((change) => {
      const { ordinal } = taxonomy.kind(change.tag)!;
      return {
        ...change,
        counts: byStep(counts, range, by, steps, ordinal),
        previousCounts: byStep(counts, before, by, previousSteps, ordinal),
      };
    }),
    total: sum(totals(counts, range, taxonomy.width)),
    previousTotal: sum(totals(counts, before, taxonomy.width)),
  };
}

/** The kinds of these codes; all that are there when none is named. Throws `invalid` for an unknown one. */
export function kindsOf(taxonomy: Taxonomy, tags: readonly string[]): readonly Kind[] {
  if (tags.length === 0) return taxonomy.kinds;
  return [...new Set(tags)].map((tag) => {
    const kind = taxonomy.kind(tag);
    if (kind !== undefined) return kind;
    throw unknownTag(taxonomy, tag);
  });
}

/** Counts, shares and ranks of kinds in a range beside the range before; the most frequent first. */
export function tagChanges(taxonomy: Taxonomy, counts: CountsByDay, range: Range, kinds: readonly Kind[]): TagChange[] {
  const now = totals(counts, range, taxonomy.width);
  const before = totals(counts, previousRange(range), taxonomy.width);
  const [all, allBefore] = [sum(now), sum(before)];
  const rankIn = (sums: readonly number[], ordinal: number) =>
    1 + taxonomy.kinds.filter((other) => sums[other.ordinal]! > sums[ordinal]!).length;
  return kinds
    .map(({ code, ordinal }) => ({
      tag: code,
      count: now[ordinal]!,
      share: ratio(now[ordinal]!, all),
      rank: rankIn(now, ordinal),
      previous: { count: before[ordinal]!, share: ratio(before[ordinal]!, allBefore), rank: rankIn(before, ordinal) },
      change: ratio(now[ordinal]! - before[ordinal]!, before[ordinal]!),
    }))
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1));
}

/** Null instead of a ratio over nothing. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function totals(counts: CountsByDay, { from, to }: Range, width: number): number[] {
  const sums = new Array<number>(width).fill(0);
  for (const [day, vector] of counts)
    if (day >= from && day <= to) for (let i = 0; i < width; i++) sums[i]! += vector[i] ?? 0;
  return sums;
}

function byStep(counts: CountsByDay, { from, to }: Range, by: Step, steps: readonly string[], ordinal: number) {
  const places = new Map(steps.map((step, i) => [step, i]));
  const sums = new Array<number>(steps.length).fill(0);
  for (const [day, vector] of counts)
    if (day >= from && day <= to) sums[places.get(stepOf(day, by))!]! += vector[ordinal] ?? 0;
  return sums;
}
