import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { notFound } from "../../kernel/errors.ts";
import { isUuid, newId } from "../../kernel/ids.ts";
import { sourceNamed } from "../import/store/sources.ts";
import { slugger } from "../parse/slug.ts";
import { type ArticleContent, editableBody } from "./content.ts";
import { scopeOf } from "./read.ts";
import {
  deleteArticle,
  deleteDraft,
  draftOf,
  insertDraftArticle,
  nameDraftArticle,
  type StoredDraft,
  saveDraft,
  touchArticle,
} from "./store/drafts.ts";
import { articleAt } from "./store/read.ts";
import { type ArticleDeps, auditArticle, changeArticle, type Seen } from "./verbs.ts";

/** The source of articles that were written here and come from no file. */
const WRITTEN = "written";
const SLUG_LENGTH = 60;

/** Makes an article that is only a draft: nothing finds it before it is published. */
export const createArticle = (
  deps: ArticleDeps,
  ctx: Ctx,
  content: ArticleContent,
): Promise<{ readonly id: string; readonly revision: number }> =>
  inTenant(deps.db, ctx.tenantId, (tx) => createArticleIn(deps, tx, ctx, content));

/** The same within a transaction of the caller. */
export async function createArticleIn(
  deps: ArticleDeps,
  tx: Tx,
  ctx: Ctx,
  content: ArticleContent,
): Promise<{ readonly id: string; readonly revision: number }> {
  const now = deps.clock.now();
  const id = newId(now);
  const sourceId = await sourceNamed(tx, newId(now), WRITTEN, now);
  const slug = slugger()(content.title).slice(0, SLUG_LENGTH);
  await insertDraftArticle(tx, { id, sourceId, path: `${WRITTEN}/${slug}-${id.slice(-12)}.md`, now }, content);
  await saveDraft(tx, id, { ...content, baseVersion: 0, author: authorOf(ctx) }, now);
  await auditArticle(deps, tx, ctx, { action: "created", id, after: { title: content.title } });
  return { id, revision: 1 };
}

/** The draft of an article; without one, the published version as the draft that an edit would start from. */
export async function openDraft(
  deps: ArticleDeps,
  ctx: Ctx,
  id: string,
): Promise<{ readonly revision: number; readonly draft: Omit<StoredDraft, "createdAt">; readonly saved: boolean }> {
  if (!isUuid(id)) throw notFound("Article", id);
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const row = await articleAt(tx, id);
    if (!row) throw notFound("Article", id);
    const saved = await draftOf(tx, id);
    if (saved) return { revision: row.revision, draft: saved, saved: true };
    const { title, summary, version, updatedAt } = row;
    const body = editableBody(row.path, row.body ?? "");
    const author = authorOf(ctx);
    const draft = { baseVersion: version, title, summary, body, scope: scopeOf(row), author, updatedAt };
    return { revision: row.revision, draft, saved: false };
  });
}

/** Saves what is to be published next. The published version stays as it is, and is all that search sees. */
export const saveArticleDraft = (
  deps: ArticleDeps,
  ctx: Ctx,
  id: string,
  content: ArticleContent,
  seen: Seen,
): Promise<number> =>
  changeArticle(deps, ctx, id, seen, async (tx, article) => {
    await saveDraft(tx, id, { ...content, baseVersion: article.version, author: authorOf(ctx) }, deps.clock.now());
    await nameDraftArticle(tx, id, content);
    await auditArticle(deps, tx, ctx, {
      action: "drafted",
      id,
      after: { title: content.title, base: article.version },
    });
    return touchArticle(tx, id);
  });

/** Throws the draft away; an article that was never published goes with it. */
export const discardDraft = (deps: ArticleDeps, ctx: Ctx, id: string, seen: Seen): Promise<void> =>
  changeArticle(deps, ctx, id, seen, async (tx, article) => {
    if (!(await deleteDraft(tx, id))) throw notFound("Draft of article", id);
    await auditArticle(deps, tx, ctx, { action: "draft_discarded", id });
    if (article.version === 0) await deleteArticle(tx, id);
    else await touchArticle(tx, id);
  });

/** Says that a person has read the published version and that it still holds. */
export const reviewArticle = (deps: ArticleDeps, ctx: Ctx, id: string, seen: Seen): Promise<number> =>
  changeArticle(deps, ctx, id, seen, async (tx, article) => {
    await auditArticle(deps, tx, ctx, { action: "reviewed", id, after: { version: article.version } });
    return touchArticle(tx, id, { reviewedAt: deps.clock.now() });
  });

export const authorOf = ({ actor }: Ctx): StoredDraft["author"] => ({ type: actor.type, id: actor.id });
