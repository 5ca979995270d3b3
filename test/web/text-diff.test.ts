import fc from "fast-check";
import { expect, test } from "vitest";
import { diffTexts, foldSame } from "../../src/web/ui/diff/text-diff.ts";

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
  const parts = diffTexts(lines.join(""), lines.with(5, "改过的一行\n").with(890, "又改了一行\n").join(""));
  const told = parts.filter(({ kind }) => kind !== "same").map(({ text }) => text);
  expect(told.slice(-2)).toEqual([lines[890]!.trimEnd(), "又改了一行"]);
});

test("a word that changed is told whole, however far from the ends of a long text it stands", () => {
  const lines = Array.from({ length: 900 }, (_, i) => `row ${i} minutes: 240 calendar standard`);
  const parts = diffTexts(lines.join("\n"), lines.with(450, "row 450 minutes: 140 calendar standard").join("\n"));
  expect(parts.filter(({ kind }) => kind !== "same")).toEqual([
    { kind: "removed", text: "240" },
    { kind: "added", text: "140" },
  ]);
  const folded = foldSame(parts);
  expect(folded.map(({ kind }) => kind)).toEqual(["skipped", "same", "removed", "added", "same", "skipped"]);
  const shown = folded.flatMap((part) => (part.kind === "skipped" ? [] : part.text.split("\n")));
  expect(shown.length).toBeLessThan(16);
  expect(folded.reduce((sum, part) => sum + (part.kind === "skipped" ? part.lines : 0), 0)).toBe(900 - 7);
});
