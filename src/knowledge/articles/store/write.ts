import { ints, texts, uuids } from "../../../db/array-parameter.ts";
import type { Tx } from "../../../db/pool.ts";
import type { Actor } from "../../../kernel/ctx.ts";
import { storedJson } from "../../../kernel/json.ts";
import { versionBounds } from "../../parse/versions.ts";
import type { ArticleScope, ParsedArticle } from "../../types.ts";
import type { ArticleStatus } from "./read.ts";

/** What an import must know of the articles that are there. */
export interface KnownArticle {
  readonly id: string;
  readonly path: string;
  readonly status: ArticleStatus;
  readonly version: number;
  readonly contentHash: string | null;
  readonly indexKey: string | null;
  readonly failedHash: string | null;
  readonly failedReason: string | null;
  /** A person wrote the published version or took the article out; see `keepIncoming`. */
  readonly edited: boolean;
}

const KNOWN = `id, path, status, version, content_hash as "contentHash", index_key as "indexKey",
  failed_hash as "failedHash", failed_reason as "failedReason", edited`;

export async function knownArticles(tx: Tx, sourceId: string): Promise<KnownArticle[]> {
  const { rows } = await tx.query<KnownArticle>(
    `select ${KNOWN} from article where tenant_id = $1 and source_id = $2 order by path`,
    [tx.tenantId, sourceId],
  );
  return rows;
}

/** A version of an article that is about to be indexed. */
export interface ArticleWrite {
  readonly id: string;
  readonly version: number;
  readonly parsed: ParsedArticle;
  readonly contentHash: string;
  readonly indexKey: string;
  /** Who wrote it and why; nobody when it comes from an import. */
  readonly change?: { readonly author: Actor; readonly reason: string };
}

/** Writes articles as live, each with a new row of history. All is sent before anything is waited for. */
export async function writeArticles(
  tx: Tx,
  sourceId: string,
  articles: readonly ArticleWrite[],
  now: Date,
): Promise<void> {
  if (articles.length === 0) return;
  const rows = articles.map(({ id, version, parsed, contentHash, indexKey, change }) => ({
    id,
    version,
    path: parsed.path,
    title: parsed.title,
    summary: parsed.summary,
    content_hash: contentHash,
    index_key: indexKey,
    edited: change !== undefined,
    ...scopeColumns(parsed.scope),
  }));
  const writing = tx.query(
    `insert into article (tenant_id, id, source_id, path, status, version, title, summary, product, module, editions,
       versions, version_from, version_to, deployment, audience, language, kind, valid_from, valid_to, owner,
       content_hash, index_key, edited, created_at, updated_at)
     select $1, r.id, $2, r.path, 'live', r.version, r.title, r.summary, r.product, r.module, r.editions,
       r.versions, r.version_from, r.version_to, r.deployment, r.audience, r.language, r.kind, r.valid_from, r.valid_to,
       r.owner, r.content_hash, r.index_key, r.edited, $4, $4
     from jsonb_to_recordset($3::jsonb) as r(id uuid, path text, version int, title text, summary text, product text,
       module text, editions text[], versions text, version_from text[], version_to text[], deployment text,
       audience text, language text, kind text, valid_from date, valid_to date, owner text, content_hash text,
       index_key text, edited boolean)
     on conflict (tenant_id, source_id, path) do update set
       status = 'live', version = excluded.version, title = excluded.title, summary = excluded.summary,
       product = excluded.product, module = excluded.module, editions = excluded.editions, versions = excluded.versions,
       version_from = excluded.version_from, version_to = excluded.version_to, deployment = excluded.deployment,
       audience = excluded.audience, language = excluded.language, kind = excluded.kind,
       valid_from = excluded.valid_from, valid_to = excluded.valid_to, owner = excluded.owner,
       content_hash = excluded.content_hash, index_key = excluded.index_key, failed_hash = null, failed_reason = null,
       edited = excluded.edited, revision = article.revision + 1, updated_at = excluded.updated_at`,
    [tx.tenantId, sourceId, storedJson(rows), now],
  );
  await Promise.all([writing, writeVersions(tx, articles, now)]);
}

