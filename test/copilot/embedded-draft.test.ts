import { expect, test } from "vitest";
import { type Competitor, clarifyingQuestion } from "../../src/copilot/draft/extractive/competition.ts";
import { embeddedDraft } from "../../src/copilot/draft/extractive/embedded.ts";
import { FRAMES } from "../../src/copilot/draft/frames.ts";
import type { Hit } from "../../src/knowledge/types.ts";
import { SCOPE } from "./sample-scope.ts";

const passageOf = (text: string, product: string | null = null): Hit => ({
  ...{ chunkId: text, articleId: text, articleVersion: 1, path: "a.md", title: "恢复数据", headingPath: ["恢复数据"] },
  ...{ anchor: null, start: 0, end: text.length, text, score: 10, scope: { ...SCOPE, product } },
  explain: { terms: [] } as never,
});

function draftOf(...hits: Hit[]) {
  const known = { product: null, edition: null, version: null };
  const input = {
    question: "怎么恢复数据",
    named: null,
    language: "zh",
    hits,
    answerability: 1,
    answersFrom: 0.5,
    known,
  } as const;
  return embeddedDraft({ ...input, productName: (name) => name, allowedStatements: [] }).sentences;
}

const factsOf = (...hits: Hit[]) => draftOf(...hits).flatMap(({ kind, text }) => (kind === "fact" ? [text] : []));
const facts = (text: string) => factsOf(passageOf(text));

test("steps that one may not be said of are left out as a whole, for the rest would mislead", () => {
  const steps = "恢复数据要先停服务。\n1. 停止服务。\n2. 我们会在 2 小时内恢复数据。\n3. 启动服务。";
  expect(facts(steps)).toEqual(["恢复数据要先停服务。"]);
  expect(facts("1. 停止服务。\n2. 运行恢复。")).toEqual(["1. 停止服务。", "2. 运行恢复。"]);
});

test("a sentence that begins with a version is no step: where it may not be said, the others stay", () => {
  const text = "恢复数据前先停止服务。8.2 起我们承诺免费恢复数据。恢复数据用备份工具。";
  expect(facts(text)).toEqual(["恢复数据前先停止服务。", "恢复数据用备份工具。"]);
});

test("where nothing is left, a person takes over", () => {
  expect(draftOf(passageOf("1. 停止服务。\n2. 我们会在 2 小时内恢复数据。"))).toEqual([
    { kind: "frame", text: FRAMES.zh.handover, cites: [] },
  ]);
});

test("an answer about one product tells nothing of another, and what holds for all of them stays", () => {
  const best = { ...passageOf("恢复数据用备份工具。", "erp"), score: 11 };
  const other = { ...passageOf("恢复数据找平台管理员。", "crm"), score: 9 };
  expect(factsOf(best, other)).toEqual(["恢复数据用备份工具。"]);
  const shared = passageOf("恢复数据前先停止服务。");
  expect(factsOf(best, shared, other)).toEqual(["恢复数据用备份工具。", "恢复数据前先停止服务。"]);
});

test("a question back is written as the documentation writes, with a blank before Latin letters and digits", () => {
  expect(FRAMES.zh.askProduct(["汀客 CRM", "磐衡 ERP"])).toBe("您好，请问您咨询的是汀客 CRM，还是磐衡 ERP？");
  expect(FRAMES.zh.askVersion(["8.2 及以上", "8.0"])).toContain("您使用的是 8.2 及以上，还是 8.0？");
});

test("articles for different editions of one product are asked for by their titles, unless the edition is known", () => {
  const article = (articleId: string, title: string, editions: string[], score: number): Competitor => ({
    ...{ articleId, title, score },
    scope: { ...SCOPE, product: "crm", editions },
  });
  const team = article("a", "登录（团队版）", ["team"], 10);
  const enterprise = article("b", "单点登录（企业版）", ["enterprise", "business"], 9.5);
  const ask = (rivals: Competitor[], edition: string | null) =>
    clarifyingQuestion(rivals, { product: "crm", edition, version: null }, "zh", (name) => name);
  expect(ask([team, enterprise], null)).toBe("您好，请问您想了解的是“登录（团队版）”，还是“单点登录（企业版）”？");
  expect(ask([team, enterprise], "team")).toBeNull();
  expect(ask([team, article("b", "登录", ["team", "business"], 9.5)], null)).toBeNull();
  expect(ask([team, article("b", "登录（全部）", [], 9.5)], null)).toBeNull();
  expect(ask([team, { ...enterprise, score: 8 }], null)).toBeNull();
});
