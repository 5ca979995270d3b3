import type { Tx } from "../../db/pool.ts";

/** A tenant's way to another embedding model. */
export interface EmbeddingChange {
  readonly model: string;
  readonly previous: string | null;
  readonly state: "running" | "paused" | "done";
  readonly startedAt: Date;
  readonly resumedAt: Date;
  readonly resumedFrom: number;
  /** Who asked for it. */
  readonly requestedBy: string | null;
  readonly finishedAt: Date | null;
  /** Since when tries fail, and why the last one did; null while it goes well. */
  readonly failedAt: Date | null;
  readonly problem: string | null;
}

const COLUMNS = `model, previous, state, started_at as "startedAt", resumed_at as "resumedAt",
  resumed_from as "resumedFrom", requested_by as "requestedBy", finished_at as "finishedAt", failed_at as "failedAt",
  problem`;

/** The tenant's change, under way or done; null when there is none. */
export async function changeOf(tx: Tx): Promise<EmbeddingChange | null> {
  const { rows } = await tx.query<EmbeddingChange>(`select ${COLUMNS} from embedding_change where tenant_id = $1`, [
    tx.tenantId,
  ]);
  return rows[0] ?? null;
}

/** As `changeOf`; nobody else changes it until the transaction ends. */
export async function holdChange(tx: Tx): Promise<EmbeddingChange | null> {
  const { rows } = await tx.query<EmbeddingChange>(
    `select ${COLUMNS} from embedding_change where tenant_id = $1 for update`,
    [tx.tenantId],
  );
  return rows[0] ?? null;
}

/** Writes the tenant's change over the one before: there is one at a time. */
export async function putChange(tx: Tx, change: EmbeddingChange): Promise<void> {
  await tx.query(
    `insert into embedding_change
       (tenant_id, model, previous, state, started_at, resumed_at, resumed_from, requested_by, finished_at, failed_at, problem)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (tenant_id) do update set model = excluded.model, previous = excluded.previous, state = excluded.state,
       started_at = excluded.started_at, resumed_at = excluded.resumed_at, resumed_from = excluded.resumed_from,
       requested_by = excluded.requested_by, finished_at = excluded.finished_at, failed_at = excluded.failed_at,
       problem = excluded.problem`,
    [
      ...[tx.tenantId, change.model, change.previous, change.state, change.startedAt, change.resumedAt],
      ...[change.resumedFrom, change.requestedBy, change.finishedAt, change.failedAt, change.problem],
    ],
  );
}

export async function deleteChange(tx: Tx): Promise<void> {
  await tx.query("delete from embedding_change where tenant_id = $1", [tx.tenantId]);
}

/** Notes that search asks the chosen model now; gives who asked for the change, and undefined when there was none. */
export async function finishChange(
  tx: Tx,
  model: string,
  at: Date,
): Promise<{ readonly requestedBy: string | null } | undefined> {
  const { rows } = await tx.query<{ requestedBy: string | null }>(
    `update embedding_change set state = 'done', finished_at = $3, failed_at = null, problem = null
     where tenant_id = $1 and model = $2 and state = 'running' returning requested_by as "requestedBy"`,
    [tx.tenantId, model, at],
  );
  return rows[0];
}

/** Notes why a try of the change failed, or with null that tries go well again. Waits for whoever else changes it. */
export async function noteTry(tx: Tx, failed: { readonly at: Date; readonly problem: string } | null): Promise<void> {
  await tx.query(
    `update embedding_change set failed_at = case when $2::text is null then null else coalesce(failed_at, $3) end, problem = $2
     where tenant_id = $1 and state = 'running' and problem is distinct from $2`,
    [tx.tenantId, failed?.problem ?? null, failed?.at ?? null],
  );
}

/** How many passages have a vector of this model. */
export async function embeddedBy(tx: Tx, model: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    "select count(*)::int as count from chunk_vector where tenant_id = $1 and model = $2",
    [tx.tenantId, model],
  );
  return rows[0]!.count;
}

/** Gives up unfinished vectors of all models but one: they are deleted with the next run. */
export async function retireUnfinished(tx: Tx, but: string): Promise<void> {
  await tx.query(
    "update embedding_model set state = 'retired' where tenant_id = $1 and model <> $2 and state = 'building'",
    [tx.tenantId, but],
  );
}
