import type { Clock } from "../../src/kernel/clock.ts";

/** A clock that stands still until it is moved. */
export function testClock(
  start = "2026-03-02T01:00:00Z",
): Clock & { set(instant: string): void; advance(milliseconds: number): void } {
  let now = new Date(start);
  return {
    now: () => now,
    set: (instant) => {
      now = new Date(instant);
    },
    advance: (milliseconds) => {
      now = new Date(now.getTime() + milliseconds);
    },
  };
}
