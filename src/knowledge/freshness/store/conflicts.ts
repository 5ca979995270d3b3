import type { Tx } from "../../../db/pool.ts";
import type { Actor } from "../../../kernel/ctx.ts";
import { storedJson } from "../../../kernel/json.ts";
import type { Conflict } from "../conflicts.ts";

/** A stored contradiction with the titles of its articles. */
export interface ConflictRow extends Conflict {
  readonly id: string;
  readonly aTitle: string;
  readonly bTitle: string;
  readonly aOwner: string | null;
  readonly bOwner: string | null;
  readonly foundAt: Date;
}

/** Changes with every change of what is published, and while an import is at work. */
export async function publishedFingerprint(tx: Tx): Promise<{ readonly fingerprint: string; readonly busy: boolean }> {
  const { rows } = await tx.query<{ fingerprint: string; busy: boolean }>(
    `select concat_ws('/', count(*), sum(version::bigint), max(updated_at)) as fingerprint,
       exists (select 1 from import_job where tenant_id = $1 and status in ('queued', 'running')) as busy
     from article where tenant_id = $1 and status = 'live'`,
    [tx.tenantId],
  );
  return rows[0]!;
}

export async function checkedFingerprint(tx: Tx): Promise<string | undefined> {
  const { rows } = await tx.query<{ fingerprint: string }>(
    "select fingerprint from knowledge_check where tenant_id = $1",
    [tx.tenantId],
  );
  return rows[0]?.fingerprint;
}

export async function noteChecked(tx: Tx, fingerprint: string, now: Date): Promise<void> {
  await tx.query(
    `insert into knowledge_check (tenant_id, fingerprint, checked_at) values ($1, $2, $3)
     on conflict (tenant_id) do update set fingerprint = excluded.fingerprint, checked_at = excluded.checked_at`,
    [tx.tenantId, fingerprint, now],
  );
}

/** Ids of published articles after this one. */
export async function publishedAfter(tx: Tx, after: string, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from article where tenant_id = $1 and status = 'live' and id > $2::uuid order by id limit $3",
    [tx.tenantId, after, limit],
  );
  return rows.map(({ id }) => id);
}

export interface ConflictWrite extends Conflict {
  readonly id: string;
  readonly keyHash: string;
}

/** These are all that there are now: others go, known ones keep what a person said of them. */
export async function replaceConflicts(tx: Tx, found: readonly ConflictWrite[], now: Date): Promise<void> {
  await tx.query("delete from article_conflict where tenant_id = $1 and key_hash <> all($2::text[])", [
    tx.tenantId,
    found.map(({ keyHash }) => keyHash),
  ]);
  const rows = found.map(({ id, keyHash, kind, a, b, differing }) => ({
    id,
    key_hash: keyHash,
    kind,
    a_article: a.articleId,
    a_text: a.text,
    a_start: a.start,
    a_end: a.end,
    b_article: b.articleId,
    b_text: b.text,
    b_start: b.start,
    b_end: b.end,
    differing,
  }));
  await tx.query(
    `insert into article_conflict (tenant_id, id, key_hash, kind, a_article, a_text, a_start, a_end, b_article, b_text,
       b_start, b_end, differing, status, found_at)
     select $1, r.id, r.key_hash, r.kind, r.a_article, r.a_text, r.a_start, r.a_end, r.b_article, r.b_text, r.b_start,
       r.b_end, r.differing, 'open', $3
     from jsonb_to_recordset($2::jsonb) as r(id uuid, key_hash text, kind text, a_article uuid, a_text text,
       a_start int, a_end int, b_article uuid, b_text text, b_start int, b_end int, differing jsonb)
     join article a on a.tenant_id = $1 and a.id = r.a_article join article b on b.tenant_id = $1 and b.id = r.b_article
     on conflict (tenant_id, key_hash) do update set a_start = excluded.a_start, a_end = excluded.a_end,
       b_start = excluded.b_start, b_end = excluded.b_end`,
    [tx.tenantId, storedJson(rows), now],
  );
}

/** Open contradictions between articles that are both published, newest first. */
export async function openConflicts(tx: Tx, limit: number): Promise<ConflictRow[]> {
  const { rows } = await tx.query<ConflictRow>(
    `select c.id, c.kind, c.differing, c.found_at as "foundAt", a.title as "aTitle", b.title as "bTitle",
       a.owner as "aOwner", b.owner as "bOwner",
       json_build_object('articleId', c.a_article, 'text', c.a_text, 'start', c.a_start, 'end', c.a_end) as a,
       json_build_object('articleId', c.b_article, 'text', c.b_text, 'start', c.b_start, 'end', c.b_end) as b
     from article_conflict c
     join article a on a.tenant_id = c.tenant_id and a.id = c.a_article and a.status = 'live'
     join article b on b.tenant_id = c.tenant_id and b.id = c.b_article and b.status = 'live'
     where c.tenant_id = $1 and c.status = 'open' order by c.found_at desc, c.id limit $2`,
    [tx.tenantId, limit],
  );
  return rows;
}

export async function dismissConflict(
  tx: Tx,
  id: string,
  by: Pick<Actor, "type" | "id">,
  reason: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update article_conflict set status = 'dismissed', reason = $3, decided_by = $4::jsonb
     where tenant_id = $1 and id = $2 and status = 'open'`,
    [tx.tenantId, id, reason, storedJson(by)],
  );
  return rowCount > 0;
}
