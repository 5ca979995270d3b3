import type { Tx } from "../db/pool.ts";

export interface StoredResult {
  readonly status: number | null;
  readonly contentType: string | null;
  readonly body: string | null;
  readonly requestHash: Uint8Array;
  readonly createdAt: Date;
}

/** Claims the key for this request; false when an earlier request has it. */
export async function claimKey(
  tx: Tx,
  claim: { actor: string; key: string; hash: Buffer; now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    "insert into idempotency (tenant_id, actor, key, request_hash, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing",
    [tx.tenantId, claim.actor, claim.key, claim.hash, claim.now],
  );
  return rowCount === 1;
}

/** Takes over a claim that never got a result, because its process died. */
export async function takeOverKey(
  tx: Tx,
  claim: { actor: string; key: string; now: Date; staleBefore: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update idempotency set created_at = $4 where tenant_id = $1 and actor = $2 and key = $3 and status is null and created_at < $5",
    [tx.tenantId, claim.actor, claim.key, claim.now, claim.staleBefore],
  );
  return rowCount === 1;
}

export async function readResult(tx: Tx, actor: string, key: string): Promise<StoredResult | undefined> {
  const { rows } = await tx.query<StoredResult>(
    `select status, content_type as "contentType", body, request_hash as "requestHash", created_at as "createdAt"
     from idempotency where tenant_id = $1 and actor = $2 and key = $3`,
    [tx.tenantId, actor, key],
  );
  return rows[0];
}

export async function storeResult(
  tx: Tx,
  actor: string,
  key: string,
  result: { status: number; contentType: string; body: string },
): Promise<void> {
  await tx.query(
    "update idempotency set status = $4, content_type = $5, body = $6 where tenant_id = $1 and actor = $2 and key = $3",
    [tx.tenantId, actor, key, result.status, result.contentType, result.body],
  );
}

export async function dropClaim(tx: Tx, actor: string, key: string): Promise<void> {
  await tx.query("delete from idempotency where tenant_id = $1 and actor = $2 and key = $3 and status is null", [
    tx.tenantId,
    actor,
    key,
  ]);
}
