import { createHash } from "node:crypto";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, invalid, notFound } from "../../kernel/errors.ts";
import { collectInLinks, indexKey } from "../import/in-links.ts";
import { createSlices } from "../import/slices.ts";
import { allPageLinks } from "../import/store/links.ts";
import { EmptyArticle, ParseError } from "../parse/parse-error.ts";
import type { ParsedArticle } from "../types.ts";
import type { ArticleIndex, IndexSession, PreparedArticle } from "./article-index.ts";
import { type ArticleContent, compileContent } from "./content.ts";
import { scopeOf } from "./read.ts";
import { deleteDraft, draftOf, reviveArticle, touchArticle } from "./store/drafts.ts";
import { deleteIncoming } from "./store/incoming.ts";
import { type ArticleRow, articleAt } from "./store/read.ts";
import { retireArticles, writeArticles } from "./store/write.ts";
import { type ArticleDeps, auditArticle, changeArticle, type Seen } from "./verbs.ts";

export interface PublishDeps extends ArticleDeps {
  readonly index: ArticleIndex;
}

/** An article ready to be written: all the work that needs no transaction is done. */
export interface Compiled {
  readonly row: ArticleRow;
  readonly parsed: ParsedArticle;
  readonly session: IndexSession;
  readonly prepared: PreparedArticle;
  readonly indexKey: string;
}

/** Reads, cuts and counts the draft of an article as the index will hold it. Throws `conflict` without one. */
export async function compileDraft(deps: PublishDeps, ctx: Ctx, id: string): Promise<Compiled> {
  const { row, draft } = await inTenant(deps.db, ctx.tenantId, async (tx) => ({
    row: await articleAt(tx, id),
    draft: await draftOf(tx, id),
  }));
  if (!row) throw notFound("Article", id);
  if (!draft)
    throw new DomainError("conflict", "There is no draft to publish. Edit the article first.", [
      { field: "draft", reason: "none" },
    ]);
  return compile(deps, ctx, row, { ...draft, scope: { ...draft.scope, editions: [...draft.scope.editions] } }, 1);
}

async function compile(
  deps: PublishDeps,
  ctx: Ctx,
  row: ArticleRow,
  content: ArticleContent,
  step: 0 | 1,
): Promise<Compiled> {
  const parsed = parsedOrRefused(row.path, content);
  const { session, pages } = await inTenant(deps.db, ctx.tenantId, async (tx) => ({
    session: await deps.index.open(tx),
    pages: await allPageLinks(tx, row.sourceId),
  }));
  const inLinks = (await collectInLinks(pages, createSlices())).get(row.path) ?? [];
  const prepared = await session.prepare({ id: row.id, version: row.version + step, parsed, inLinks });
  return { row, parsed, session, prepared, indexKey: indexKey(session.version, inLinks) };
}

function parsedOrRefused(path: string, content: ArticleContent): ParsedArticle {
  try {
    return compileContent(path, content);
  } catch (error) {
    if (error instanceof EmptyArticle || error instanceof ParseError) throw invalid("body", error.message);
    throw error;
  }
}

/** Writes a compiled draft as the published version, within the transaction. */
export async function writePublished(
  deps: ArticleDeps,
  tx: Tx,
  ctx: Ctx,
  { row, parsed, session, prepared, indexKey: key }: Compiled,
  reason: string,
): Promise<number> {
  const version = row.version + 1;
  const contentHash = createHash("sha256").update(parsed.source).digest("base64url");
  const change = { author: ctx.actor, reason };
  const write = { id: row.id, version, parsed, contentHash, indexKey: key, change };
  await writeArticles(tx, row.sourceId, [write], deps.clock.now());
  await session.write(tx, [prepared]);
  return version;
}

/** Publishes a compiled draft: from this transaction on, search finds the new version and no longer the old one. */
export async function publishCompiled(
  deps: PublishDeps,
  ctx: Ctx,
  compiled: Compiled,
  options: Seen & { readonly reason: string; readonly also?: (tx: Tx, version: number) => Promise<void> },
): Promise<{ readonly version: number; readonly revision: number }> {
  const { id } = compiled.row;
  const published = await changeArticle(deps, ctx, id, options, async (tx, article) => {
    const version = await writePublished(deps, tx, ctx, compiled, options.reason);
    await deleteDraft(tx, id);
    await auditArticle(deps, tx, ctx, {
      action: "published",
      id,
      before: { version: article.version },
      after: { version, reason: options.reason },
    });
    await options.also?.(tx, version);
    // What the file held when it was last imported stays known, so that an unchanged file is not taken for a change.
    const contentHash = article.contentHash;
    return { version, revision: await touchArticle(tx, id, { contentHash, reviewedAt: deps.clock.now() }) };
  });
  await settle(deps, ctx, compiled.session);
  return published;
}

/** Takes an article out of search. Its versions stay for citations of the past, and it can be put back. */
export const retireArticle = (deps: PublishDeps, ctx: Ctx, id: string, seen: Seen, reason: string): Promise<number> =>
  changeArticle(deps, ctx, id, seen, async (tx, article) => {
    if (article.status !== "live")
      throw new DomainError("conflict", "Only a published article can be retired.", [
        { field: "status", reason: article.status },
      ]);
    const session = await deps.index.open(tx);
    await session.remove(tx, [id]);
    await retireArticles(tx, [id], deps.clock.now());
    await deleteIncoming(tx, id);
    await auditArticle(deps, tx, ctx, { action: "retired", id, after: { reason } });
    return touchArticle(tx, id, { edited: true, contentHash: article.contentHash });
  });

/** Undoes a retirement: the last published version is found again. */
export async function restoreArticle(deps: PublishDeps, ctx: Ctx, id: string, seen: Seen): Promise<number> {
  const row = await inTenant(deps.db, ctx.tenantId, (tx) => articleAt(tx, id));
  if (!row) throw notFound("Article", id);
  if (row.status !== "retired" || row.body === null)
    throw new DomainError("conflict", "Only a retired article can be restored.", [
      { field: "status", reason: row.status },
    ]);
  const scope = scopeOf(row);
  const { title, summary, body } = row;
  const content = { title, summary, body, scope: { ...scope, editions: [...scope.editions] } };
  const compiled = await compile(deps, ctx, row, content, 0);
  const revision = await changeArticle(deps, ctx, id, seen, async (tx) => {
    await reviveArticle(tx, id, compiled.indexKey, deps.clock.now());
    await compiled.session.write(tx, [compiled.prepared]);
    await auditArticle(deps, tx, ctx, { action: "restored", id, after: { version: row.version } });
    return touchArticle(tx, id);
  });
  await settle(deps, ctx, compiled.session);
  return revision;
}

const MOST_SLICES = 200;

/** Folds what was written into the index and makes its word vectors, in short transactions of their own. */
async function settle(deps: ArticleDeps, ctx: Ctx, session: IndexSession): Promise<void> {
  for (let i = 0; i < MOST_SLICES; i++) if (await inTenant(deps.db, ctx.tenantId, (tx) => session.settle(tx))) return;
}
