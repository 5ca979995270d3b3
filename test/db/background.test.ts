import { expect, test } from "vitest";
import { createTurnstile, inBackground } from "../../src/db/background.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("one caller at a time holds the connection, people in order of arrival", async () => {
  const enter = createTurnstile();
  const order: number[] = [];
  let inside = 0;
  await Promise.all(
    [1, 2, 3].map(async (number) => {
      const leave = await enter();
      inside += 1;
      expect(inside).toBe(1);
      order.push(number);
      await pause(1);
      inside -= 1;
      leave();
    }),
  );
  expect(order).toEqual([1, 2, 3]);
});

test("people go before work in the background, however long that has waited in the line", async () => {
  const enter = createTurnstile();
  const order: string[] = [];
  const take = async (name: string) => {
    const leave = await enter();
    order.push(name);
    leave();
  };
  const first = await enter();
  const background = inBackground(() => take("background"));
  const people = [take("person 1"), take("person 2")];
  first();
  await Promise.all([background, ...people]);
  expect(order).toEqual(["person 1", "person 2", "background"]);
});

test("work in the background gets on even when people never stop", async () => {
  let now = 0;
  const enter = createTurnstile(() => now);
  let reached = false;
  const background = inBackground(async () => {
    const leave = await enter();
    reached = true;
    leave();
  });
  for (let turns = 0; turns < 200 && !reached; turns += 1) {
    const leave = await enter();
    now += 5;
    leave();
  }
  await background;
  expect(reached).toBe(true);
});
