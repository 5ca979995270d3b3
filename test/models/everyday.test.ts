import { expect, test } from "vitest";
import { everydayIn } from "../../src/models/everyday/everyday.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";

const meaningsOf = (text: string) => everydayIn(text).flatMap(({ meant }) => meant);

test("An everyday expression has the words of documentation for its meanings", () => {
  expect(meaningsOf("我登不上了")).toContain("登录失败");
  expect(meaningsOf("how do i get rid of it")).toContain("delete");
});

test("An expression may have signs or words in between", () => {
  expect(meaningsOf("别让同事看到")).toContain("隐藏");
  expect(meaningsOf("can i get all my files back")).toContain("restore");
});

test("An expression stands where it was said, and none inside another", () => {
  const text = "密码忘了，进不去系统";
  const found = everydayIn(text);
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(found.map(({ said }) => said));
  expect(found.slice(1).every(({ start }, i) => start >= found[i]!.end)).toBe(true);
});

test("An English expression is no part of a longer word", () => {
  expect(everydayIn("the dealership")).toEqual([]);
});

test("A question is searched by the words of documentation too, at less weight than its own", () => {
  const terms = createSegmenter().queryTerms("系统进不去了");
  const meant = terms.find(({ term }) => term === "w登录");
  expect(meant).toMatchObject({ synonym: "same" });
  expect(meant!.weight).toBeLessThan(1);
});
