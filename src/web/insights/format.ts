import type { InsightsWords } from "./words.ts";

export type Unit = "ratio" | "minutes" | "points" | "score" | "fen" | "count" | "tokens" | "text";
type Language = "zh" | "en";

const localeOf = (language: Language) => (language === "zh" ? "zh-CN" : "en");
const number = (value: number, language: Language, digits: number): string =>
  new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value);

/** A value as people read it; "无数据" for none, never NaN. */
export function shown(value: number | string | null, unit: Unit, language: Language, words: InsightsWords): string {
  if (value === null) return words.noData;
  if (typeof value === "string") return value;
  switch (unit) {
    case "ratio":
      return new Intl.NumberFormat(localeOf(language), { style: "percent", maximumFractionDigits: 1 }).format(value);
    case "minutes":
      return Math.abs(value) >= 120
        ? words.hours(number(value / 60, language, 1))
        : words.minutes(number(value, language, Math.abs(value) < 10 ? 1 : 0));
    case "fen":
      return `¥${new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value / 100)}`;
    case "points":
      return number(value, language, 1);
    case "score":
      return number(value, language, 2);
    default:
      return number(value, language, Math.abs(value) < 10 ? 2 : 0);
  }
}

/** A difference with its sign; of shares in percentage points. */
export function signed(change: number, unit: Unit, language: Language, words: InsightsWords): string {
  const size = Math.abs(change);
  const text = unit === "ratio" ? words.points(number(size * 100, language, 1)) : shown(size, unit, language, words);
  return `${change > 0 ? "+" : "−"}${text}`;
}

/** A change in percent of what was there before, with its sign. */
export const relative = (change: number, language: Language): string =>
  new Intl.NumberFormat(localeOf(language), {
    style: "percent",
    maximumFractionDigits: 0,
    signDisplay: "exceptZero",
  }).format(change);

/** A day as "3/18" or "Mar 18"; the first of the year brings the year along. */
export function shortDay(day: string, language: Language): string {
  const at = new Date(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", month: "short", day: "numeric" }).format(at);
}

const FORMULA = /(?<=^|[;\t\r\n])(?=[=+\-@＝＋－＠])|^(?=[\t\r\n])/g;

/** A cell for a file, as the server writes one: quoted where it must be, harmless to spreadsheets. */
const cell = (value: number | string | null): string => {
  const text = value === null ? "" : String(value);
  const safe = typeof value === "string" ? text.replace(FORMULA, "'") : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table as CSV in UTF-8 with BOM. */
export const csv = (rows: readonly (readonly (number | string | null)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
