import type { Calendar, Span } from "./calendar.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** No target reaches further; a calendar that never opens ends here instead of looping. */
const MAX_DAYS = 3_660;

/**
 * The earliest instant at which `minutes` of opening time have passed since `start`; `start` itself for 0.
 * Seconds count: the clock starts at the very instant, or at the next opening.
 */
export function addBusinessMinutes(calendar: Calendar, start: Date, minutes: number): Date {
  if (minutes <= 0) return start;
  let left = minutes * MINUTE;
  const first = localMidnight(calendar, start);
  for (let day = 0; day < MAX_DAYS; day++) {
    const midnight = first + day * DAY;
    for (const [open, close] of hoursOf(calendar, midnight)) {
      const from = Math.max(midnight + open * MINUTE - calendar.offsetMinutes * MINUTE, start.getTime());
      const to = midnight + close * MINUTE - calendar.offsetMinutes * MINUTE;
      if (to <= from) continue;
      if (to - from >= left) return new Date(from + left);
      left -= to - from;
    }
  }
  throw new RangeError(`calendar ${calendar.code} has too few opening hours`);
}

/** Minutes of opening time between two instants, with fractions; 0 when `to` is not after `from`. */
export function businessMinutesBetween(calendar: Calendar, from: Date, to: Date): number {
  let total = 0;
  for (let midnight = localMidnight(calendar, from); midnight <= localMidnight(calendar, to); midnight += DAY) {
    for (const span of hoursOf(calendar, midnight)) total += overlap(calendar, midnight, span, from, to);
  }
  return total / MINUTE;
}

function overlap(calendar: Calendar, midnight: number, [open, close]: Span, from: Date, to: Date): number {
  const start = Math.max(midnight + (open - calendar.offsetMinutes) * MINUTE, from.getTime());
  const end = Math.min(midnight + (close - calendar.offsetMinutes) * MINUTE, to.getTime());
  return Math.max(0, end - start);
}

/** Whether the calendar is open at this instant; closing time itself is closed. */
export function isOpen(calendar: Calendar, at: Date): boolean {
  const midnight = localMidnight(calendar, at);
  const minute = (at.getTime() + calendar.offsetMinutes * MINUTE - midnight) / MINUTE;
  return hoursOf(calendar, midnight).some(([open, close]) => minute >= open && minute < close);
}

/** Local midnight before the instant, as if local time were UTC. */
const localMidnight = (calendar: Calendar, at: Date): number =>
  Math.floor((at.getTime() + calendar.offsetMinutes * MINUTE) / DAY) * DAY;

function hoursOf(calendar: Calendar, midnight: number): readonly Span[] {
  const day = new Date(midnight);
  return calendar.exceptions.get(day.toISOString().slice(0, 10)) ?? calendar.week[day.getUTCDay()]!;
}
