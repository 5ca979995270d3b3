import type { Tx } from "../../db/pool.ts";

/** Deletes what is stored under idempotency keys since before `before`. */
export async function deleteOldResults(tx: Tx, before: Date): Promise<void> {
  await tx.query("delete from idempotency where tenant_id = $1 and created_at < $2", [tx.tenantId, before]);
}
