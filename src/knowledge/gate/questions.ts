import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { authorOf } from "../articles/edit.ts";
import { articleAt } from "../articles/store/read.ts";
import { type ArticleDeps, auditArticle } from "../articles/verbs.ts";
import {
  type ArticleQuestion,
  articleQuestions,
  deleteArticleQuestion,
  insertArticleQuestion,
} from "./store/questions.ts";

/** Questions an article may have; the gate asks each at every publication. */
const MOST = 100;

/** The questions that an article must answer, oldest first. */
export const listQuestions = (deps: ArticleDeps, ctx: Ctx, articleId: string): Promise<ArticleQuestion[]> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (!(await articleAt(tx, articleId))) throw notFound("Article", articleId);
    return articleQuestions(tx, articleId, MOST);
  });

/** Adds a question that the article must answer from its next publication on. */
export const addQuestion = (
  deps: ArticleDeps,
  ctx: Ctx,
  articleId: string,
  { question, version }: { readonly question: string; readonly version: string | null },
): Promise<string> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (!(await articleAt(tx, articleId))) throw notFound("Article", articleId);
    if ((await articleQuestions(tx, articleId, MOST)).length >= MOST)
      throw new DomainError("conflict", `An article has at most ${MOST} questions. Delete one first.`);
    const createdAt = deps.clock.now();
    const id = newId(createdAt);
    const row = { id, question, version, origin: "person" as const, createdBy: authorOf(ctx), createdAt };
    if (!(await insertArticleQuestion(tx, articleId, row)))
      throw new DomainError("conflict", "The article has this question already.", [
        { field: "question", reason: "known" },
      ]);
    await auditArticle(deps, tx, ctx, { action: "question_added", id: articleId, after: { question } });
    return id;
  });

export const removeQuestion = (deps: ArticleDeps, ctx: Ctx, articleId: string, id: string): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const question = await deleteArticleQuestion(tx, articleId, id);
    if (question === undefined) throw notFound("Question", id);
    await auditArticle(deps, tx, ctx, { action: "question_removed", id: articleId, before: { question } });
  });
