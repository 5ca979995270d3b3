import { expect, test } from "vitest";
import { withCodesOf } from "../../src/copilot/codes.ts";
import { asksUnknownCode } from "../../src/copilot/evidence/strangers.ts";

const told = "zq-8891: the device is locked\nerp-fin-2107 means an open module\nport 8080\nora00942";

test.each([
  ["zq8891", "zq-8891"],
  ["ZQ 8891 怎么处理", "zq-8891 怎么处理"],
  ["报错ZQ8891了", "报错zq-8891了"],
  ["we get error zq 8891 again", "we get error zq-8891 again"],
  ["ErpFin2107 and ERP FIN 2107 and ZQ8891?", "erp-fin-2107 and erp-fin-2107 and zq-8891?"],
  ["ora-00942", "ora00942"],
])("a code is asked for as the passages spell it: %s", (question, meant) => {
  expect(withCodesOf(question, () => told)).toBe(meant);
  expect(asksUnknownCode(meant, told)).toBe(false);
});

test.each(["ERP-FIN-2107 报错", "what listens on port 8080", "zq8892", "top 100 rows in 2026", "zq-88910 and zq 889"])(
  "what is spelled so, or is no code that they know, stays: %s",
  (question) => {
    expect(withCodesOf(question, () => told)).toBe(question);
  },
);

test("where no code is asked for the passages are not looked at", () => {
  const looked = () => {
    throw new Error("looked");
  };
  expect(withCodesOf("how many users may 8.2 have, 50 or 12?", looked)).toBe("how many users may 8.2 have, 50 or 12?");
});
