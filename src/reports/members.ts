import type { Tx } from "../db/pool.ts";

/** Names of the tenant's members, by id. */
export async function memberNames(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; name: string }>("select id, name from member where tenant_id = $1", [
    tx.tenantId,
  ]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
