import { expect, test } from "vitest";
import { listed } from "../../src/web/ui/listed.ts";

test("names are separated as the language of the page does it", () => {
  expect(listed(["甲", "乙"], "zh")).toBe("甲、乙");
  expect(listed(["Ann", "Bob"], "en")).toBe("Ann, Bob");
  expect(listed(["Ann"], "en")).toBe("Ann");
});
