import fc from "fast-check";
import { expect, test } from "vitest";
import { businessMinutesBetween } from "../../src/policy/business-time.ts";
import { dueWithPauses, PauseRule, withoutPauses } from "../../src/policy/pauses.ts";
import { slaCalendar } from "../../src/policy/sla.ts";
import { shippedPolicies } from "./sample.ts";

const calendar = slaCalendar(shippedPolicies().sla, "standard")!;
const START = Date.parse("2026-03-02T00:00:00Z");
const MINUTE = 60_000;
const at = (minutes: number) => new Date(START + minutes * MINUTE);

/** A start, a target, and stretches in order that do not overlap. */
const cases = fc
  .tuple(
    fc.nat(10_000),
    fc.integer({ min: 1, max: 3_000 }),
    fc.array(fc.tuple(fc.nat(4_000), fc.nat(4_000)), { maxLength: 5 }),
  )
  .map(([start, minutes, gaps]) => {
    let clock = 0;
    const stretches = gaps.map(([gap, length]) => {
      const from = clock + gap;
      clock = from + length;
      return { from: at(from), to: at(clock) };
    });
    return { start: at(start), minutes, stretches };
  });

test("between the start and the due time lie just the target's minutes that were not paused", () => {
  fc.assert(
    fc.property(cases, ({ start, minutes, stretches }) => {
      const due = dueWithPauses(calendar, start, minutes, stretches)!;
      const counted = withoutPauses([start, due], stretches).reduce(
        (sum, [from, to]) => sum + businessMinutesBetween(calendar, from, to),
        0,
      );
      expect(counted).toBeCloseTo(minutes, 6);
      expect(due.getTime()).toBeGreaterThanOrEqual(dueWithPauses(calendar, start, minutes, [])!.getTime());
    }),
  );
});

test("nothing is due while a clock stands still, except what was due before", () => {
  fc.assert(
    fc.property(cases, fc.nat(5_000), ({ start, minutes, stretches }, later) => {
      const from = new Date((stretches.at(-1)?.to ?? start).getTime() + later * MINUTE);
      const closed = dueWithPauses(calendar, start, minutes, stretches)!;
      const open = dueWithPauses(calendar, start, minutes, [...stretches, { from, to: null }]);
      expect(open).toEqual(closed <= from ? closed : null);
    }),
  );
});

test("a reason of a policy that says nothing more ends within thirty days and needs no date", () => {
  const rule = PauseRule.parse({ code: "waiting", name: { zh: "等待", en: "Waiting" }, stops: ["resolution"] });
  expect(rule).toMatchObject({ needsDate: false, mostDays: 30 });
  for (const stops of [[], ["first_response"]])
    expect(PauseRule.safeParse({ code: "w", name: { zh: "等", en: "W" }, stops }).success).toBe(false);
});
