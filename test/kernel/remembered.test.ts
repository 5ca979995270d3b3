import { expect, test } from "vitest";
import { rememberedInTask } from "../../src/kernel/remembered.ts";

test("what a task reads several times is made once, and forgotten when the task ends", async () => {
  const made: string[] = [];
  const lengthOf = rememberedInTask((text) => {
    made.push(text);
    return text.length;
  });
  expect([lengthOf("one"), lengthOf("three"), lengthOf("one")]).toEqual([3, 5, 3]);
  expect(made).toEqual(["one", "three"]);
  await Promise.resolve();
  lengthOf("one");
  expect(made).toEqual(["one", "three", "one"]);
});

test("a task that reads thousands of texts holds few of them", () => {
  const made: string[] = [];
  const lengthOf = rememberedInTask((text) => {
    made.push(text);
    return text.length;
  });
  for (let i = 0; i < 2_000; i += 1) lengthOf(`text ${i}`);
  lengthOf("text 1999");
  lengthOf("text 0");
  expect(made.length).toBe(2_001);
});
