import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isYesOrNo, lacksValue, predicateOf, valuesAsked } from "../../src/copilot/evidence/asked.ts";
import { unsaidOf } from "../../src/copilot/evidence/constraints.ts";
import { evidenceFor } from "../../src/copilot/evidence.ts";
import { createSearch } from "../../src/knowledge/search/search.ts";
import { indexedTenant } from "../knowledge/index-support.ts";
import { sampleSearch } from "./sample-copilot.ts";

const PAGES = join(import.meta.dirname, "../../knowledge/zh/panheng-erp");

async function evidence(text: string, answerability = 0.95) {
  const found = await sampleSearch({ text, filter: { audiences: ["public"], at: new Date() }, limit: 6 });
  return evidenceFor(text, { ...found, answerability });
}

test("words that stand together in one place are evidence, words scattered over a knowledge base are not", async () => {
  expect(await evidence("三单匹配的数量容差默认是多少？")).toBeGreaterThan(0.5);
  expect(await evidence("机房空调的功率应该选多大？")).toBeLessThan(0.5);
});

test("polite words around a question cost it hardly anything", async () => {
  const { db, tenantId, put } = await indexedTenant();
  const pages = readdirSync(PAGES).filter((name) => name.endsWith(".md"));
  await put(Object.fromEntries(pages.map((name) => [name, readFileSync(join(PAGES, name), "utf8")])));
  const search = createSearch({ db })(tenantId);
  const found = async (text: string) => {
    return evidenceFor(text, await search({ text, filter: { audiences: ["public"], at: new Date() }, limit: 6 }));
  };
  const plain = await found("三单匹配的数量容差默认是多少？");
  expect(plain).toBeGreaterThan(0.5);
  expect(
    await found("老师好，打扰了，领导让我来问一下，三单匹配的数量容差默认是多少？祝工作顺利。"),
  ).toBeGreaterThanOrEqual(plain - 0.05);
});

test("no evidence without passages, and less from passages in another language", () => {
  expect(evidenceFor("备份", { hits: [], answerability: 0 })).toBe(0);
  expect(evidenceFor("备份", { hits: [], answerability: 0.9 })).toBeLessThan(0.9);
});

test("what the asker may not read and fits as well leaves no evidence in what they may", async () => {
  const text = "三单匹配的数量容差默认是多少？";
  const found = await sampleSearch({ text, filter: { audiences: ["public"], at: new Date() }, limit: 6 });
  const sure = { ...found, answerability: 0.95 };
  expect(evidenceFor(text, { ...sure, beside: 0.5 * found.hits[0]!.score })).toBe(evidenceFor(text, sure));
  expect(evidenceFor(text, { ...sure, beside: found.hits[0]!.score })).toBeLessThan(0.35);
});

test("a code that no passage knows leaves little, however well the rest fits", async () => {
  const known = await evidence("月末结账报错 ERP-FIN-2107 怎么办");
  expect(await evidence("月末结账报错 ERP-FIN-2999 怎么办")).toBeLessThan(Math.min(0.35, known));
  expect(await evidence("月末结账报错 E2041 怎么办")).toBeLessThan(0.35);
});

test.each([
  "ERP-FIN-2107 怎么处理",
  "结账时报 ERP-FIN-2107，怎么办？",
  "ERP-BAK-1203 怎么处理",
  "How do I fix ERP-SYS-1004?",
])("a code that a heading or a row of its own explains is evidence by itself: %s", async (text) => {
  expect(await evidence(text)).toBeGreaterThan(0.54);
});

test("what is asked of a code beside its cause and remedy is not answered by its page", async () => {
  const plain = await evidence("ERP-FIN-2107 怎么处理");
  expect(await evidence("ERP-FIN-2107 上个月出现了多少次")).toBeLessThan(Math.min(0.54, plain));
});

test("the name of a thing that no passage knows counts against an answer", async () => {
  const plain = await evidence("三单匹配的容差怎么设置？");
  expect(await evidence("支付宝三单匹配的容差怎么设置？")).toBeLessThan(plain - 0.03);
});

test("traditional characters are as good as simplified ones", async () => {
  expect(await evidence("三單匹配的數量容差預設是多少？")).toBeGreaterThan(0.5);
});

test("whether it works with what no page has heard of is less answered than how it works", async () => {
  const how = (await evidence("三单匹配的容差怎么设置？")) - (await evidence("向日葵三单匹配的容差怎么设置？"));
  const plain = await evidence("三单匹配能设置容差吗？");
  expect(plain - (await evidence("三单匹配能设置 Parquet 容差吗？"))).toBeGreaterThan(how);
});

