import fc from "fast-check";
import { expect, test } from "vitest";
import { diffTexts } from "../../src/web/ui/text-diff.ts";

const side = (parts: ReturnType<typeof diffTexts>, without: "added" | "removed") =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join("");

test("the parts of a difference give both texts back, whatever they are", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc
      .array(fc.constantFrom("结账", "凭证", " ", "\n", "8.2", "退款 500 元。", "👩‍👧", "ab"), { maxLength: 30 })
      .map((words) => words.join("")),
  );
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = diffTexts(before, after);
      expect(side(parts, "added")).toBe(before);
      expect(side(parts, "removed")).toBe(after);
      expect(parts.every((part) => part.text !== "")).toBe(true);
    }),
  );
});

test("a difference is as small as the change: one Chinese character, one number", () => {
  expect(diffTexts("请在第 2 步审核凭证。", "请在第 3 步复核凭证。").filter(({ kind }) => kind !== "same")).toEqual([
    { kind: "removed", text: "2" },
    { kind: "added", text: "3" },
    { kind: "removed", text: "审" },
    { kind: "added", text: "复" },
  ]);
});

test("very long texts are compared by lines", () => {
  const lines = Array.from({ length: 900 }, (_, index) => `第 ${index} 行：请核对凭证与余额。\n`);
  const parts = diffTexts(lines.join(""), lines.with(500, "改过的一行\n").join(""));
  expect(parts.filter(({ kind }) => kind !== "same")).toEqual([
    { kind: "removed", text: lines[500] },
    { kind: "added", text: "改过的一行\n" },
  ]);
});
