import { expect, test } from "vitest";
import type { Proposal } from "../../src/copilot/proposal.ts";
import type { Tx } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { learn } from "../../src/jobs/knowledge/learn.ts";
import { isDomainError } from "../../src/kernel/errors.ts";
import { newId } from "../../src/kernel/ids.ts";
import type { ArticleContent } from "../../src/knowledge/articles/content.ts";
import { createArticle, openDraft } from "../../src/knowledge/articles/edit.ts";
import { compileDraft, publishCompiled } from "../../src/knowledge/articles/publish.ts";
import { getArticle } from "../../src/knowledge/articles/read.ts";
import { freshnessReport } from "../../src/knowledge/freshness/report.ts";
import { listQuestions } from "../../src/knowledge/gate/questions.ts";
import { createArticleIndex } from "../../src/knowledge/index/article-index.ts";
import { forgetSuggestions } from "../../src/knowledge/suggestions/forget.ts";
import { addQuestions } from "../../src/knowledge/suggestions/learn.ts";
import {
  acceptSuggestion,
  mergeSuggestion,
  rejectSuggestion,
  suggestionPage,
} from "../../src/knowledge/suggestions/review.ts";
import { groupsFor } from "../../src/knowledge/suggestions/store/suggestions.ts";
import { createSegmenter } from "../../src/models/segmenter.ts";
import { acceptDraft, editDraft } from "../../src/tickets/approval/drafts.ts";
import { applyProposal } from "../../src/tickets/proposal/apply-proposal.ts";
import { listDrafts } from "../../src/tickets/store/drafts.ts";
import { testDatabase } from "../support/database.ts";
import { sampleProposal } from "../support/proposals.ts";
import { ticketDesk } from "../support/tickets.ts";

// Opened before the first test's time runs.
await testDatabase();

async function learningDesk() {
  const desk = await ticketDesk();
  const { deps, ctx, clock } = desk;
  const articles = { db: deps.db, clock, index: createArticleIndex() };
  let visitor = 0;
  /** A customer asks what nothing answers. */
  const askInVain = async (text: string, reason = "not_in_knowledge_base") => {
    visitor += 1;
    const { ticket } = await desk.say(text, { contact: { externalId: `v-${visitor}` } });
    const decision = { action: "hand_over", handoffReason: reason } as Partial<Proposal["decision"]>;
    await applyProposal(deps, ctx, ticket.id, ticket.turn, sampleProposal(decision, text));
    clock.advance(1_000);
  };
  const open = (kind: "gap" | "edit") =>
    suggestionPage(articles, ctx, { status: "open", kind }, { limit: 50, offset: 0 });
  const run = () => learn({ db: deps.db, clock }, ctx.tenantId);
  return { ...desk, articles, askInVain, open, run };
}

const SCOPE: ArticleContent["scope"] = {
  product: null,
  module: null,
  editions: [],
  versions: null,
  deployment: null,
  audience: "public",
  language: "zh",
  kind: null,
  validFrom: null,
  validTo: null,
  owner: null,
};

test("questions that nothing answered come together as one suggestion, counted once however often the job runs", async () => {
  const { askInVain, open, run } = await learningDesk();
  await askInVain("怎么开电子发票");
  await askInVain("请问电子发票如何红冲，我的电话是 13800138000");
  await askInVain("扫码枪连不上怎么办");
  await askInVain("我要退款", "complaint_redress");
  expect(await run()).toEqual({ questions: 3, edits: 0 });
  expect(await run()).toEqual({ questions: 0, edits: 0 });
  await askInVain("电子发票在哪里开具？");
  expect(await run()).toEqual({ questions: 1, edits: 0 });
  const gaps = await open("gap");
  expect(gaps.map(({ count }) => count)).toEqual([3, 1]);
  expect(gaps[0]!.title).toContain("发票");
  expect(gaps[0]!.questions.map(({ question }) => question)).toEqual([
    "电子发票在哪里开具？",
    "请问电子发票如何红冲，我的电话是 [phone]",
    "怎么开电子发票",
  ]);
});

test("an accepted gap becomes a draft with its questions for the gate; more of the same join it until it is published", async () => {
  const { articles, askInVain, ctx, open, run } = await learningDesk();
  await askInVain("怎么开电子发票");
  await run();
  const [gap] = await open("gap");
  const { articleId } = await acceptSuggestion(articles, ctx, gap!.id);
  expect(await getArticle(articles, ctx, articleId)).toMatchObject({
    status: "draft",
    scope: { audience: "internal" },
  });
  expect(await listQuestions(articles, ctx, articleId)).toMatchObject([{ question: "怎么开电子发票", origin: "gap" }]);
  expect((await openDraft(articles, ctx, articleId)).draft.body).not.toContain("怎么开");
  await askInVain("请问怎么开电子发票");
  expect(await run()).toEqual({ questions: 1, edits: 0 });
  expect(await open("gap")).toEqual([]);
  await expect(rejectSuggestion(articles, ctx, gap!.id, "x")).rejects.toSatisfy(
    (error) => isDomainError(error) && error.code === "conflict",
  );
});

