import type { Tx } from "../../db/pool.ts";
import { addDays, type Range, requireRange, type Step, stepOf, stepsOf, weekday } from "../periods.ts";
import type { Slice } from "../slices.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { type CountsByDay, countsByDay } from "./counts.ts";
import { type Expected, expectedRange, isAnomaly, median } from "./expected.ts";
import { kindsOf } from "./trend.ts";

/** Weeks of history that a step is compared with. */
const WEEKS = 8;
/** Longest range, in days. */
const MOST = 200;

export interface AnomalyQuery extends Range {
  readonly tags: readonly string[];
  readonly slice?: Slice | undefined;
  readonly by: Exclude<Step, "month">;
}

/** One step of a tag's series with what was expected of it; null where the history is too short to say. */
export interface WatchedStep {
  readonly step: string;
  readonly count: number;
  readonly expected: Expected | null;
  readonly anomaly: boolean;
}

export interface WatchedTag {
  readonly tag: string;
  readonly steps: readonly WatchedStep[];
}

/**
 * Every day or week of a range beside its expected range (`expected.ts` has the formula). A day is compared with the same
 * weekday of the eight weeks before it, its spread with the residuals of all days of these weeks from their own weekday's
 * median; a week with the eight weeks before. Only whole weeks are judged. History begins with the tenant's first tag.
 */
export async function watch(tx: Tx, taxonomy: Taxonomy, query: AnomalyQuery): Promise<WatchedTag[]> {
  requireRange(query, MOST, "Ask for less.");
  const kinds = kindsOf(taxonomy, query.tags);
  const start = addDays(query.by === "week" ? stepOf(query.from, "week") : query.from, -7 * WEEKS);
  const end = query.by === "week" ? addDays(stepOf(query.to, "week"), 6) : query.to;
  const counts = await countsByDay(tx, taxonomy, { from: start, to: end }, query.slice);
  const first = await firstDay(tx, taxonomy, counts, start);
  const judge = query.by === "day" ? judgeDays : judgeWeeks;
  return kinds.map(({ code, ordinal }) => ({ tag: code, steps: judge(seriesOf(counts, ordinal), query, first) }));
}

/** Those of `watch` that chance does not explain, the most surprising first. */
export function anomaliesOf(watched: readonly WatchedTag[]) {
  return watched
    .flatMap(({ tag, steps }) =>
      steps.flatMap((step) => (step.anomaly && step.expected ? [{ tag, ...step, expected: step.expected }] : [])),
    )
    .sort((a, b) => Math.abs(b.expected.score) - Math.abs(a.expected.score));
}

/** Days before the history in which a tag shows that the tenant's tags began earlier; in a longer silence they begin anew. */
const SILENCE = 400;

/** The first day that history can be taken from: where the tenant's tags begin, when that lies within it. */
async function firstDay(tx: Tx, taxonomy: Taxonomy, counts: CountsByDay, start: string): Promise<string> {
  const earlier = await countsByDay(tx, taxonomy, { from: addDays(start, -SILENCE), to: addDays(start, -1) });
  if (earlier.size > 0) return start;
  return [...counts.keys()].sort()[0] ?? start;
}

type Series = (day: string) => number;
const seriesOf =
  (counts: CountsByDay, ordinal: number): Series =>
  (day) =>
    counts.get(day)?.[ordinal] ?? 0;

function judgeDays(series: Series, range: Range, first: string): WatchedStep[] {
  return stepsOf(range, "day").map((day) => {
    const days = Array.from({ length: 7 * WEEKS }, (_, i) => addDays(day, -i - 1)).filter((one) => one >= first);
    const byWeekday = Array.from({ length: 7 }, (_, w) => days.filter((one) => weekday(one) === w).map(series));
    const residuals = days.map((one) => series(one) - median(byWeekday[weekday(one)]!));
    return judged(day, series(day), byWeekday[weekday(day)]!, residuals);
  });
}

function judgeWeeks(series: Series, { from, to }: Range, first: string): WatchedStep[] {
  const weekOf = (monday: string) =>
    Array.from({ length: 7 }, (_, i) => series(addDays(monday, i))).reduce((sum, n) => sum + n, 0);
  return stepsOf({ from, to }, "week")
    .filter((monday) => monday >= from && addDays(monday, 6) <= to)
    .map((monday) => {
      const weeks = Array.from({ length: WEEKS }, (_, i) => addDays(monday, -7 * (i + 1))).filter(
        (one) => one >= first,
      );
      const history = weeks.map(weekOf);
      const middle = history.length === 0 ? 0 : median(history);
      return judged(
        monday,
        weekOf(monday),
        history,
        history.map((n) => n - middle),
      );
    });
}

function judged(step: string, count: number, history: readonly number[], residuals: readonly number[]): WatchedStep {
  const expected = expectedRange(count, history, residuals);
  return { step, count, expected, anomaly: expected !== null && isAnomaly(count, expected) };
}
