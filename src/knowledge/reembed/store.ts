import type { Tx } from "../../db/pool.ts";

/** A tenant's way to another embedding model. */
export interface EmbeddingChange {
  readonly model: string;
  readonly previous: string | null;
  readonly state: "running" | "paused" | "done";
  readonly startedAt: Date;
  readonly resumedAt: Date;
  readonly resumedFrom: number;
}

const COLUMNS = `model, previous, state, started_at as "startedAt", resumed_at as "resumedAt",
  resumed_from as "resumedFrom"`;

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

export async function putChange(tx: Tx, change: EmbeddingChange): Promise<void> {
  await tx.query(
    `insert into embedding_change (tenant_id, model, previous, state, started_at, resumed_at, resumed_from)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id) do update set model = excluded.model, previous = excluded.previous, state = excluded.state,
       started_at = excluded.started_at, resumed_at = excluded.resumed_at, resumed_from = excluded.resumed_from`,
    [tx.tenantId, change.model, change.previous, change.state, change.startedAt, change.resumedAt, change.resumedFrom],
  );
}

export async function deleteChange(tx: Tx): Promise<void> {
  await tx.query("delete from embedding_change where tenant_id = $1", [tx.tenantId]);
}

/** Notes that search asks the chosen model now. */
export async function finishChange(tx: Tx, model: string): Promise<void> {
  await tx.query(
    "update embedding_change set state = 'done' where tenant_id = $1 and model = $2 and state = 'running'",
    [tx.tenantId, model],
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
