import { expect, test } from "vitest";
import { localDate, periodOf, requireTimeZone } from "../../src/reports/period.ts";

/** Zones that move their clocks at midnight, east and west of Greenwich, and such that do it at other times or never. */
const ZONES = [
  "America/Santiago",
  "America/Havana",
  "Africa/Cairo",
  "Asia/Beirut",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Asia/Shanghai",
  "UTC",
];
/** Clocks are moved at weekends of spring and autumn, somewhere on a Friday. */
const DAYS = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day))).filter(
  (day) => [2, 3, 8, 9, 10].includes(day.getUTCMonth()) && [0, 1, 5, 6].includes(day.getUTCDay()),
);

test.each(ZONES)("each day in %s begins at its first instant and ends where the next one begins", (zone) => {
  for (const day of DAYS) {
    const date = day.toISOString().slice(0, 10);
    const { start, end } = periodOf(date, date, zone);
    const around = [new Date(start.getTime() - 1), start, new Date(end.getTime() - 1)];
    const [before, ...inside] = around.map((at) => localDate(at, zone));
    expect({ date, inside }).toEqual({ date, inside: [date, date] });
    expect(before! < date).toBe(true);
  }
});

test("an offset is no time zone: databases read its sign the other way round", () => {
  for (const offset of ["+08:00", "-0330", "+08"]) expect(() => requireTimeZone(offset)).toThrow(/IANA name/);
  expect(requireTimeZone("Asia/Shanghai")).toBe("Asia/Shanghai");
});
