import { expect, test } from "vitest";
import { noticeText } from "../../src/web/app/notice-text.ts";

test("a notice that the product writes is shown in the reader's language alone", () => {
  const budget = { kind: "budget", text: "本月模型额度已用 80 %。80 % of this month's model budget is used." } as const;
  expect(noticeText(budget, "zh")).toBe("本月模型额度已用 80 %。");
  expect(noticeText(budget, "en")).toBe("80 % of this month's model budget is used.");
});

test("an alarm names its tag in the reader's language, whatever its alert is called", () => {
  const alarm = {
    kind: "insight",
    text: "看。缺陷: 缺陷 2026-03-01 9 (0–3)。看。缺陷: Defect 2026-03-01 9 (0–3)",
  } as const;
  expect(noticeText(alarm, "zh")).toBe("看。缺陷: 缺陷 2026-03-01 9 (0–3)。");
  expect(noticeText(alarm, "en")).toBe("看。缺陷: Defect 2026-03-01 9 (0–3)");
  const shipped = { kind: "insight", text: "深色模式 · 8.3 · 说明: 已上线。设置里可改。" } as const;
  expect(noticeText(shipped, "en")).toBe(shipped.text);
});

test("somebody's own words are left as they are", () => {
  const reply = { kind: "reply", text: "还是不行。Please help." } as const;
  expect(noticeText(reply, "en")).toBe(reply.text);
  expect(noticeText({ kind: "training", text: "Only one." }, "zh")).toBe("Only one.");
});
