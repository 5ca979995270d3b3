import type { Tx } from "../../db/pool.ts";

/** Deletes what is stored under idempotency keys since before `before`. */
export async function deleteOldResults(tx: Tx, before: Date): Promise<void> {
  await tx.query("delete from idempotency where tenant_id = $1 and created_at < $2", [tx.tenantId, before]);
}

/** Deletes what these actors are given again; `end_user:` and the id that their tokens carry. */
export async function deleteResultsBy(tx: Tx, actors: readonly string[]): Promise<void> {
  await tx.query("delete from idempotency where tenant_id = $1 and actor = any($2::text[])", [tx.tenantId, actors]);
}

/** Deletes results in which any of these ids stands; each result is read once, however many ids there are. */
export async function deleteResultsNaming(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(
    `delete from idempotency where tenant_id = $1 and exists (
       select 1 from regexp_matches(body, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') as named (found)
       where found[1] = any($2::text[]))`,
    [tx.tenantId, ids],
  );
}
