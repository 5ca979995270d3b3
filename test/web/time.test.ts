import { expect, test } from "vitest";
import { lengthOfTime } from "../../src/web/ui/time.ts";

test("a length of time is told in the largest unit that it fills, down to seconds", () => {
  expect(lengthOfTime(4_200, "zh")).toBe("4秒");
  expect(lengthOfTime(61_000, "zh")).toBe("1分钟");
  expect(lengthOfTime(7_300_000, "en")).toBe("2 hr");
});
