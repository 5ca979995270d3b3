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
