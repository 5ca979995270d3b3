import type { Database, ReadTx, Tx } from "../db/pool.ts";
import { asWorker } from "../db/tenant.ts";

interface TenantRow {
  readonly tenantId: string;
  readonly slug: string;
  readonly name: string;
}

/** Reserves the slug for the transaction's tenant; false when another tenant has it. */
export async function claimSlug(tx: Tx, slug: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    "insert into auth.tenant_directory (tenant_id, slug, created_at) values ($1, $2, $3) on conflict do nothing",
    [tx.tenantId, slug, now],
  );
  return rowCount === 1;
}

export async function insertTenant(
  tx: Tx,
  tenant: { slug: string; name: string; endUserSecret: Buffer; linkSecret: Buffer; now: Date },
): Promise<void> {
  await tx.query(
    `insert into tenant (tenant_id, slug, name, end_user_secret, link_secret, created_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [tx.tenantId, tenant.slug, tenant.name, tenant.endUserSecret, tenant.linkSecret, tenant.now],
  );
}

export async function readTenant(tx: Tx): Promise<TenantRow | undefined> {
  const { rows } = await tx.query<TenantRow>(
    'select tenant_id as "tenantId", slug, name from tenant where tenant_id = $1',
    [tx.tenantId],
  );
  return rows[0];
}

export const tenantIdOfSlug = (db: Database, slug: string): Promise<string | undefined> =>
  asWorker(db, async (connection) => {
    const { rows } = await connection.query<{ tenant_id: string }>(
      "select tenant_id from auth.tenant_directory where slug = $1",
      [slug],
    );
    return rows[0]?.tenant_id;
  });

export const allTenantIds = (db: Database): Promise<string[]> =>
  asWorker(db, async (connection) => {
    const { rows } = await connection.query<{ tenant_id: string }>(
      "select tenant_id from auth.tenant_directory order by created_at, tenant_id",
    );
    return rows.map((row) => row.tenant_id);
  });

export async function endUserSecret(tx: Tx): Promise<Buffer | undefined> {
  const { rows } = await tx.query<{ secret: Uint8Array }>(
    "select end_user_secret as secret from tenant where tenant_id = $1",
    [tx.tenantId],
  );
  return rows[0] && Buffer.from(rows[0].secret);
}

/** What signs links to customers: they outlive the secret of end-user tokens. */
export async function linkSecret(tx: Tx): Promise<Buffer | undefined> {
  const { rows } = await tx.query<{ secret: Uint8Array }>(
    "select coalesce(link_secret, end_user_secret) as secret from tenant where tenant_id = $1",
    [tx.tenantId],
  );
  return rows[0] && Buffer.from(rows[0].secret);
}

export async function setEndUserSecret(tx: Tx, secret: Buffer): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update tenant set link_secret = coalesce(link_secret, end_user_secret), end_user_secret = $2
     where tenant_id = $1`,
    [tx.tenantId, secret],
  );
  return rowCount === 1;
}

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** The member or key that made it; null for the program itself. */
  readonly madeBy: string | null;
}

const KEY_COLUMNS = `id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt",
  made_by as "madeBy"`;

export async function insertKey(
  tx: Tx,
  key: Pick<ApiKeyRow, "id" | "name" | "expiresAt" | "madeBy"> & { hash: Buffer; scopes: readonly string[]; now: Date },
): Promise<void> {
  await tx.query(
    "insert into api_key (tenant_id, id, name, secret_hash, scopes, created_at, expires_at, made_by) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    [tx.tenantId, key.id, key.name, key.hash, key.scopes, key.now, key.expiresAt, key.madeBy],
  );
}

/** The key; none of a member who is disabled, however that came about. */
export async function readKey(tx: ReadTx, id: string): Promise<(ApiKeyRow & { hash: Uint8Array }) | undefined> {
  const { rows } = await tx.query<ApiKeyRow & { hash: Uint8Array }>(
    `select ${KEY_COLUMNS}, secret_hash as hash from api_key k where tenant_id = $1 and id = $2 and not exists (
       select 1 from member m where m.tenant_id = $1 and m.id = k.made_by and m.status = 'disabled')`,
    [tx.tenantId, id],
  );
  return rows[0];
}

export async function listKeys(tx: Tx): Promise<ApiKeyRow[]> {
  return (
    await tx.query<ApiKeyRow>(`select ${KEY_COLUMNS} from api_key where tenant_id = $1 order by created_at, id`, [
      tx.tenantId,
    ])
  ).rows;
}

export async function revokeKey(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    "update api_key set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null",
    [tx.tenantId, id, now],
  );
  return rowCount === 1;
}

/** Whether the key still works; it is not revoked before this transaction ends. */
export async function lockKey(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await tx.query(
    "select 1 from api_key where tenant_id = $1 and id = $2 and revoked_at is null for no key update",
    [tx.tenantId, id],
  );
  return rows.length > 0;
}

/**
 * Revokes what this member or key has made, and what was made with that, where a scope is none of `allowed`. The ids of
 * the keys that end.
 */
export async function revokeKeysOf(tx: Tx, maker: string, allowed: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `with recursive made as (
       select id from api_key where tenant_id = $1 and made_by = $2
       union select k.id from api_key k join made m on m.id = k.made_by where k.tenant_id = $1)
     update api_key set revoked_at = $3
     where tenant_id = $1 and id in (select id from made) and revoked_at is null and not scopes <@ $4::text[]
     returning id`,
    [tx.tenantId, maker, now, allowed],
  );
  return rows.map(({ id }) => id);
}

/** Whether the key was made by this member, or with a key of theirs. */
export async function isKeyOf(tx: Tx, id: string, memberId: string): Promise<boolean> {
  const { rows } = await tx.query(
    `with recursive made as (
       select made_by from api_key where tenant_id = $1 and id = $2
       union select k.made_by from api_key k join made m on m.made_by = k.id where k.tenant_id = $1)
     select 1 from made where made_by = $3`,
    [tx.tenantId, id, memberId],
  );
  return rows.length > 0;
}
