import type { Tx } from "../../../db/pool.ts";
import type { Actor } from "../../../kernel/ctx.ts";
import { storedJson } from "../../../kernel/json.ts";
import type { ArticleScope } from "../../types.ts";
import type { ArticleStatus } from "./read.ts";

/** What a change of an article must know of it; the row is held until the transaction ends. */
export interface HeldArticle {
  readonly id: string;
  readonly sourceId: string;
  readonly path: string;
  readonly status: ArticleStatus;
  readonly version: number;
  readonly revision: number;
  readonly contentHash: string | null;
}

/** The article, held; undefined when the tenant has none of this id. */
export async function holdArticle(tx: Tx, id: string): Promise<HeldArticle | undefined> {
  const { rows } = await tx.query<HeldArticle>(
    `select id, source_id as "sourceId", path, status, version, revision, content_hash as "contentHash"
     from article where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  return rows[0];
}

/** A row for an article that was never published: no search finds it. */
export async function insertDraftArticle(
  tx: Tx,
  row: { readonly id: string; readonly sourceId: string; readonly path: string; readonly now: Date },
  facts: { readonly title: string; readonly scope: ArticleScope },
): Promise<void> {
  const { audience, language, product, owner } = facts.scope;
  await tx.query(
    `insert into article (tenant_id, id, source_id, path, status, version, title, product, editions, version_from,
       version_to, audience, language, owner, edited, created_at, updated_at)
     values ($1, $2, $3, $4, 'draft', 0, $5, $6, '{}', '{}', '{}', $7, $8, $9, true, $10, $10)`,
    [tx.tenantId, row.id, row.sourceId, row.path, facts.title, product, audience, language, owner, row.now],
  );
}

/** Lists show a new article by the facts of its draft. */
export async function nameDraftArticle(
  tx: Tx,
  id: string,
  { title, scope }: { readonly title: string; readonly scope: ArticleScope },
): Promise<void> {
  await tx.query(
    `update article set title = $3, product = $4, audience = $5, language = $6, owner = $7
     where tenant_id = $1 and id = $2 and version = 0`,
    [tx.tenantId, id, title, scope.product, scope.audience, scope.language, scope.owner],
  );
}

/** Deletes an article that was never published; any other stays. */
export async function deleteArticle(tx: Tx, id: string): Promise<void> {
  await tx.query("delete from article where tenant_id = $1 and id = $2 and version = 0", [tx.tenantId, id]);
}

/** Counts one more change; `set` says what else becomes of the row. */
export async function touchArticle(
  tx: Tx,
  id: string,
  set: { readonly edited?: boolean; readonly reviewedAt?: Date; readonly contentHash?: string | null } = {},
): Promise<number> {
  const { rows } = await tx.query<{ revision: number }>(
    `update article set revision = revision + 1, edited = coalesce($3, edited),
       reviewed_at = coalesce($4, reviewed_at), content_hash = coalesce($5, content_hash)
     where tenant_id = $1 and id = $2 returning revision`,
    [tx.tenantId, id, set.edited ?? null, set.reviewedAt ?? null, set.contentHash ?? null],
  );
  return rows[0]!.revision;
}

/** Puts an article that was taken out back; its passages are written by the index. */
export async function reviveArticle(tx: Tx, id: string, indexKey: string, now: Date): Promise<void> {
  await tx.query(
    `update article set status = 'live', index_key = $3, edited = true, updated_at = $4
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, indexKey, now],
  );
}

/** The draft of an article; `baseVersion` is the published version that it started from, 0 when there was none. */
export interface StoredDraft {
  readonly baseVersion: number;
  readonly title: string;
  readonly summary: string | null;
  readonly body: string;
  readonly scope: ArticleScope;
  readonly author: Pick<Actor, "type" | "id">;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The draft of an article; undefined when there is none. */
export async function draftOf(tx: Tx, articleId: string): Promise<StoredDraft | undefined> {
  const { rows } = await tx.query<StoredDraft>(
    `select base_version as "baseVersion", title, summary, body, scope, author, created_at as "createdAt",
       updated_at as "updatedAt"
     from article_draft where tenant_id = $1 and article_id = $2`,
    [tx.tenantId, articleId],
  );
  return rows[0];
}

/** Writes the draft of an article anew; the version that it started from stays. */
export async function saveDraft(
  tx: Tx,
  articleId: string,
  draft: Omit<StoredDraft, "createdAt" | "updatedAt">,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into article_draft (tenant_id, article_id, base_version, title, summary, body, scope, author, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9, $9)
     on conflict (tenant_id, article_id) do update set title = excluded.title, summary = excluded.summary,
       body = excluded.body, scope = excluded.scope, author = excluded.author, updated_at = excluded.updated_at`,
    [
      tx.tenantId,
      articleId,
      draft.baseVersion,
      draft.title,
      draft.summary,
      draft.body,
      storedJson(draft.scope),
      storedJson(draft.author),
      now,
    ],
  );
}

/** Gives whether there was a draft. */
export async function deleteDraft(tx: Tx, articleId: string): Promise<boolean> {
  const { rowCount } = await tx.query("delete from article_draft where tenant_id = $1 and article_id = $2", [
    tx.tenantId,
    articleId,
  ]);
  return rowCount > 0;
}
