import type { Tx } from "../../../db/pool.ts";

export async function insertBlob(tx: Tx, jobId: string, path: string, content: Uint8Array, now: Date): Promise<void> {
  await tx.query(
    `insert into import_blob (tenant_id, job_id, path, content, created_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, job_id, path) do update set content = excluded.content`,
    [tx.tenantId, jobId, path, content, now],
  );
}

export async function listBlobs(tx: Tx, jobId: string): Promise<{ path: string; bytes: number }[]> {
  const { rows } = await tx.query<{ path: string; bytes: number }>(
    `select path, octet_length(content) as bytes from import_blob where tenant_id = $1 and job_id = $2
     order by path collate "C"`,
    [tx.tenantId, jobId],
  );
  return rows;
}

export async function readBlob(tx: Tx, jobId: string, path: string): Promise<Uint8Array | null> {
  const { rows } = await tx.query<{ content: Uint8Array }>(
    "select content from import_blob where tenant_id = $1 and job_id = $2 and path = $3",
    [tx.tenantId, jobId, path],
  );
  return rows[0]?.content ?? null;
}

/**
 * Deletes uploads of jobs that were never made (those from before `before`) or have ended. What failed is kept until it is
 * older than `failedBefore`, so that it can be tried again.
 */
export async function deleteIdleBlobs(tx: Tx, before: Date, failedBefore: Date): Promise<void> {
  await tx.query(
    `delete from import_blob b where b.tenant_id = $1
       and not exists (select 1 from import_job j where j.tenant_id = b.tenant_id and j.id = b.job_id
         and (j.status in ('queued', 'running', 'paused') or (b.created_at >= $3 and j.status = 'failed')))
       and not exists (select 1 from import_item i where i.tenant_id = b.tenant_id and i.job_id = b.job_id
         and i.path = b.path and i.state = 'failed' and b.created_at >= $3)
       and (b.created_at < $2 or exists (select 1 from import_job j where j.tenant_id = b.tenant_id and j.id = b.job_id))`,
    [tx.tenantId, before, failedBefore],
  );
}
