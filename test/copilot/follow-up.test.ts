import { describe, expect, test } from "vitest";
import { answer } from "../../src/copilot/answer.ts";
import { routeOf } from "../../src/copilot/decide/route.ts";
import { embeddedDraft } from "../../src/copilot/draft/extractive/embedded.ts";
import { followUp, speaksOf } from "../../src/copilot/follow-up.ts";
import { readRequest } from "../../src/copilot/reading.ts";
import { shippedUnderstanding } from "../../src/copilot/understand/shipped-model.ts";
import { understand } from "../../src/copilot/understand/understand.ts";
import type { Hit, Search } from "../../src/knowledge/types.ts";
import { ask, sampleDeps } from "./sample-copilot.ts";
import { SCOPE } from "./sample-scope.ts";

describe("a follow-up that only names another thing", () => {
  test.each([
    ["How do I install the client on Linux?", "and on Windows?", "How do I install the client on Windows?"],
    ["How do I install the client on Linux?", "What about Windows?", "How do I install the client on Windows?"],
    ["Does the standard edition keep versions?", "and the cloud edition?", "Does the cloud edition keep versions?"],
    ["What may I send on the team plan?", "and on basic?", "What may I send on the basic plan?"],
    ["How do I close a period in 8.0?", "and in 8.2?", "How do I close a period in 8.2?"],
    ["How do I call it from visual basic?", "and from visual C#?", "How do I call it from visual C#?"],
    ["Which visual C# do you support?", "and managed C#?", "Which managed C# do you support?"],
    ["怎么在 Linux 上安装客户端？", "那 Windows 上呢？", "怎么在 Windows 上安装客户端？"],
    ["怎么在Linux上安装客户端？", "Mac呢", "怎么在Mac上安装客户端？"],
    ["我在手机上怎么看报表", "那电脑上呢", "我在电脑上怎么看报表"],
    ["企业版怎么分享文件？", "那标准版呢", "标准版怎么分享文件？"],
    ["8.0 怎么反结账", "那 8.2 呢？", "8.2 怎么反结账"],
  ])("%s %s", (before, said, question) => {
    expect(followUp(before, said)).toMatchObject({ question, isReplaced: true });
  });

  test("is asked beside what was asked before where nothing of its kind was named", () => {
    expect(followUp("管理员怎么重置密码？", "那普通用户呢？")).toEqual({
      question: "管理员怎么重置密码？\n那普通用户呢？",
      named: "普通用户",
      isReplaced: false,
    });
  });

  test.each([
    ["How do I install it?", "and then?"],
    ["How do I install it?", "but it does not work"],
    ["How do I install it?", "what does that mean?"],
    ["How do I install it?", "how do I remove it?"],
    ["怎么导出客户？", "那然后呢"],
    ["怎么导出客户？", "那怎么导入呢？"],
    ["怎么导出客户？", "第三步在哪里点？"],
    ["怎么导出客户？", "可以导出成 PDF 呢"],
    ["怎么导出客户？", "还是不行"],
  ])("is none: %s %s", (before, said) => {
    expect(followUp(before, said)).toBeNull();
  });
});

const model = shippedUnderstanding();

test.each([
  ["标准版呢", "tingke-crm"],
  ["那磐衡 ERP 呢", "panheng-erp"],
])("%s is looked for among the pages of one product", async (said, product) => {
  const seen: (string | undefined)[] = [];
  const search: Search = async ({ filter }) => {
    seen.push(filter.product);
    return { hits: [], answerability: 0, tookMs: 0 };
  };
  const turns = [
    { role: "customer" as const, text: "汀客 CRM 企业版多少钱？" },
    { role: "agent" as const, text: "企业版每用户每年 2,640 元。" },
    { role: "customer" as const, text: said },
  ];
  const asked = { ...ask(), turns };
  const customer = { ...asked.customer, product: null };
  const products = [
    ["磐衡 ERP", "panheng-erp"],
    ["汀客 CRM", "tingke-crm"],
  ] as const;
  const reads = (text: string) => ({
    ...understand(model, text),
    product: products.find(([name]) => text.includes(name))?.[1] ?? null,
  });
  await answer(await sampleDeps({ search, understand: reads }), { ...asked, customer });
  expect(new Set(seen)).toEqual(new Set([product]));
});

const read = (...texts: readonly string[]) =>
  readRequest(
    texts.map((text, i) => ({ role: i % 2 === 0 ? "customer" : "agent", text })),
    (text) => understand(model, text),
  );

test("follow-ups are read one after the other, and what comes later goes with the last of them", () => {
  const before = ["企业版怎么分享文件？", "请点外链。", "那标准版呢？", "请点分享。"] as const;
  expect(read(...before, "云端版呢")).toMatchObject({ question: "云端版怎么分享文件？", named: "云端版" });
  expect(read(...before, "第二步在哪里点？")).toMatchObject({
    question: "标准版怎么分享文件？\n第二步在哪里点？",
    named: null,
  });
  expect(read("企业版怎么分享文件？").question).toBe("企业版怎么分享文件？");
});

function factsOf(text: string, question: string, named: string): string[] {
  const hit: Hit = {
    ...{ chunkId: "c", articleId: "a", articleVersion: 1, path: "a.md", title: "Mail gateway", headingPath: [] },
    ...{ anchor: null, start: 0, end: text.length, text, score: 10, scope: { ...SCOPE, language: "en" } },
    explain: { terms: [] } as never,
  };
  const known = { product: null, edition: null, version: null };
  const input = { question, named, language: "en", hits: [hit], answerability: 1, answersFrom: 0.5, known } as const;
  const { sentences } = embeddedDraft({ ...input, productName: (name) => name, allowedStatements: [] });
  return sentences.flatMap(({ kind, text: said }) => (kind === "fact" ? [said] : []));
}

test("who names another thing says nothing of the answer, whatever was asked first", () => {
  const routed = (last: string) => {
    const { signals, opinion } = read("升级到 8.2 后月末结账的菜单在哪？", "8.2 起移到 结账向导。", last);
    return routeOf(signals, opinion).reason;
  };
  expect(routed("还是找不到菜单")).toBe("wrong_answer");
  for (const named of ["那 8.0 呢？", "那标准版呢", "and in 8.0?"])
    expect([named, routed(named)]).toEqual([named, null]);
});

test("of a table the rows about the thing that is named are told, and nothing where none speaks of it", () => {
  const table = "Plan: Basic; Largest file: 10 MB\nPlan: Team; Largest file: 25 MB";
  expect(factsOf(table, "What is the largest file on the basic plan?", "basic")).toEqual([
    "Plan: Basic; Largest file: 10 MB",
  ]);
  expect(factsOf(table, "What is the largest file on the gold plan?", "gold")).toEqual([]);
});

test("a thing is spoken of in its words, whatever stands between them", () => {
  expect(speaksOf(["For editions in the cloud:"], "cloud edition")).toBe(true);
  expect(speaksOf(["在 Windows 上安装"], "Windows")).toBe(true);
  expect(speaksOf(["在 Linux 上安装"], "Windows")).toBe(false);
});
