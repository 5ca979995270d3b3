import type { Tx } from "../../../db/pool.ts";
import { storedJson } from "../../../kernel/json.ts";

/** One file of an import. `present` false: the file is gone, its article is to be retired. */
export interface ImportItem {
  readonly path: string;
  readonly state: "pending" | "done" | "skipped" | "failed";
  readonly present: boolean;
  readonly hash: string;
  readonly reason: string | null;
  readonly line: number | null;
}

export async function clearItems(tx: Tx, jobId: string): Promise<void> {
  await tx.query("delete from import_item where tenant_id = $1 and job_id = $2", [tx.tenantId, jobId]);
}

/** Of earlier imports of the same source only what went wrong is kept. */
export async function forgetOldItems(tx: Tx, sourceId: string, jobId: string): Promise<void> {
  await tx.query(
    `delete from import_item i using import_job j where j.tenant_id = $1 and j.source_id = $2 and j.id <> $3
       and i.tenant_id = j.tenant_id and i.job_id = j.id and i.state in ('done', 'skipped')`,
    [tx.tenantId, sourceId, jobId],
  );
}

export async function insertItems(tx: Tx, jobId: string, items: readonly ImportItem[]): Promise<void> {
  if (items.length === 0) return;
  await tx.query(
    `insert into import_item (tenant_id, job_id, path, state, present, hash, reason, line)
     select $1, $2, r.path, r.state, r.present, r.hash, r.reason, r.line
     from jsonb_to_recordset($3::jsonb) as r(path text, state text, present boolean, hash text, reason text, line int)`,
    [tx.tenantId, jobId, storedJson(items)],
  );
}

export async function pendingItems(tx: Tx, jobId: string): Promise<ImportItem[]> {
  const { rows } = await tx.query<ImportItem>(
    `select path, state, present, hash, reason, line from import_item
     where tenant_id = $1 and job_id = $2 and state = 'pending' order by path collate "C"`,
    [tx.tenantId, jobId],
  );
  return rows;
}

/** What became of a pending file. */
export interface ItemResult {
  readonly path: string;
  readonly state: "done" | "skipped" | "failed";
  readonly reason: string | null;
  readonly line: number | null;
}

export async function closeItems(tx: Tx, jobId: string, results: readonly ItemResult[]): Promise<number> {
  if (results.length === 0) return 0;
  const { rowCount } = await tx.query(
    `update import_item i set state = r.state, reason = r.reason, line = r.line
     from jsonb_to_recordset($3::jsonb) as r(path text, state text, reason text, line int)
     where i.tenant_id = $1 and i.job_id = $2 and i.path = r.path and i.state = 'pending'`,
    [tx.tenantId, jobId, storedJson(results)],
  );
  return rowCount;
}

/** Files that failed, and those skipped for a reason worth telling. */
export async function problemItems(tx: Tx, jobId: string, limit: number): Promise<ImportItem[]> {
  const { rows } = await tx.query<ImportItem>(
    `select path, state, present, hash, reason, line from import_item
     where tenant_id = $1 and job_id = $2 and (state = 'failed' or (state = 'skipped' and reason is not null))
     order by (state = 'failed') desc, path limit $3`,
    [tx.tenantId, jobId, limit],
  );
  return rows;
}
