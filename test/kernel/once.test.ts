import { expect, test } from "vitest";
import { once } from "../../src/kernel/once.ts";

test("what is loaded once is loaded when it is first asked for, and is the same each time", () => {
  let loads = 0;
  const load = once(() => ({ number: ++loads }));
  expect(loads).toBe(0);
  expect(load()).toBe(load());
  expect(loads).toBe(1);
});

test("a load that failed is tried again", () => {
  let loads = 0;
  const load = once(() => {
    if (++loads === 1) throw new Error("not there yet");
    return { number: loads };
  });
  expect(load).toThrow("not there yet");
  expect(load()).toEqual({ number: 2 });
});
