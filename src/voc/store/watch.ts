import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";
import type { AlertRule } from "../trends/alerts.ts";
import type { Expected } from "../trends/expected.ts";

export interface AlertRow {
  readonly id: string;
  readonly name: string;
  readonly rule: AlertRule;
  readonly members: readonly string[];
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface AlarmRow {
  readonly alertId: string;
  readonly tag: string;
  readonly step: string;
  readonly count: number;
  readonly expected: Expected | null;
  readonly at: Date;
}

/** Alerts of a tenant: each is judged over its history once an hour. */
export const MOST_ALERTS = 200;

export async function insertAlert(tx: Tx, row: AlertRow): Promise<void> {
  await tx.query(
    `insert into voc_alert (tenant_id, id, name, rule, members, created_by, created_at)
     values ($1, $2, $3, $4::jsonb, $5::uuid[], $6, $7)`,
    [tx.tenantId, row.id, row.name, storedJson(row.rule), row.members, row.createdBy, row.createdAt],
  );
}

export async function listAlerts(tx: Tx): Promise<AlertRow[]> {
  const { rows } = await tx.query<AlertRow>(
    `select id, name, rule, members, created_by as "createdBy", created_at as "createdAt" from voc_alert
     where tenant_id = $1 order by name, id limit $2`,
    [tx.tenantId, MOST_ALERTS],
  );
  return rows;
}

export async function deleteAlert(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query("delete from voc_alert where tenant_id = $1 and id = $2", [tx.tenantId, id]);
  return rowCount === 1;
}

/** Keeps that an alert told of a step; false when it did before. */
export async function insertAlarm(
  tx: Tx,
  alertId: string,
  alarm: Pick<AlarmRow, "tag" | "step" | "count" | "expected">,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into voc_alarm (tenant_id, alert_id, tag, step, count, expected, at)
     values ($1, $2, $3, $4::date, $5, $6::jsonb, $7) on conflict do nothing`,
    [tx.tenantId, alertId, alarm.tag, alarm.step, alarm.count, storedJson(alarm.expected), now],
  );
  return rowCount === 1;
}

export async function listAlarms(tx: Tx): Promise<AlarmRow[]> {
  const { rows } = await tx.query<AlarmRow>(
    `select alert_id as "alertId", tag, step, count, expected, at from voc_alarm
     where tenant_id = $1 order by at desc, alert_id, tag, step limit 200`,
    [tx.tenantId],
  );
  return rows;
}

/** A question that somebody keeps; its content is the surface's own. */
export interface ViewRow {
  readonly id: string;
  readonly name: string;
  readonly question: Readonly<Record<string, unknown>>;
  readonly ownerId: string;
  readonly shared: boolean;
  readonly createdAt: Date;
}

export async function insertView(tx: Tx, row: ViewRow): Promise<void> {
  await tx.query(
    `insert into voc_view (tenant_id, id, name, question, owner_id, shared, created_at)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7)`,
    [tx.tenantId, row.id, row.name, storedJson(row.question), row.ownerId, row.shared, row.createdAt],
  );
}

/** Those of a person and those that are shared. */
export async function listViews(tx: Tx, ownerId: string): Promise<ViewRow[]> {
  const { rows } = await tx.query<ViewRow>(
    `select id, name, question, owner_id as "ownerId", shared, created_at as "createdAt" from voc_view
     where tenant_id = $1 and (owner_id = $2 or shared) order by name, id limit 500`,
    [tx.tenantId, ownerId],
  );
  return rows;
}

/** Only its owner takes a view away; false when there is none of theirs. */
export async function deleteView(tx: Tx, id: string, ownerId: string): Promise<boolean> {
  const { rowCount } = await tx.query("delete from voc_view where tenant_id = $1 and id = $2 and owner_id = $3", [
    tx.tenantId,
    id,
    ownerId,
  ]);
  return rowCount === 1;
}
