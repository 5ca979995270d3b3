import { z } from "zod";
import { Bilingual, Code } from "./table.ts";

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "a time HH:MM up to 24:00");
const Hours = z.array(z.tuple([Clock, Clock]));
const Day = z.iso.date();
export const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** The days off and the make-up working days of one year, as the State Council publishes them. */
const HolidayYear = z.strictObject({
  year: z.int(),
  /** False while the official list is not out: then only the statutory days are in it. */
  confirmed: z.boolean(),
  off: z.array(z.strictObject({ from: Day, to: Day, name: Bilingual })),
  /** Weekend days that are worked instead. */
  worked: z.array(z.strictObject({ date: Day, name: Bilingual })),
});
export type HolidayYear = z.infer<typeof HolidayYear>;

const CalendarSource = z.strictObject({
  code: Code,
  name: Bilingual,
  week: z.strictObject(
    Object.fromEntries(WEEKDAYS.map((day) => [day, Hours])) as Record<(typeof WEEKDAYS)[number], typeof Hours>,
  ),
  /** Whether public holidays are days off, and make-up days are worked with Monday's hours. */
  holidays: z.boolean(),
});

export const CalendarsSource = z.strictObject({
  /** China has had one zone without summer time since 1991, so an offset of 480 minutes is exact. */
  timeZone: z.literal("Asia/Shanghai"),
  holidayYears: z.array(HolidayYear),
  calendars: z.array(CalendarSource).min(1),
});
export type CalendarsSource = z.infer<typeof CalendarsSource>;

/** Opening hours of one day: minutes after local midnight, in order, without overlap. */
export type Span = readonly [open: number, close: number];

/** A calendar made ready for arithmetic. */
export interface Calendar {
  readonly code: string;
  readonly offsetMinutes: number;
  /** By weekday, Sunday first. */
  readonly week: readonly (readonly Span[])[];
  /** Days that differ from their weekday, by ISO date. */
  readonly exceptions: ReadonlyMap<string, readonly Span[]>;
  /** Minutes of one ordinary working day (Monday); "n working days" means n times this. */
  readonly dayMinutes: number;
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const spans = (hours: readonly (readonly [string, string])[]): Span[] =>
  hours.map(([open, close]) => [minuteOf(open), minuteOf(close)]);
const sum = (day: readonly Span[]): number => day.reduce((total, [open, close]) => total + close - open, 0);

const SHANGHAI_OFFSET = 480;
const DAY_MS = 86_400_000;

/** Policies are parsed once for each content, so that each of their calendars is built once as well. */
const built = new WeakMap<CalendarsSource, Map<string, Calendar | undefined>>();

/** The calendar named `code`; undefined when there is none. The source must not change afterwards. */
export function calendarOf(source: CalendarsSource, code: string): Calendar | undefined {
  const known = built.get(source) ?? new Map<string, Calendar | undefined>();
  if (!known.has(code)) known.set(code, buildCalendar(source, code));
  built.set(source, known);
  return known.get(code);
}

function buildCalendar(source: CalendarsSource, code: string): Calendar | undefined {
  const found = source.calendars.find((calendar) => calendar.code === code);
  if (found === undefined) return undefined;
  const week = WEEKDAYS.map((day) => spans(found.week[day]));
  const exceptions = new Map<string, readonly Span[]>();
  for (const year of found.holidays ? source.holidayYears : []) {
    for (const { from, to } of year.off) for (const day of daysBetween(from, to)) exceptions.set(day, []);
    for (const { date } of year.worked) exceptions.set(date, week[1]!);
  }
  return { code, offsetMinutes: SHANGHAI_OFFSET, week, exceptions, dayMinutes: sum(week[1]!) };
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += DAY_MS) days.push(isoDay(day));
  return days;
}

const isoDay = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** Hours that overlap or are out of order, weeks without any hour, days off outside their year or from a day to an earlier one. */
export function calendarFaults(source: CalendarsSource): string[] {
  const hours = source.calendars.flatMap((calendar) =>
    WEEKDAYS.flatMap((day) => {
      const flat = spans(calendar.week[day]).flat();
      const rising = flat.every((minute, index) => index === 0 || minute > flat[index - 1]!);
      return rising ? [] : [`calendar ${calendar.code}: the hours of ${day} overlap or are out of order`];
    }),
  );
  const empty = source.calendars
    .filter((calendar) => sum(spans(calendar.week.mon)) === 0)
    .map((calendar) => `calendar ${calendar.code}: Monday has no hours`);
  const misplaced = source.holidayYears.flatMap(({ year, off, worked }) =>
    [...off.flatMap((range) => [range.from, range.to]), ...worked.map((day) => day.date)]
      .filter((date) => Number(date.slice(0, 4)) !== year)
      .map((date) => `holidays ${year}: ${date} is in another year`),
  );
  const reversed = source.holidayYears.flatMap(({ year, off }) =>
    off.filter(({ from, to }) => to < from).map(({ from, to }) => `holidays ${year}: ${to} lies before ${from}`),
  );
  return [...hours, ...empty, ...misplaced, ...reversed];
}
