import fc from "fast-check";
import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { suggestArticle } from "../../src/jobs/cases/case-suggestion.ts";
import { foldCases, similarTo } from "../../src/jobs/cases/solved-cases.ts";
import type { Ctx } from "../../src/kernel/ctx.ts";
import { openDraft } from "../../src/knowledge/articles/edit.ts";
import { getArticle } from "../../src/knowledge/articles/read.ts";
import { createArticleIndex } from "../../src/knowledge/index/article-index.ts";
import { acceptSuggestion, suggestionPage } from "../../src/knowledge/suggestions/review.ts";
import { writeReply } from "../../src/tickets/approval/drafts.ts";
import { type CaseMessage, likeness, solvedCaseOf } from "../../src/tickets/solved-case.ts";
import { escalateTicket, reopenTicket, resolveTicket, returnTicket } from "../../src/tickets/work.ts";
import { testDatabase } from "../support/database.ts";
import { ticketDesk } from "../support/tickets.ts";

// Opened before the first test's time runs.
await testDatabase();

async function solvingDesk() {
  const desk = await ticketDesk();
  const { deps, staff, as } = desk;
  let visitor = 0;
  const ask = async (text: string) => {
    visitor += 1;
    const { ticket } = await desk.say(text, { contact: { externalId: `v-${visitor}` } });
    return desk.label(ticket, "consult", "howto");
  };
  /** A customer asks, an agent answers, the ticket is resolved. */
  const solve = async (question: string, ...replies: string[]) => {
    const { id } = await ask(question);
    for (const reply of replies) {
      const { rows } = await inTenant(deps.db, desk.ctx.tenantId, (tx) =>
        tx.query<{ turn: number }>("select turn from ticket where tenant_id = $1 and id = $2", [tx.tenantId, id]),
      );
      await writeReply(deps, as(staff.agent), id, reply, rows[0]!.turn);
    }
    await resolveTicket(deps, as(staff.agent), id);
    desk.clock.advance(1_000);
    return id;
  };
  const fold = () => foldCases(deps, desk.ctx.tenantId, new Date(0));
  const similar = (id: string, ctx: Ctx = as(staff.agent)) => similarTo(deps, ctx, id, 5);
  return { ...desk, ask, solve, fold, similar };
}

test("a ticket shows the solved ones most like it, with the reply that solved each, the likest first", async () => {
  const { ask, solve, fold, similar } = await solvingDesk();
  const solution = "请在会计期间里点“反结账”，输入管理员口令后再改凭证。";
  const near = await solve("月末结账以后发现凭证录错了，怎么反结账？", solution, "不客气，祝您愉快！");
  await solve("扫码枪连不上怎么办", "请重新安装驱动。");
  await solve("电子发票开不出来", "请检查税盘。");
  expect(await fold()).toBe(3);
  expect(await fold()).toBe(0);
  const { id } = await ask("已经结账了，要改凭证，怎么反结账");
  const found = await similar(id);
  expect(found[0]).toMatchObject({ ticketId: near, answer: solution, answeredBy: { type: "member" } });
  expect(found.map(({ ticketId }) => ticketId)).toEqual([near]);
  expect(await similar((await ask("登录页面白屏")).id)).toEqual([]);
});

test("a ticket that was opened again is no solution, and is one again with its new reply", async () => {
  const { deps, as, staff, ask, solve, fold, similar } = await solvingDesk();
  const solved = await solve("报表导出失败，提示 E-4012", "请清空缓存后再导出。");
  await fold();
  const { id } = await ask("导出报表提示 E-4012");
  expect(await similar(id)).toHaveLength(1);
  const { turn } = await reopenTicket(deps, as(staff.agent), solved);
  expect(await similar(id)).toEqual([]);
  const better = "这是 8.2 的已知问题，请升级到 8.2.1 再导出。";
  await writeReply(deps, as(staff.agent), solved, better, turn);
  await resolveTicket(deps, as(staff.agent), solved);
  await fold();
  expect(await similar(id)).toMatchObject([{ ticketId: solved, answer: better }]);
});

test("what a higher tier found stands beside the reply", async () => {
  const { deps, as, staff, ask, fold, similar } = await solvingDesk();
  const { id, turn } = await ask("批量导入物料报错 IMP-77");
  const form = { symptom: "报错", version: "", evidence: "日志", triedSteps: "重试", summary: "导入失败" };
  await escalateTicket(deps, as(staff.agent), id, { toTier: 2, ...form });
  await returnTicket(deps, as(staff.engineer), id, { toTier: 1, solution: "列名里有空格，去掉即可。" });
  await writeReply(deps, as(staff.agent), id, "请去掉列名里的空格后再导入。", turn);
  await resolveTicket(deps, as(staff.agent), id);
  await fold();
  const { id: other } = await ask("导入物料时报错 IMP-77");
  expect(await similar(other)).toMatchObject([{ ticketId: id, solution: "列名里有空格，去掉即可。" }]);
});

