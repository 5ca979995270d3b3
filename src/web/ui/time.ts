import type { LanguageChoice } from "../app/preferences.tsx";

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** The browser's own kind of the language, so that a day and an hour look as they do elsewhere on this device. */
const localeOf = (language: LanguageChoice): string =>
  navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === language) ??
  (language === "zh" ? "zh-CN" : "en");

/** "3 分钟前", "in 2 hours": how far `instant` is from now. */
export function relativeTime(instant: string, language: LanguageChoice, now = Date.now()): string {
  const distance = Date.parse(instant) - now;
  const format = new Intl.RelativeTimeFormat(localeOf(language), { numeric: "auto", style: "short" });
  const [unit, size] = STEPS.find(([, step]) => Math.abs(distance) >= step) ?? ["minute", 60_000];
  return format.format(Math.trunc(distance / size), unit);
}

/** "2 小时", "3 hours": a length of time without a direction; seconds below a minute. */
export function lengthOfTime(milliseconds: number, language: LanguageChoice): string {
  const [unit, size] = STEPS.find(([, step]) => milliseconds >= step) ?? ["second", 1_000];
  const format = new Intl.NumberFormat(localeOf(language), { style: "unit", unit, unitDisplay: "short" });
  return format.format(Math.trunc(milliseconds / size));
}

/** Time of day for today, else the date as well, in the reader's time zone. */
export function clockTime(instant: string, language: LanguageChoice, now = new Date()): string {
  const date = new Date(instant);
  const today = date.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(localeOf(language), {
    ...(today ? {} : { month: "numeric", day: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
  }).format(date);
}

/** Date with its year and time of day, in the reader's time zone. */
export const dateTime = (instant: string, language: LanguageChoice): string =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));

/** An instant as a field for date and time wants it, in the reader's time zone: "2026-11-27T09:30". */
export const localMinute = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
