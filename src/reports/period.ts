import { invalid } from "../kernel/errors.ts";

const DAY_MS = 86_400_000;
export const MOST_DAYS = 1_100;
/** A longer series than this is unreadable, and slow. */
const MOST_POINTS = 400;
/** Days that can be asked for; what is compared with may lie before. */
const [FIRST_DAY, LAST_DAY] = ["2000-01-01", "2099-12-31"];

export const GRAINS = ["day", "week", "month"] as const;
export type Grain = (typeof GRAINS)[number];

/** Whole local days, both ends included, and the instants they stand for: from the first one up to, without, the second. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly start: Date;
  readonly end: Date;
  readonly days: number;
}

/** Throws `invalid` for a date that does not exist or is not of this century, and for a reversed or too long period. */
export function periodOf(from: string, to: string, timeZone: string): Period {
  for (const [field, date] of Object.entries({ to, from }))
    if (dayNumber(field, date) < dayNumber(field, FIRST_DAY) || date > LAST_DAY)
      throw invalid(field, `${date} is too far away; days lie between ${FIRST_DAY} and ${LAST_DAY}`);
  return spanOf(from, to, timeZone);
}

/** The day so many days before another one. Throws `invalid` when that one does not exist. */
export const dayBefore = (field: string, date: string, days: number): string =>
  new Date(dayNumber(field, date) - days * DAY_MS).toISOString().slice(0, 10);

function spanOf(from: string, to: string, timeZone: string): Period {
  const days = (dayNumber("to", to) - dayNumber("from", from)) / DAY_MS + 1;
  if (days < 1) throw invalid("to", `${to} lies before ${from}; give the earlier day as from`);
  if (days > MOST_DAYS) throw invalid("to", `at most ${MOST_DAYS} days at once; ask for less`);
  const end = dayBefore("to", to, -1);
  return { from, to, timeZone, days, start: midnight(from, timeZone), end: midnight(end, timeZone) };
}

/** The period of the same length right before. */
export function periodBefore({ from, days, timeZone }: Period, times = 1): Period {
  return spanOf(dayBefore("from", from, days * times), dayBefore("from", from, days * (times - 1) + 1), timeZone);
}

/** Today's date there. */
export const localDate = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

/** Days while they fit, else weeks, else months. */
export const grainFor = ({ days }: Period): Grain => (days <= 45 ? "day" : days <= 400 ? "week" : "month");

/** Throws `invalid` when the grain would give too many points. */
export function requireGrain({ days }: Period, grain: Grain): Grain {
  if (grain === "day" && days > MOST_POINTS)
    throw invalid("grain", `at most ${MOST_POINTS} days by day; ask for weeks`);
  return grain;
}

/** Throws `invalid` for what is no name of a zone, offsets among it: the database takes their sign the other way round. */
export function requireTimeZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    if (!/^[+-]/.test(timeZone)) return timeZone;
  } catch {
    // Refused below.
  }
  throw invalid("tz", `there is no time zone ${timeZone}; use an IANA name such as Asia/Shanghai`);
}

function dayNumber(field: string, date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date)
    throw invalid(field, `${date} is no date; write it as 2026-03-31`);
  return at;
}

/** The instant of local midnight. Where the clocks jump over it, the first instant of the day. */
function midnight(date: string, timeZone: string): Date {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const once = new Date(utc - offsetAt(new Date(utc), timeZone));
  const twice = new Date(utc - offsetAt(once, timeZone));
  // West of Greenwich the second look lies behind the jump already, and leads back into the day before.
  return localDate(twice, timeZone) < date ? once : twice;
}

function offsetAt(at: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d{2}):?(\d{2})?/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