test("words that a cutter makes of signs that stand together by chance cost nothing", async () => {
  const plain = await evidence("三单匹配的数量容差是多少？");
  expect(await evidence("查个三单匹配的数量容差是多少？")).toBeGreaterThan(plain - 0.1);
});

test.each([
  ["自动结账能不能只在周末跑", "只在周末跑"],
  ["会计凭证能用手机导入吗", "用手机导入吗"],
  ["盘点时会不会停止发货", "停止发货"],
  ["Can reopening a period be approved by an outside accountant?", " approved by an outside accountant?"],
  ["can we pay by the month", " pay by the month"],
  ["Does SCIM map groups to roles?", " scim map groups to roles?"],
])("of a question of yes or no it is known what it asks of its subject: %s", (question, predicate) => {
  expect(isYesOrNo(question)).toBe(true);
  expect(predicateOf(question)).toBe(predicate);
});

test.each(["一次能批量打多少张单子", "会计科目怎么设置", "how many rows can we import", "Where can I find the log?"])(
  "a question of another kind has no such part: %s",
  (question) => {
    expect(predicateOf(question)).toBe("");
  },
);

test("a question for a time, a size, an amount of money or a person is not answered by what names none", () => {
  const steps = ["打开 设置 → 备份，点“新建”。"];
  expect(lacksValue(valuesAsked("备份要多久？"), steps)).toBe(true);
  expect(lacksValue(valuesAsked("备份要多久？"), [...steps, "约 10 分钟完成。"])).toBe(false);
  expect(lacksValue(valuesAsked("安装包有多大"), ["从门户下载补丁。"])).toBe(true);
  expect(lacksValue(valuesAsked("How much is an extra user?"), ["Each further user: 2,400"])).toBe(false);
  expect(lacksValue(valuesAsked("How much is an extra user?"), ["Open the menu."])).toBe(true);
  expect(lacksValue(valuesAsked("how much notice to cancel"), ["Cancel at least 30 days before renewal."])).toBe(false);
  expect(lacksValue(valuesAsked("how much data does it use per day"), ["About 3 MB a day."])).toBe(false);
  expect(lacksValue(valuesAsked("超了以后谁来审批"), ["超产比例默认 5%。"])).toBe(true);
  expect(lacksValue(valuesAsked("怎么备份？"), steps)).toBe(false);
  expect(lacksValue(valuesAsked("what happens when a job fails"), ["It stops."])).toBe(false);
});

test("a yes-or-no question is less answered by passages that leave out what it asks of its subject", async () => {
  const told = await evidence("盘点方案能选择不锁吗？");
  expect(await evidence("盘点方案能导出成音频吗？")).toBeLessThan(told - 0.2);
});

test("all of what a yes-or-no question asks, in one piece, is more than all but one word of it", async () => {
  const text = "已记账的凭证能删除吗？";
  const found = await sampleSearch({ text, filter: { audiences: ["public"], at: new Date() }, limit: 6 });
  const telling = (said: string) => evidenceFor(text, { ...found, hits: [{ ...found.hits[0]!, text: said }] });
  expect(telling("已记账的凭证不可删除。")).toBeGreaterThan(telling("已记账的凭证不可修改。") + 0.1);
});

test("what a question insists on is said by any of its names, or else it counts as unsaid", () => {
  expect(unsaidOf("报表能导出成 PDF 吗", ["格式: .pdf; 8.2、9.0: 5,000 行", "报表导出"])).toBe(0);
  expect(unsaidOf("报表能导出成 Word 发到钉钉吗", ["报表导出：选择 .xlsx 或 .csv。"])).toBe(2);
  expect(unsaidOf("can it run overnight by itself", ["The job starts automatically at night."])).toBe(0);
  expect(unsaidOf("can it run by itself on weekends", ["The job starts automatically."])).toBe(1);
  expect(unsaidOf("三单匹配的容差是多少", ["数量容差，默认 ±2%"])).toBe(0);
});

test("a way of doing it that what is told does not name leaves less evidence than the same question without it", async () => {
  const plain = await evidence("三单匹配的容差怎么设置？");
  expect(await evidence("三单匹配的容差怎么按季度设置？")).toBeLessThan(plain - 0.1);
  expect(await evidence("三单匹配的容差怎么用短信设置？")).toBeLessThan(plain - 0.1);
});