test("personal data of a case is masked for whoever does not work on tickets", async () => {
  const { as, staff, ask, solve, fold, similar } = await solvingDesk();
  await solve("盘点单打不开，我的电话 13800138000", "已致电 13800138000，请更新盘点模块。");
  await fold();
  const { id } = await ask("盘点单打不开");
  expect((await similar(id))[0]?.answer).toContain("13800138000");
  const analyst = {
    ...as(staff.agent),
    actor: { type: "member", id: staff.agent.id, role: "analyst", maySend: false },
  };
  const [seen] = await similar(id, analyst as Ctx);
  expect(seen).toMatchObject({
    answer: "已致电 [phone]，请更新盘点模块。",
    question: "盘点单打不开，我的电话 [phone]",
  });
});

test("an article is suggested of a solved ticket once, without personal data, and becomes a draft that nobody outside sees", async () => {
  const { deps, as, staff, ctx, ask, solve, fold } = await solvingDesk();
  const id = await solve("怎么红冲电子发票？电话 13800138000", "在开票记录里选中发票，点“红冲”。");
  const articles = { db: deps.db, clock: deps.clock, index: createArticleIndex() };
  await expect(suggestArticle(deps, as(staff.agent), id)).rejects.toMatchObject({ code: "conflict" });
  await fold();
  const made = await suggestArticle(deps, as(staff.agent), id);
  expect(made).toMatchObject({ status: "open", repeated: false });
  expect(await suggestArticle(deps, as(staff.csm), id)).toEqual({ ...made, repeated: true });
  await expect(suggestArticle(deps, as(staff.agent), (await ask("在吗")).id)).rejects.toMatchObject({
    code: "conflict",
  });
  const page = await suggestionPage(articles, ctx, { status: "open", kind: "case" }, { limit: 10, offset: 0 });
  expect(page).toMatchObject([
    { id: made.id, content: { ticketId: id, case: { question: "怎么红冲电子发票？电话 [phone]" } } },
  ]);
  const { articleId } = await acceptSuggestion(articles, as(staff.manager), made.id);
  const article = await getArticle(articles, ctx, articleId);
  expect(article).toMatchObject({ status: "draft", version: 0 });
  const { draft } = await openDraft(articles, ctx, articleId);
  expect(draft).toMatchObject({ scope: { audience: "internal" } });
  expect(draft.body).toContain("点“红冲”");
});

const message = (over: Partial<CaseMessage>): CaseMessage => ({
  ...{ id: "m", direction: "in", by: "customer", handover: false, cites: false, text: "问题" },
  ...over,
});

test("the question is what came before the first answer; the solution rests on an article or is the longest of the last", () => {
  const found = solvedCaseOf([
    message({ id: "q", text: "打不开" }),
    message({
      id: "h",
      direction: "out",
      by: "copilot",
      handover: true,
      text: "转给同事了，请稍候，很快就会有人来处理您的问题",
    }),
    message({ id: "q2", text: "是盘点单" }),
    message({ id: "a", direction: "out", by: "member", cites: true, text: "请更新。" }),
    message({ id: "q3", text: "好了，谢谢" }),
    message({ id: "b", direction: "out", by: "member", text: "不客气，有问题随时联系我们，祝您工作顺利！" }),
  ]);
  expect(found).toEqual({ problem: "打不开\n是盘点单", questionId: "q", replyId: "a" });
  expect(solvedCaseOf([])).toEqual({ problem: "", questionId: null, replyId: null });
});

test("likeness lies between 0 and 1, is 1 for the same words, and never rises with words that were not asked", () => {
  const words = fc.uniqueArray(fc.constantFrom("wa", "wb", "wc", "sd", "ie", "wf"), { minLength: 1, maxLength: 6 });
  const weights = fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(words, words, weights, (asked, terms, weight) => {
      const map = new Map(asked.map((term, i) => [term, weight[i]!]));
      const value = likeness(map, terms);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(likeness(map, [...terms, "wx"])).toBeLessThanOrEqual(value);
      expect(likeness(map, asked)).toBeCloseTo(1);
    }),
  );
});
