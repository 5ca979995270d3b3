import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";
import type { PolicyKind } from "../policies.ts";

/** A policy tried on past requests; nothing is published by it. */
export interface DryRunRow {
  readonly id: string;
  readonly kind: PolicyKind;
  readonly content: unknown;
  readonly since: Date;
  /** Most past requests to decide again. */
  readonly most: number;
  readonly status: "queued" | "done" | "failed";
  /** Past requests decided again so far, of so many. */
  readonly done: number;
  readonly total: number;
  readonly result: unknown;
  readonly problem: string | null;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export async function insertDryRun(
  tx: Tx,
  row: Omit<DryRunRow, "status" | "done" | "total" | "result" | "problem" | "finishedAt">,
): Promise<void> {
  await tx.query(
    `insert into policy_dry_run (tenant_id, id, kind, content, since, most, status, requested_by, created_at)
     values ($1, $2, $3, $4::jsonb, $5, $6, 'queued', $7, $8)`,
    [tx.tenantId, row.id, row.kind, storedJson(row.content), row.since, row.most, row.requestedBy, row.createdAt],
  );
}

export async function readDryRun(tx: Tx, id: string): Promise<DryRunRow | undefined> {
  const { rows } = await tx.query<DryRunRow>(
    `select id, kind, content, since, most, status, done, total, result, problem, requested_by as "requestedBy",
       created_at as "createdAt", finished_at as "finishedAt"
     from policy_dry_run where tenant_id = $1 and id = $2`,
    [tx.tenantId, id],
  );
  return rows[0];
}

export async function saveDryRunProgress(tx: Tx, id: string, done: number, total: number): Promise<void> {
  await tx.query(
    `update policy_dry_run set done = $3, total = $4 where tenant_id = $1 and id = $2 and status = 'queued'`,
    [tx.tenantId, id, done, total],
  );
}

/** Ends a dry run once; a repeated job changes nothing. */
export async function finishDryRun(
  tx: Tx,
  id: string,
  end: { status: "done" | "failed"; result: unknown; problem: string | null; at: Date },
): Promise<void> {
  await tx.query(
    `update policy_dry_run set status = $3, result = $4::jsonb, problem = $5, finished_at = $6
     where tenant_id = $1 and id = $2 and status = 'queued'`,
    [tx.tenantId, id, end.status, end.result === null ? null : storedJson(end.result), end.problem, end.at],
  );
}
