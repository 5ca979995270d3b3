import type { Tx } from "../../../db/pool.ts";

export async function sourceNamed(tx: Tx, id: string, name: string, now: Date): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into knowledge_source (tenant_id, id, name, created_at) values ($1, $2, $3, $4)
     on conflict (tenant_id, name) do update set name = excluded.name returning id`,
    [tx.tenantId, id, name, now],
  );
  return rows[0]!.id;
}

/** The source of this name, if there is one. */
export async function sourceIdOf(tx: Tx, name: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from knowledge_source where tenant_id = $1 and name = $2",
    [tx.tenantId, name],
  );
  return rows[0]?.id;
}

export async function sourceIds(tx: Tx): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from knowledge_source where tenant_id = $1 order by created_at, id",
    [tx.tenantId],
  );
  return rows.map(({ id }) => id);
}
