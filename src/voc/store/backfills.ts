import type { Tx } from "../../db/pool.ts";

export interface BackfillRow {
  readonly id: string;
  /** Of the taxonomy that made it necessary; tickets come under the one of the moment. */
  readonly version: number;
  readonly reason: string;
  readonly status: "queued" | "running" | "done" | "failed";
  /** Why it failed. */
  readonly problem: string | null;
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `id, version, reason, status, problem, total, done, changed, created_at as "createdAt", finished_at as "finishedAt"`;

export async function insertBackfill(
  tx: Tx,
  row: { readonly id: string; readonly version: number; readonly reason: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into voc_backfill (tenant_id, id, version, reason, status, total, done, changed, created_at)
     select $1, $2, $3, $4, 'queued', (select count(*) from ticket where tenant_id = $1), 0, 0, $5`,
    [tx.tenantId, row.id, row.version, row.reason, row.now],
  );
}

export async function listBackfills(tx: Tx): Promise<BackfillRow[]> {
  const { rows } = await tx.query<BackfillRow>(
    `select ${COLUMNS} from voc_backfill where tenant_id = $1 order by created_at desc, id desc limit 50`,
    [tx.tenantId],
  );
  return rows;
}

export async function readBackfill(tx: Tx, id: string): Promise<BackfillRow | undefined> {
  const { rows } = await tx.query<BackfillRow>(`select ${COLUMNS} from voc_backfill where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
  ]);
  return rows[0];
}

/** The backfill with the ticket it has reached, locked, so that two runs of it take turns. */
export async function lockBackfill(
  tx: Tx,
  id: string,
): Promise<{ readonly status: BackfillRow["status"]; readonly place: string | null } | undefined> {
  const { rows } = await tx.query<{ status: BackfillRow["status"]; place: string | null }>(
    "select status, place from voc_backfill where tenant_id = $1 and id = $2 for update",
    [tx.tenantId, id],
  );
  return rows[0];
}

/** Moves a backfill on, or ends it. */
export async function moveBackfill(
  tx: Tx,
  id: string,
  to: {
    readonly place: string | null;
    readonly finished: boolean;
    readonly done: number;
    readonly changed: number;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    `update voc_backfill set place = $3::uuid, done = done + $4, changed = changed + $5,
       total = greatest(total, done + $4),
       status = case when $7 then 'done' else 'running' end,
       finished_at = case when $7 then $6::timestamptz end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, to.place, to.done, to.changed, to.now, to.finished],
  );
}

/** Ends a backfill that has not ended yet as failed. */
export async function failBackfill(
  tx: Tx,
  id: string,
  end: { readonly problem: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    `update voc_backfill set status = 'failed', problem = $3, finished_at = $4
     where tenant_id = $1 and id = $2 and status in ('queued', 'running')`,
    [tx.tenantId, id, end.problem, end.at],
  );
}
