import type { Tx } from "../../db/pool.ts";

/** Why customers write, as the tenant sees it: a name, what it means, and a few examples. Reasons form a tree. */
export interface ContactReason {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly description: string;
  readonly examples: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export async function listReasons(tx: Tx): Promise<ContactReason[]> {
  const { rows } = await tx.query<ContactReason>(
    `select id, parent_id as "parentId", name, description, examples, created_at as "createdAt",
       updated_at as "updatedAt" from contact_reason where tenant_id = $1 order by created_at, id`,
    [tx.tenantId],
  );
  return rows;
}

export async function insertReason(tx: Tx, row: ContactReason): Promise<void> {
  await tx.query(
    `insert into contact_reason (tenant_id, id, parent_id, name, description, examples, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tx.tenantId, row.id, row.parentId, row.name, row.description, [...row.examples], row.createdAt, row.updatedAt],
  );
}

export async function updateReason(tx: Tx, row: Omit<ContactReason, "createdAt">): Promise<void> {
  await tx.query(
    `update contact_reason set parent_id = $3, name = $4, description = $5, examples = $6, updated_at = $7
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, row.id, row.parentId, row.name, row.description, [...row.examples], row.updatedAt],
  );
}

export async function deleteReason(tx: Tx, id: string): Promise<void> {
  await tx.query("delete from contact_reason where tenant_id = $1 and id = $2", [tx.tenantId, id]);
}
