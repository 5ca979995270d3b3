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
