import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";

/** A turn for which the copilot made a proposal. */
export interface PastTurn {
  readonly ticketId: string;
  readonly turn: number;
  readonly at: Date;
}

/** The newest `limit` turns that have a proposal, newest first. */
export async function pastTurns(tx: Tx, limit: number): Promise<PastTurn[]> {
  const { rows } = await tx.query<PastTurn>(
    `select ticket_id as "ticketId", turn, created_at as at from proposal
     where tenant_id = $1 order by created_at desc, id desc limit $2`,
    [tx.tenantId, limit],
  );
  return rows;
}

export interface ReplayRow {
  readonly id: string;
  readonly change: unknown;
  readonly last: number;
  readonly status: "queued" | "running" | "done" | "failed";
  readonly done: number;
  readonly total: number;
  readonly report: unknown;
  readonly problem: string | null;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export async function insertReplay(
  tx: Tx,
  row: Pick<ReplayRow, "id" | "change" | "last" | "requestedBy" | "createdAt">,
): Promise<void> {
  await tx.query(
    `insert into replay_run (tenant_id, id, change, last, status, requested_by, created_at)
     values ($1, $2, $3::jsonb, $4, 'queued', $5, $6)`,
    [tx.tenantId, row.id, storedJson(row.change), row.last, row.requestedBy, row.createdAt],
  );
}

export async function readReplay(tx: Tx, id: string): Promise<ReplayRow | undefined> {
  const { rows } = await tx.query<ReplayRow>(
    `select id, change, last, status, done, total, report, problem, requested_by as "requestedBy",
       created_at as "createdAt", finished_at as "finishedAt"
     from replay_run where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  return rows[0];
}

export async function saveReplayProgress(tx: Tx, id: string, done: number, total: number): Promise<void> {
  await tx.query(
    `update replay_run set status = 'running', done = $3, total = $4
     where tenant_id = $1 and id = $2 and status in ('queued', 'running')`,
    [tx.tenantId, id, done, total],
  );
}

/** Ends a replay once; a repeated job changes nothing. */
export async function finishReplay(
  tx: Tx,
  id: string,
  end: { status: "done" | "failed"; report: unknown; problem: string | null; at: Date },
): Promise<void> {
  await tx.query(
    `update replay_run set status = $3, report = $4::jsonb, problem = $5, finished_at = $6
     where tenant_id = $1 and id = $2 and status in ('queued', 'running')`,
    [tx.tenantId, id, end.status, end.report === null ? null : storedJson(end.report), end.problem, end.at],
  );
}
