import { expect, test } from "vitest";
import { toldPlace } from "../../src/copilot/told-place.ts";

const faq = {
  title: "常见问题",
  headingPath: ["常见问题", "能不能自动结账？"],
  anchor: "auto",
  text: "9.0 的专业版可以。\n一张凭证最多多少条分录？\n7.3 为 500 条，8.0 起为 2,000 条。\nExcel 一次能导入多少行？\n8.2 为 20,000 行。",
};

test("a citation names the section that is told, not the first one of its passage", () => {
  expect(toldPlace(faq, ["7.3 为 500 条，8.0 起为 2,000 条。"])).toEqual({
    headingPath: ["常见问题", "一张凭证最多多少条分录？"],
    anchor: null,
  });
});

test("a citation of the first section keeps its place", () => {
  expect(toldPlace(faq, ["9.0 的专业版可以。"])).toEqual({ headingPath: faq.headingPath, anchor: "auto" });
});

test("a citation of several sections names what they share", () => {
  expect(toldPlace(faq, ["7.3 为 500 条，8.0 起为 2,000 条。", "8.2 为 20,000 行。"])).toEqual({
    headingPath: ["常见问题"],
    anchor: null,
  });
  expect(toldPlace(faq, ["9.0 的专业版可以。", "8.2 为 20,000 行。"])).toEqual({
    headingPath: ["常见问题"],
    anchor: "auto",
  });
});

test("what is said in other words keeps the passage's own place", () => {
  expect(toldPlace(faq, ["专业版可以自动结账。"])).toEqual({ headingPath: faq.headingPath, anchor: "auto" });
});
