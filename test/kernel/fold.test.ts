import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../../src/kernel/fold.ts";

test("folding keeps the length of any text, so positions hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(fold(text)).toHaveLength(text.length);
    }),
  );
});

test("case and width are folded", () => {
  expect(fold("ＡＰＩ　Error！“Ｘ”")).toBe('api error!"x"');
});

test("each unit is folded by itself, in texts of any length", () => {
  const byUnits = (text: string) => Array.from({ length: text.length }, (_, at) => fold(text.charAt(at))).join("");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 2_000 }), (text, times) => {
      const long = text.repeat(times);
      expect(fold(long)).toBe(byUnits(long));
    }),
    { numRuns: 50 },
  );
});
