import { expect, test } from "vitest";
import { holdsOnlyCodes } from "../../src/kernel/codes.ts";

test.each(["ERP-FIN-2107", "zq 8891", "E1045 / ORA-00942", "ＥＲＰ-FIN-2107", "v8.2 ZQ8891?"])(
  "a text of codes and numbers alone: %s",
  (text) => {
    expect(holdsOnlyCodes(text)).toBe(true);
  },
);

test.each(["", "2107", "???", "error", "报错 2107", "what is ZQ-8891", "hello there"])(
  "a text with words, or without letters: %s",
  (text) => {
    expect(holdsOnlyCodes(text)).toBe(false);
  },
);
