import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { timeLimit } from "../../src/kernel/time-limit.ts";

test("a limit ends with the signal it is of, for the same reason, also when that had ended before", () => {
  const caller = new AbortController();
  const early = timeLimit(60_000, caller.signal);
  expect(early.signal.aborted).toBe(false);
  caller.abort(new Error("left"));
  const late = timeLimit(60_000, caller.signal);
  for (const { signal, clear } of [early, late]) {
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toEqual(new Error("left"));
    clear();
  }
});

test("a limit ends when its time is up, unless nobody needs it any more", async () => {
  const { signal } = new AbortController();
  const [running, cleared] = [timeLimit(5, signal), timeLimit(5, signal)];
  cleared.clear();
  await pause(30);
  expect(running.signal.reason).toMatchObject({ name: "TimeoutError" });
  expect(cleared.signal.aborted).toBe(false);
});
