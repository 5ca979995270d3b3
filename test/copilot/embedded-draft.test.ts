import { expect, test } from "vitest";
import { embeddedDraft } from "../../src/copilot/draft/embedded.ts";
import { FRAMES } from "../../src/copilot/draft/frames.ts";
import type { Hit } from "../../src/knowledge/types.ts";
import { SCOPE } from "./sample-scope.ts";

function draftOf(text: string) {
  const passage: Hit = {
    ...{ chunkId: "c", articleId: "a", articleVersion: 1, path: "a.md", title: "恢复数据", headingPath: ["恢复数据"] },
    ...{ anchor: null, start: 0, end: text.length, text, score: 10, scope: SCOPE },
    explain: { terms: [] } as never,
  };
  const known = { product: null, version: null };
  const input = { question: "怎么恢复数据", language: "zh", hits: [passage], answers: true, known } as const;
  return embeddedDraft({ ...input, productName: (name) => name, allowedStatements: [] }).sentences;
}

const facts = (text: string) => draftOf(text).flatMap(({ kind, text: said }) => (kind === "fact" ? [said] : []));

test("steps that one may not be said of are left out as a whole, for the rest would mislead", () => {
  const steps = "恢复数据要先停服务。\n1. 停止服务。\n2. 我们会在 2 小时内恢复数据。\n3. 启动服务。";
  expect(facts(steps)).toEqual(["恢复数据要先停服务。"]);
  expect(facts("1. 停止服务。\n2. 运行恢复。")).toEqual(["1. 停止服务。", "2. 运行恢复。"]);
});

test("where nothing is left, a person takes over", () => {
  expect(draftOf("1. 停止服务。\n2. 我们会在 2 小时内恢复数据。")).toEqual([
    { kind: "frame", text: FRAMES.zh.handover, cites: [] },
  ]);
});

test("a question back is written as the documentation writes, with a blank before Latin letters and digits", () => {
  expect(FRAMES.zh.askProduct(["汀客 CRM", "磐衡 ERP"])).toBe("您好，请问您咨询的是汀客 CRM，还是磐衡 ERP？");
  expect(FRAMES.zh.askVersion(["8.2 及以上", "8.0"])).toContain("您使用的是 8.2 及以上，还是 8.0？");
});
