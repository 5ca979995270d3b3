import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";

export const TRAINED_MODELS = ["understanding", "reasons"] as const;
export type TrainedModel = (typeof TRAINED_MODELS)[number];

/** One training of a model. `passed`: it works now; `refused`: the one before was better and stays. */
export interface TrainingRun {
  readonly id: string;
  readonly kind: TrainedModel;
  readonly status: "queued" | "passed" | "refused" | "failed";
  readonly figures: Readonly<Record<string, number>> | null;
  readonly problem: string | null;
  readonly requestedBy: string;
  readonly createdAt: Date;
  /** When it began to work; null while it waits for its turn. */
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const COLUMNS = `id, kind, status, figures, problem, requested_by as "requestedBy", created_at as "createdAt",
  started_at as "startedAt", finished_at as "finishedAt"`;

export async function insertRun(
  tx: Tx,
  row: Pick<TrainingRun, "id" | "kind" | "requestedBy" | "createdAt">,
): Promise<void> {
  await tx.query(
    `insert into training_run (tenant_id, id, kind, status, requested_by, created_at)
     values ($1, $2, $3, 'queued', $4, $5)`,
    [tx.tenantId, row.id, row.kind, row.requestedBy, row.createdAt],
  );
}

export async function readRun(tx: Tx, id: string): Promise<TrainingRun | undefined> {
  const { rows } = await tx.query<TrainingRun>(`select ${COLUMNS} from training_run where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
  ]);
  return rows[0];
}

export async function listRuns(tx: Tx, limit: number): Promise<TrainingRun[]> {
  const { rows } = await tx.query<TrainingRun>(
    `select ${COLUMNS} from training_run where tenant_id = $1 order by created_at desc, id desc limit $2`,
    [tx.tenantId, limit],
  );
  return rows;
}

/** Notes that a run that waits begins to work, or begins again. */
export async function beginRun(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query("update training_run set started_at = $3 where tenant_id = $1 and id = $2 and status = 'queued'", [
    tx.tenantId,
    id,
    at,
  ]);
}

/** Ends a run once; false when it had ended before. */
export async function finishRun(
  tx: Tx,
  id: string,
  end: Pick<TrainingRun, "status" | "figures" | "problem"> & { readonly at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update training_run set status = $3, figures = $4::jsonb, problem = $5, finished_at = $6
     where tenant_id = $1 and id = $2 and status = 'queued'`,
    [tx.tenantId, id, end.status, end.figures === null ? null : storedJson(end.figures), end.problem, end.at],
  );
  return rowCount === 1;
}