test("a rejected gap keeps its reason and does not come back; two gaps can be merged", async () => {
  const { articles, askInVain, ctx, open, run } = await learningDesk();
  await askInVain("你们公司招人吗");
  await askInVain("扫码枪连不上怎么办");
  await askInVain("条码设备没反应");
  await run();
  const [hiring, scanner, device] = (await open("gap")).sort(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.title < b.title ? -1 : 1),
  );
  const named = (word: string) =>
    [hiring!, scanner!, device!].find(({ questions }) => questions[0]!.question.includes(word))!;
  await rejectSuggestion(articles, ctx, named("招人").id, "与产品无关");
  await mergeSuggestion(articles, ctx, named("条码").id, named("扫码枪").id);
  await askInVain("请问你们公司招人吗？");
  await run();
  const left = await open("gap");
  expect(left).toMatchObject([{ count: 2 }]);
  expect(left[0]!.questions.map(({ question }) => question).sort()).toEqual(
    ["扫码枪连不上怎么办", "条码设备没反应"].sort(),
  );
  const rejected = await suggestionPage(articles, ctx, { status: "rejected" }, { limit: 9, offset: 0 });
  expect(rejected).toMatchObject([{ reason: "与产品无关", count: 2 }]);
});

test("what an agent changed before sending becomes a typed suggestion on the cited article, and a patch once accepted", async () => {
  const { articles, as, clock, ctx, deps, open, run, say, staff } = await learningDesk();
  const made = await createArticle(articles, ctx, {
    title: "反结账",
    summary: null,
    body: "# 反结账\n\n在总账里点反结账。\n\n每次最多退 3 期。\n",
    scope: SCOPE,
  });
  const compiled = await compileDraft(articles, ctx, made.id);
  await publishCompiled(articles, ctx, compiled, { revision: made.revision, reason: "" });
  const { ticket } = await say("怎么反结账");
  const body = compiled.parsed.source;
  const passage = {
    chunkId: made.id,
    articleId: made.id,
    articleVersion: 1,
    path: "a.md",
    title: "反结账",
    headingPath: ["反结账"],
    anchor: null,
    text: body,
    start: 0,
    end: body.length,
  };
  const proposal = sampleProposal({ action: "propose" }, "在总账里点反结账。\n每次最多退 3 期。");
  const said = proposal.draft.sentences.map((sentence) => ({ ...sentence, cites: [0] }));
  const cited = {
    ...proposal,
    draft: { ...proposal.draft, sentences: said },
    retrieved: { ...proposal.retrieved, passages: [passage] },
  } as unknown as Proposal;
  await applyProposal(deps, ctx, ticket.id, ticket.turn, cited);
  const [draft] = await inTenant(deps.db, ctx.tenantId, (tx) => listDrafts(tx, ticket.id));
  const agent = as(staff.agent);
  const text = "王经理，您好。\n在总账里点反结账。\n每次最多退 1 期。";
  const edited = await editDraft(deps, agent, draft!.id, text, { version: draft!.version });
  expect((await acceptDraft(deps, agent, draft!.id, { version: edited.version })).message).not.toBe(null);
  clock.advance(1_000);
  expect(await run()).toEqual({ questions: 0, edits: 1 });
  expect(await run()).toEqual({ questions: 0, edits: 0 });
  const [edit] = await open("edit");
  expect(edit).toMatchObject({ type: "wrong_fact", articleId: made.id, title: "每次最多退 1 期。" });
  expect(edit!.content.changes).toMatchObject([
    { type: "wrong_fact", before: "每次最多退 3 期。", after: "每次最多退 1 期。" },
    { type: "personal", before: null },
  ]);
  const stale = async () => (await freshnessReport(articles, ctx, { staleDays: 180, expiringDays: 30 })).stale;
  expect(await stale()).toMatchObject([{ id: made.id, corrections: 1 }]);
  await acceptSuggestion(articles, ctx, edit!.id);
  expect(await stale()).toEqual([]);
  const patched = await openDraft(articles, ctx, made.id);
  expect([patched.saved, patched.draft.body]).toEqual([true, "# 反结账\n\n在总账里点反结账。\n\n每次最多退 1 期。\n"]);
  expect((await getArticle(articles, ctx, made.id)).body).toContain("3 期");
});

test("words that an erasure takes out of a group meanwhile are not written back by a question that joins it", async () => {
  const { askInVain, open, run, deps, ctx, clock } = await learningDesk();
  await askInVain("电子发票开错了，闻人昭雪的抬头怎么改");
  await askInVain("电子发票开错了，怎么作废");
  await run();
  const segmenter = createSegmenter();
  const [group] = await open("gap");
  const erased = group!.questions.find(({ question }) => question.includes("闻人"))!;
  const namesOf = async () => {
    const [left] = await inTenant(deps.db, ctx.tenantId, (tx) => groupsFor(tx, "zh", null));
    return Object.keys(left!.content.terms!).filter((term) => /闻|昭|雪/.test(term));
  };
  expect(await namesOf()).not.toEqual([]);
  const question = { proposalId: newId(clock.now()), ticketId: newId(clock.now()), question: "电子发票怎么作废" };
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    let read = false;
    // What another transaction commits between two statements of this one is seen by the second, as if done here.
    const meanwhile: Tx = {
      ...tx,
      query: async <Row>(text: string, values?: readonly unknown[]) => {
        const rows = await tx.query<Row>(text, values);
        if (!read && text.includes("s.kind = 'gap'")) {
          read = true;
          await forgetSuggestions(tx, segmenter, [erased.ticketId], clock.now());
        }
        return rows;
      },
    };
    await addQuestions(
      meanwhile,
      segmenter,
      [{ ...question, language: "zh", product: null, askedAt: clock.now() }],
      clock.now(),
    );
  });
  expect(await namesOf()).toEqual([]);
  expect(await open("gap")).toMatchObject([{ count: 2 }]);
});
