import { describe, expect, test } from "vitest";
import { mattersOf, type Turn } from "../../src/copilot/decide/matter.ts";
import { isAboutBoth, isOwnQuestion } from "../../src/copilot/own-question.ts";
import { readRequest } from "../../src/copilot/reading.ts";
import { shippedUnderstanding } from "../../src/copilot/understand/shipped-model.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import type { Hit } from "../../src/knowledge/types.ts";
import { SCOPE } from "./sample-scope.ts";

const chat = (...texts: readonly string[]): Turn[] =>
  texts.map((text, i) => ({ role: i % 2 === 0 ? "customer" : "agent", text }));

describe("after a reply", () => {
  test.each([
    ["怎么反结账？", "在期末处理里点反结账。", "扫码枪怎么跟手机配对？"],
    ["怎么反结账？", "在期末处理里点反结账。", "凭证号断了想重新编号，咋办"],
    ["怎么反结账？", "在期末处理里点反结账。", "登录页面一直报错 ERP-SYS-1004"],
    ["How do I reopen a period?", "Press Reopen in the closing wizard.", "Which ports must the firewall leave open?"],
  ])("another matter begins with a question that shares nothing with it: %s %s %s", (...texts) => {
    const { now, before } = mattersOf(chat(...texts));
    expect(before).toHaveLength(1);
    expect(now.vendorTurns).toBe(0);
    expect(now.said.length).toBeGreaterThan(0);
    expect(before[0]!.said).not.toContain(now.said);
  });

  test.each([
    ["what points back", ["怎么反结账？", "在期末处理里点反结账。", "那个按钮在哪个菜单下面？"]],
    ["what names too little", ["怎么反结账？", "在期末处理里点反结账。", "要多久？"]],
    ["what asks about the reply", ["怎么反结账？", "由第二个有审批权限的人审批。", "审批权限在哪里给？"]],
    ["what has not helped", ["怎么反结账？", "在期末处理里点反结账。", "点了按钮没有用，网页还是打不开"]],
    ["a fault after a fault", ["登录报错 403", "请清理缓存。", "打印出来全是乱码"]],
    ["the wish for a person", ["怎么反结账？", "在期末处理里点反结账。", "能不能转人工客服处理退货单"]],
    ["whatever comes after it", ["转人工", "我是机器人，先说说问题。", "打印机怎么设置纸张大小？"]],
    ["a loss", ["图纸签入一直转圈", "请重置工作区。", "昨天改的三套图纸全丢了，服务器有备份吗"]],
    ["what was found of the advice", ["有没有报告？", "请看官网公告。", "公告里没有。院办上会，谁能盖章？"]],
    ["a grievance", ["How do I export?", "Press Export.", "Your support team is useless, who is in charge there?"]],
  ])("the matter goes on with %s", (_, texts) => {
    expect(mattersOf(chat(...texts)).before).toEqual([]);
  });
});

test("what shares nothing with an open fault is asked beside it, and no advice was about it", () => {
  const { now, before } = mattersOf(chat("登录报错 403", "请清理缓存。", "打印机怎么设置纸张大小？"));
  expect(now).toMatchObject({ said: "打印机怎么设置纸张大小?", vendorTurns: 0 });
  expect(before[0]!.said).toBe("登录报错 403");
});

test("a question asks by itself where the reply does not hold all that it speaks of", () => {
  expect(isOwnQuestion("打印机怎么设置？", "请在期末处理里点反结账。")).toBe(true);
  expect(isOwnQuestion("打印机怎么设置？", "打印机在外设里设置。")).toBe(false);
  expect(isOwnQuestion("打印机装好了", "请在期末处理里点反结账。")).toBe(false);
});

const hit = (title: string, text: string): Hit => ({
  ...{ chunkId: "c", articleId: "a", articleVersion: 1, path: "a.md", title, headingPath: [], anchor: null },
  ...{ start: 0, end: text.length, text, score: 1, scope: SCOPE, explain: { terms: [] } as never },
});

test("a passage is about both questions when it speaks of most of one and of half of the other", () => {
  const asked = { question: "审批要什么权限？", before: "怎么反结账？" };
  expect(isAboutBoth(asked, [hit("反结账", "由有审批权限的人审批。")])).toBe(true);
  expect(isAboutBoth(asked, [hit("反结账", "点反结账。"), hit("角色", "审批权限在角色里给。")])).toBe(false);
  expect(isAboutBoth(asked, [])).toBe(false);
});

const model = shippedUnderstanding();
const read = (...texts: readonly string[]) => readRequest(chat(...texts), (text) => understand(model, text));

test("of three questions in a chat the last is read with the one before it, until what is found tells them apart", () => {
  const reading = read(
    "如何设置默认仓库？",
    "在参数里设置。",
    "如何设置默认打印机？",
    "在外设里设置。",
    "如何设置默认税率？",
  );
  expect(reading.own).toEqual({ question: "如何设置默认税率？", before: "如何设置默认打印机？" });
  expect(read("如何设置默认仓库？").own).toBeNull();
});
