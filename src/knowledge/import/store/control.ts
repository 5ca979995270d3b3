import type { Tx } from "../../../db/pool.ts";
import type { ImportStatus } from "./jobs.ts";

/**
 * Moves a job from one of the states `from` to another; a run under way loses its lease and commits nothing more.
 * False when the job is in none of them.
 */
export async function moveJob(
  tx: Tx,
  move: { id: string; from: readonly ImportStatus[]; to: ImportStatus; now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update import_job set status = $4, finished_at = case when $4 = 'canceled' then $5::timestamptz end,
       per_second = null, lease_owner = null, lease_until = null
     where tenant_id = $1 and id = $2 and status = any($3::text[])`,
    [tx.tenantId, move.id, move.from, move.to, move.now],
  );
  return rowCount > 0;
}

/** Ends a job that nobody runs as failed; false where somebody does, or where it has ended. */
export async function failJob(tx: Tx, end: { id: string; problem: string; now: Date }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update import_job set status = 'failed', error = $3, finished_at = $4, per_second = null, lease_owner = null,
       lease_until = null
     where tenant_id = $1 and id = $2 and (status = 'queued' or status = 'running' and lease_until < $4)`,
    [tx.tenantId, end.id, end.problem, end.now],
  );
  return rowCount > 0;
}

/** Opens the files again that could be read but failed; gives their number. */
export async function reopenFailed(tx: Tx, jobId: string): Promise<number> {
  const { rowCount } = await tx.query(
    `update import_item set state = 'pending', reason = null, line = null
     where tenant_id = $1 and job_id = $2 and state = 'failed' and present and hash <> ''`,
    [tx.tenantId, jobId],
  );
  return rowCount;
}

/** Queues an ended job of the web once more from the start; pages that were fetched stay so. */
export async function refetchJob(tx: Tx, jobId: string): Promise<void> {
  await tx.query(
    `update import_job set status = 'queued', phase = 'fetch', total = 0, done = 0, skipped = 0, failed = 0, retired = 0,
       relinked = 0, error = null, finished_at = null, per_second = null
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, jobId],
  );
}

/** Queues an ended job once more from the phase that reads files; `again` files count as open. */
export async function requeueJob(tx: Tx, jobId: string, again: number): Promise<void> {
  await tx.query(
    `update import_job set status = 'queued', phase = case when $3::int > 0 then 'links' else phase end,
       failed = failed - $3::int, error = null, finished_at = null, per_second = null
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, jobId, again],
  );
}
