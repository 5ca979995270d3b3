import { DomainError, invalid } from "../kernel/errors.ts";

export const STEPS = ["day", "week", "month"] as const;
export type Step = (typeof STEPS)[number];

/** Days in UTC, both included, as `2026-03-02`. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
/** Longest range for each step, in days: a chart with more points tells nobody anything. */
export const MOST_DAYS: Readonly<Record<Step, number>> = { day: 400, week: 1_200, month: 3_700 };

const ms = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const addDays = (day: string, days: number): string =>
  new Date(ms(day) + days * DAY_MS).toISOString().slice(0, 10);
/** How many days a range has. */
export const daysIn = ({ from, to }: Range): number => Math.round((ms(to) - ms(from)) / DAY_MS) + 1;

/** Days that can be asked for: others are slips of the hand, and the ranges before them reach years that no database knows. */
export const FIRST_DAY = "2000-01-01";
const LAST_DAY = "2099-12-31";

/** Throws `invalid` unless both days exist, are of this century, stand in order, and lie no more than `most` days apart. */
export function requireRange(range: Range, most: number, hint: string): void {
  // A first day that was left out follows from the last one.
  for (const field of ["to", "from"] as const) {
    if (Number.isNaN(ms(range[field])) || addDays(range[field], 0) !== range[field])
      throw invalid(field, `${range[field]} is no day of the calendar`);
    if (range[field] < FIRST_DAY || range[field] > LAST_DAY)
      throw invalid(field, `${range[field]} is too far away; days lie between ${FIRST_DAY} and ${LAST_DAY}`);
  }
  if (range.from > range.to)
    throw new DomainError("invalid", `The range is reversed: ${range.from} comes after ${range.to}.`, [
      { field: "from", reason: "after `to`" },
    ]);
  const days = daysIn(range);
  if (days > most)
    throw new DomainError("invalid", `The range has ${days} days; at most ${most} can be asked for here. ${hint}`, [
      { field: "to", reason: `at most ${most} days from \`from\`` },
    ]);
}

/** The first day of the step that a day belongs to; weeks begin on Monday. */
export function stepOf(day: string, step: Step): string {
  if (step === "month") return `${day.slice(0, 7)}-01`;
  if (step === "day") return day;
  return addDays(day, -((new Date(ms(day)).getUTCDay() + 6) % 7));
}

/** First days of all steps that a range touches, in order. */
export function stepsOf({ from, to }: Range, step: Step): string[] {
  const found: string[] = [];
  for (let at = stepOf(from, step); at <= to; ) {
    found.push(at);
    at = step === "day" ? addDays(at, 1) : step === "week" ? addDays(at, 7) : stepOf(addDays(at, 31), "month");
  }
  return found;
}

/** The range of the same length right before. */
export const previousRange = (range: Range): Range => ({
  from: addDays(range.from, -daysIn(range)),
  to: addDays(range.from, -1),
});

/** Day of the week, Monday 0. */
export const weekday = (day: string): number => (new Date(ms(day)).getUTCDay() + 6) % 7;
