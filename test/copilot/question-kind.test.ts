import { expect, test } from "vitest";
import { questionKinds } from "../../src/copilot/draft/extractive/question-kind.ts";

test("how do I is no question of yes or no, can I is one", () => {
  expect(questionKinds("How do I undo an import?")).toEqual(["how"]);
  expect(questionKinds("Which formats do you support?")).not.toContain("whether");
  expect(questionKinds("Can I undo an import?")).toContain("whether");
  expect(questionKinds("How much is it? Can we pay monthly?")).toContain("whether");
  expect(questionKinds("导出支持 Parquet 吗")).toContain("whether");
});
