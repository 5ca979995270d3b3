import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answer } from "../../src/copilot/answer.ts";
import { type Asker, approvedAnswer } from "../../src/copilot/draft/approved.ts";
import { draftText } from "../../src/copilot/proposal.ts";
import type { ArticleScope, Hit } from "../../src/knowledge/types.ts";
import { scriptedModel } from "../../src/models/scripted.ts";
import { ask, sampleDeps } from "./sample-copilot.ts";

const ROUNDS = Number(process.env["ROUNDS"] ?? 500);
const RUNS: Asker = { product: "panheng-erp", edition: "professional", version: "8.2", deployment: "on_premise" };
const SCOPE: ArticleScope = {
  product: "panheng-erp",
  module: null,
  editions: ["professional"],
  versions: ">=8.2 <9.0",
  deployment: null,
  audience: "public",
  language: "zh",
  kind: "approved_answers",
  validFrom: null,
  validTo: null,
  owner: null,
};
const QUESTIONS = [
  "专业版 8.2 怎么把备份恢复到 14:30？",
  "磐衡 ERP 专业版可以建 20 个账套吗？",
  "凭证没有审核能记账吗？",
  "Can I restore a backup of 8.2 into 9.0?",
  "How do I close 3 periods without posting in Panheng Professional?",
  "Is ERP-FIN-2107 shown when inventory is not closed?",
];
const ANSWER = "可以，按批准的步骤操作。\n完成后核对余额表。";

const hit = (head: string, scope: Partial<ArticleScope> = {}): Hit => ({
  chunkId: "c1",
  articleId: "a1",
  articleVersion: 1,
  path: "zh/approved.md",
  title: "常见问题",
  headingPath: ["常见问题", head],
  anchor: null,
  start: 0,
  end: 10,
  text: ANSWER,
  scope: { ...SCOPE, ...scope },
  score: 10,
  explain: { lexical: 10, dense: null, terms: [] },
});

/** Ways to ask something else in almost the same words. */
const CHANGES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/可以|能(?!不)|没有|不能/u, ["不可以", "不能", "已经", "无法", "能"]],
  [/\bCan\b|\bIs\b|\bdo\b/u, ["Can't", "Isn't", "don't", "Why can"]],
  [/\bnot\b|\bwithout\b/u, ["", "never", "with"]],
  [/\d+(?:[.:]\d+)*/u, ["7.3", "8.0", "8.20", "82", "9.1", "2", "21", "14:03", "2108"]],
  [/专业版|Professional/u, ["标准版", "旗舰版", "Standard", "Flagship"]],
  [/磐衡 ERP|Panheng/u, ["汀客 CRM", "Tingke"]],
  [/备份|backup|凭证|账套|periods|inventory/u, ["报表", "report", "审计日志", "licence"]],
];
const nearMiss = fc
  .record({
    question: fc.constantFrom(...QUESTIONS),
    change: fc.nat(CHANGES.length - 1),
    to: fc.nat(20),
    around: fc.constantFrom("", "您好，", "请问", "Hello, ", "谢谢！"),
  })
  .map(({ question, change, to, around }) => {
    const [from, words] = CHANGES[change]!;
    return { question, asked: `${around}${question.replace(from, words[to % words.length]!)}` };
  })
  .filter(({ question, asked }) => !asked.endsWith(question));

describe("an approved answer", () => {
  test("is given word for word to its question, whatever politeness stands around it", () => {
    for (const question of QUESTIONS) {
      for (const asked of [question, `您好，请问${question}谢谢！`, question.replace(/[？?]$/u, "")]) {
        const said = approvedAnswer(asked, [hit(question)], RUNS);
        expect(said?.map(({ text }) => text).join("\n")).toBe(ANSWER);
      }
    }
  });

  test("is never given to a question that differs in a denial, a number, a version, an edition, a product or a thing", () => {
    fc.assert(
      fc.property(nearMiss, ({ question, asked }) => {
        expect(approvedAnswer(asked, [hit(question)], RUNS)).toBeNull();
      }),
      { numRuns: ROUNDS },
    );
  });

  test("is given only where the asker is known to run what it holds for", () => {
    const question = QUESTIONS[2]!;
    for (const other of [
      { product: null },
      { product: "tingke-crm" },
      { edition: null },
      { edition: "standard" },
      { version: null },
    ])
      expect(approvedAnswer(question, [hit(question)], { ...RUNS, ...other })).toBeNull();
    expect(approvedAnswer(question, [hit(question, { deployment: "saas" })], RUNS)).toBeNull();
    expect(approvedAnswer(question, [hit(question, { kind: "faq" })], RUNS)).toBeNull();
  });

  test("is no answer when two of them claim the question", () => {
    const question = QUESTIONS[2]!;
    expect(approvedAnswer(question, [hit(question), { ...hit(question), articleId: "a2" }], RUNS)).toBeNull();
  });

  test("needs no model, is cited, and obeys the policy that keeps a channel for people", async () => {
    const question = QUESTIONS[2]!;
    const model = scriptedModel([{ text: "{}" }]);
    const found = { hits: [hit(question)], answerability: 0.01, tookMs: 0 };
    const deps = await sampleDeps({ model, search: () => Promise.resolve(found) });
    const request = ask(question);
    const customer = { ...request.customer, product: "panheng-erp", edition: "professional", version: "8.2" };
    const proposal = await answer(deps, { ...request, customer });
    expect(model.requests).toEqual([]);
    expect(draftText(proposal)).toContain(ANSWER);
    expect(proposal.decision.action).toBe("auto");
    expect(proposal.draft.sentences.filter(({ kind }) => kind === "fact").every(({ cites }) => cites[0] === 0)).toBe(
      true,
    );
    const email = await answer(deps, { ...request, customer, channel: "email" });
    expect(email.decision.action).toBe("propose");
  });
});
