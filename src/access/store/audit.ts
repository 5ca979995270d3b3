import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";

export interface AuditRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: unknown;
  readonly action: string;
  readonly object: string;
  readonly objectId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string | null;
}

/** Writes the row and says that no batch has sealed it yet. */
export function insertAudit(tx: Tx, row: AuditRow): void {
  tx.write("insert into audit_pending (tenant_id, audit_id) values ($1, $2)", [tx.tenantId, row.id]);
  tx.write(
    `insert into audit (tenant_id, id, at, actor, action, object, object_id, before, after, request_id)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8::jsonb, $9::jsonb, $10)`,
    [
      tx.tenantId,
      row.id,
      row.at,
      storedJson(row.actor),
      row.action,
      row.object,
      row.objectId,
      json(row.before),
      json(row.after),
      row.requestId,
    ],
  );
}

const json = (value: unknown): string | null => (value === undefined || value === null ? null : storedJson(value));

export interface AuditQuery {
  readonly object?: string | undefined;
  readonly objectId?: string | undefined;
  readonly action?: string | undefined;
  /** Rows before this one; newest first. */
  readonly before?: { readonly at: string; readonly id: string } | undefined;
  readonly limit: number;
}

/** The newest rows that match. `instant` is the time in full precision, for the next page. */
export async function pageOfAudit(tx: Tx, query: AuditQuery): Promise<(AuditRow & { instant: string })[]> {
  const values: unknown[] = [tx.tenantId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { object, objectId, action, before } = query;
  // What is not asked for is left out of the statement, so that its plan can use the index of what is.
  const conditions = [
    ...Object.entries({ object, object_id: objectId, action }).flatMap(([column, value]) =>
      value === undefined ? [] : [`and ${column} = ${bind(value)}`],
    ),
    ...(before === undefined ? [] : [`and (at, id) < (${bind(before.at)}::timestamptz, ${bind(before.id)}::uuid)`]),
  ];
  const { rows } = await tx.query<AuditRow & { instant: string }>(
    `select id, at, actor, action, object, object_id as "objectId", before, after, request_id as "requestId",
       (at at time zone 'UTC')::text || 'Z' as instant
     from audit where tenant_id = $1 ${conditions.join(" ")} order by at desc, id desc limit ${bind(query.limit)}`,
    values,
  );
  return rows;
}
