import { DAY_MS, daysAgo, earlier, later } from "./days.ts";
import type { InsightsState } from "./use-insights.ts";

type Period = Pick<InsightsState, "from" | "to" | "step">;

const DAYS = { day: 1, week: 7 };

/** The last day of the step that begins on `first`. */
function lastOf(step: InsightsState["step"], first: string): string {
  if (step !== "month") return daysAgo(-(DAYS[step] - 1), Date.parse(first));
  const [year, month] = first.split("-").map(Number);
  return new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10);
}

/** The days of a step that lie within the period. */
export const daysOfStep = ({ from, to, step }: Period, first: string): { from: string; to: string } => ({
  from: later(first, from),
  to: earlier(lastOf(step, first), to),
});

/** Places of the steps that the period, or the present day, cuts short: their numbers are of fewer days than the others'. */
export function partialSteps({ from, to, step }: Period, steps: readonly string[], today = daysAgo(0)): number[] {
  // Today itself is not over.
  const whole = to >= today ? daysAgo(1, Date.parse(today)) : to;
  return steps.flatMap((first, place) => (first < from || lastOf(step, first) > whole ? [place] : []));
}

/** The same of a series whose step is told only by how far its points lie apart. */
export function partialPoints(
  { from, to }: Omit<Period, "step">,
  points: readonly { readonly at: string }[],
): number[] {
  const steps = points.map(({ at }) => at.slice(0, 10));
  const [first, second] = steps;
  if (first === undefined || second === undefined) return [];
  const gap = (Date.parse(second) - Date.parse(first)) / DAY_MS;
  return partialSteps({ from, to, step: gap < 2 ? "day" : gap < 28 ? "week" : "month" }, steps);
}

/** Numbers on charts: at most one decimal. */
export const whole = (value: number): string =>
  new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(value);
