import fc from "fast-check";
import { expect, test } from "vitest";
import { addBusinessMinutes, businessMinutesBetween, isOpen } from "../../src/policy/business-time.ts";
import { slaCalendar } from "../../src/policy/sla.ts";
import { shippedPolicies } from "./sample.ts";

const { sla } = shippedPolicies();
const calendar = (code: string) => slaCalendar(sla, code)!;
const standard = calendar("standard");
const at = (local: string) => new Date(`${local}+08:00`);
const add = (local: string, minutes: number) => addBusinessMinutes(standard, at(local), minutes);

test("minutes pass within one day", () => {
  expect(add("2026-03-02T10:00:00", 60)).toEqual(at("2026-03-02T11:00:00"));
});

test("what arrives at night starts at the next opening", () => {
  expect(add("2026-03-02T22:00:00", 60)).toEqual(at("2026-03-03T10:00:00"));
});

test("Friday evening goes over the weekend", () => {
  expect(add("2026-03-06T17:30:00", 60)).toEqual(at("2026-03-09T09:30:00"));
});

test("a target may end exactly at closing time", () => {
  expect(add("2026-03-02T17:00:00", 60)).toEqual(at("2026-03-02T18:00:00"));
});

test("Spring Festival 2026 is off and its make-up Saturdays are worked", () => {
  expect(add("2026-02-13T17:30:00", 60)).toEqual(at("2026-02-14T09:30:00"));
  expect(add("2026-02-14T17:30:00", 60)).toEqual(at("2026-02-24T09:30:00"));
  expect(isOpen(standard, at("2026-02-28T10:00:00"))).toBe(true);
  expect(isOpen(standard, at("2026-02-17T10:00:00"))).toBe(false);
});

test("National Day 2026 is off, the Sunday before and the Saturday after are worked", () => {
  expect(isOpen(standard, at("2026-09-20T09:00:00"))).toBe(true);
  expect(add("2026-09-30T17:59:00", 2)).toEqual(at("2026-10-08T09:01:00"));
  expect(isOpen(standard, at("2026-10-10T09:00:00"))).toBe(true);
});

test("2027 is marked as not confirmed", () => {
  expect(sla.holidayYears.map(({ year, confirmed }) => [year, confirmed])).toEqual([
    [2026, true],
    [2027, false],
  ]);
});

test("the premier calendar never closes, also on holidays", () => {
  const start = at("2026-02-17T03:00:00");
  expect(addBusinessMinutes(calendar("around_the_clock"), start, 15)).toEqual(at("2026-02-17T03:15:00"));
});

const instant = fc.date({ min: new Date("2025-12-01"), max: new Date("2027-12-01"), noInvalidDate: true });
const minutes = fc.integer({ min: 0, max: 20_000 });
const anyCalendar = fc.constantFrom("standard", "extended", "daily", "around_the_clock").map(calendar);

test("the time added is the time that passed", () => {
  fc.assert(
    fc.property(anyCalendar, instant, minutes, (cal, start, n) => {
      expect(businessMinutesBetween(cal, start, addBusinessMinutes(cal, start, n))).toBeCloseTo(n, 6);
    }),
  );
});

test("adding in two steps is adding at once", () => {
  fc.assert(
    fc.property(anyCalendar, instant, minutes, fc.integer({ min: 1, max: 5_000 }), (cal, start, a, b) => {
      expect(addBusinessMinutes(cal, addBusinessMinutes(cal, start, a), b)).toEqual(
        addBusinessMinutes(cal, start, a + b),
      );
    }),
  );
});

test("more minutes and a later start never end earlier", () => {
  fc.assert(
    fc.property(anyCalendar, instant, minutes, minutes, fc.nat(1e9), (cal, start, n, more, delay) => {
      const end = addBusinessMinutes(cal, start, n).getTime();
      expect(addBusinessMinutes(cal, start, n + more).getTime()).toBeGreaterThanOrEqual(end);
      expect(addBusinessMinutes(cal, new Date(start.getTime() + delay), n).getTime()).toBeGreaterThanOrEqual(end);
    }),
  );
});

test("a deadline lies in opening hours or at their end", () => {
  fc.assert(
    fc.property(anyCalendar, instant, fc.integer({ min: 1, max: 20_000 }), (cal, start, n) => {
      expect(isOpen(cal, new Date(addBusinessMinutes(cal, start, n).getTime() - 1))).toBe(true);
    }),
  );
});
