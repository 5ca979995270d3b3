import { expect, test } from "vitest";
import { noticeText } from "../../src/web/app/notice-text.ts";

test("a notice that the product writes is shown in the reader's language alone", () => {
  const budget = { kind: "budget", text: "本月模型额度已用 80 %。80 % of this month's model budget is used." } as const;
  expect(noticeText(budget, "zh")).toBe("本月模型额度已用 80 %。");
  expect(noticeText(budget, "en")).toBe("80 % of this month's model budget is used.");
});

test("somebody's own words are left as they are", () => {
  const reply = { kind: "reply", text: "还是不行。Please help." } as const;
  expect(noticeText(reply, "en")).toBe(reply.text);
  expect(noticeText({ kind: "training", text: "Only one." }, "zh")).toBe("Only one.");
});
