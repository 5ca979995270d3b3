import type { ReadTx, Tx } from "../db/pool.ts";
import { storedJson } from "../kernel/json.ts";
import type { PolicyKind } from "./policies.ts";

/** A published policy, without its content. */
export interface PolicyVersion {
  readonly kind: PolicyKind;
  readonly version: number;
  readonly contentHash: string;
  readonly note: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly active: boolean;
}

export interface PolicyRow extends PolicyVersion {
  readonly content: unknown;
}

const COLUMNS = `v.kind, v.version, v.content_hash as "contentHash", v.note, v.created_at as "createdAt",
  v.created_by as "createdBy", a.version is not distinct from v.version as active`;
const JOINED = `policy_version v left join policy_active a on a.tenant_id = v.tenant_id and a.kind = v.kind`;

/** Stores the next version of a kind and gives its number; undefined when another writer was faster. */
export async function insertVersion(
  tx: Tx,
  row: {
    kind: PolicyKind;
    version: number;
    content: unknown;
    source: string | null;
    contentHash: string;
    note: string;
    createdAt: Date;
    createdBy: string;
  },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into policy_version (tenant_id, kind, version, content, content_hash, note, created_at, created_by, source)
     values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      tx.tenantId,
      row.kind,
      row.version,
      storedJson(row.content),
      row.contentHash,
      row.note,
      row.createdAt,
      row.createdBy,
      row.source,
    ],
  );
  return rowCount === 1;
}

/** The highest version of a kind; 0 when there is none. */
export async function latestVersion(tx: Tx, kind: PolicyKind): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(
    "select version from policy_version where tenant_id = $1 and kind = $2 order by version desc limit 1",
    [tx.tenantId, kind],
  );
  return rows[0]?.version ?? 0;
}

/** Makes a stored version the one that decides; false when there is no such version. */
export async function setActive(tx: Tx, kind: PolicyKind, version: number, at: Date, by: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into policy_active (tenant_id, kind, version, content_hash, activated_at, activated_by)
     select tenant_id, kind, version, content_hash, $4, $5 from policy_version where tenant_id = $1 and kind = $2 and version = $3
     on conflict (tenant_id, kind) do update
       set version = excluded.version, content_hash = excluded.content_hash, activated_at = excluded.activated_at, activated_by = excluded.activated_by`,
    [tx.tenantId, kind, version, at, by],
  );
  return rowCount === 1;
}

/**
 * The deciding version of every kind that has one, held until the transaction ends: who changes a policy after that waits,
 * whichever it is, since policies name rows of each other.
 */
export async function holdVersions(tx: Tx): Promise<Partial<Record<PolicyKind, number>>> {
  await tx.query("select 1 from tenant where tenant_id = $1 for no key update", [tx.tenantId]);
  const { rows } = await tx.query<{ kind: PolicyKind; version: number }>(
    "select kind, version from policy_active where tenant_id = $1",
    [tx.tenantId],
  );
  return Object.fromEntries(rows.map(({ kind, version }) => [kind, version]));
}

/** The deciding version of every kind that has one. */
export async function readActive(tx: ReadTx): Promise<PolicyRow[]> {
  const { rows } = await tx.query<PolicyRow>(
    `select ${COLUMNS}, v.content from ${JOINED} where v.tenant_id = $1 and a.tenant_id = $1 and a.version = v.version`,
    [tx.tenantId],
  );
  return rows;
}

/** Kinds and content hashes of the deciding versions, in one line: equal lines, equal policies. */
export async function activeHashes(tx: ReadTx): Promise<string> {
  const { rows } = await tx.query<{ hashes: string | null }>(
    `select string_agg(kind || ':' || content_hash, ' ' order by kind) as hashes from policy_active where tenant_id = $1`,
    [tx.tenantId],
  );
  return rows[0]?.hashes ?? "";
}

export async function readVersion(tx: Tx, kind: PolicyKind, version: number): Promise<PolicyRow | undefined> {
  const { rows } = await tx.query<PolicyRow>(
    `select ${COLUMNS}, v.content from ${JOINED} where v.tenant_id = $1 and v.kind = $2 and v.version = $3`,
    [tx.tenantId, kind, version],
  );
  return rows[0];
}

/** The text that a version was published from; null when there is none. */
export async function readSource(tx: Tx, kind: PolicyKind, version: number): Promise<string | null> {
  const { rows } = await tx.query<{ source: string | null }>(
    "select source from policy_version where tenant_id = $1 and kind = $2 and version = $3",
    [tx.tenantId, kind, version],
  );
  return rows[0]?.source ?? null;
}

/** The text that the deciding version was published from; null when there is none. */
export async function readActiveSource(tx: ReadTx, kind: PolicyKind): Promise<string | null> {
  const { rows } = await tx.query<{ source: string | null }>(
    `select v.source from ${JOINED} where v.tenant_id = $1 and a.tenant_id = $1 and a.version = v.version and v.kind = $2`,
    [tx.tenantId, kind],
  );
  return rows[0]?.source ?? null;
}

/** Versions of one kind, newest first. */
export async function listVersions(tx: Tx, kind: PolicyKind, before: number, limit: number): Promise<PolicyVersion[]> {
  const { rows } = await tx.query<PolicyVersion>(
    `select ${COLUMNS} from ${JOINED} where v.tenant_id = $1 and v.kind = $2 and v.version < $3
     order by v.version desc limit $4`,
    [tx.tenantId, kind, before, limit],
  );
  return rows;
}