async function writeVersions(tx: Tx, articles: readonly ArticleWrite[], now: Date): Promise<void> {
  const author = ({ change }: ArticleWrite) =>
    change ? storedJson({ type: change.author.type, id: change.author.id }) : null;
  await tx.query(
    `insert into article_version (tenant_id, article_id, version, title, body, content_hash, author, reason, scope, created_at)
     select $1, id, version, title, body, content_hash, author::jsonb, reason, scope::jsonb, $10
     from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
       as r(id, version, title, body, content_hash, author, reason, scope)`,
    [
      tx.tenantId,
      uuids(articles.map(({ id }) => id)),
      ints(articles.map(({ version }) => version)),
      texts(articles.map(({ parsed }) => parsed.title)),
      texts(articles.map(({ parsed }) => parsed.source)),
      texts(articles.map(({ contentHash }) => contentHash)),
      texts(articles.map(author)),
      texts(articles.map(({ change }) => change?.reason ?? "")),
      texts(articles.map(({ parsed }) => storedJson(parsed.scope))),
      now,
    ],
  );
}

const scopeColumns = (scope: ArticleScope) => {
  const { from, to } = versionBounds(scope.versions);
  const { validFrom, validTo, ...rest } = scope;
  return { ...rest, version_from: from, version_to: to, valid_from: validFrom, valid_to: validTo };
};

/** A file that could not be read: an article that is live stays as it is. */
export interface ArticleFailure {
  readonly id: string;
  readonly path: string;
  readonly hash: string;
  readonly reason: string;
}

export async function markFailed(
  tx: Tx,
  sourceId: string,
  failures: readonly ArticleFailure[],
  now: Date,
): Promise<void> {
  if (failures.length === 0) return;
  await tx.query(
    `insert into article (tenant_id, id, source_id, path, status, version, title, editions, version_from, version_to,
       audience, language, failed_hash, failed_reason, created_at, updated_at)
     select $1, r.id, $2, r.path, 'failed', 0, r.path, '{}', '{}', '{}', 'internal', 'zh', r.hash, r.reason, $4, $4
     from jsonb_to_recordset($3::jsonb) as r(id uuid, path text, hash text, reason text)
     on conflict (tenant_id, source_id, path) do update set
       status = case when article.status = 'live' then 'live' else 'failed' end,
       failed_hash = excluded.failed_hash, failed_reason = excluded.failed_reason, updated_at = excluded.updated_at`,
    [tx.tenantId, sourceId, storedJson(failures), now],
  );
}

export async function retireArticles(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `update article set status = 'retired', content_hash = null, index_key = null, failed_hash = null,
       failed_reason = null, revision = revision + 1, updated_at = $3
     where tenant_id = $1 and id = any($2::uuid[])`,
    [tx.tenantId, ids, now],
  );
}

export async function setIndexKeys(tx: Tx, keys: ReadonlyMap<string, string>): Promise<void> {
  await tx.query(
    `update article set index_key = r.key from unnest($2::uuid[], $3::text[]) as r(id, key)
     where article.tenant_id = $1 and article.id = r.id`,
    [tx.tenantId, [...keys.keys()], [...keys.values()]],
  );
}

/** Of these articles the live ones that are still at the given version; they stay so until the transaction ends. */
export async function lockUnchanged(
  tx: Tx,
  articles: readonly { id: string; version: number }[],
): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string; version: number }>(
    `select id, version from article where tenant_id = $1 and id = any($2::uuid[]) and status = 'live'
     order by id for update`,
    [tx.tenantId, articles.map(({ id }) => id)],
  );
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  return new Set(articles.filter(({ id, version }) => versions.get(id) === version).map(({ id }) => id));
}
