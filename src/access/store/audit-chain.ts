import type { Tx } from "../../db/pool.ts";

/** A row of the audit as text, column by column: exactly what the database holds, so any change to it shows. */
export interface AuditText {
  readonly id: string;
  readonly content: readonly (string | null)[];
}

export interface Seal {
  readonly batch: number;
  readonly firstPosition: number;
  readonly lastPosition: number;
  /** Text in UTC with microseconds. */
  readonly sealedAt: string;
  readonly head: Buffer;
}

export interface Link {
  readonly position: number;
  readonly auditId: string;
  readonly batch: number;
  readonly hash: Buffer;
  /** undefined when the sealed row is gone. */
  readonly row: AuditText | undefined;
}

// Every column of `audit`. A test fails when the table gets one that is not here.
export const AUDIT_CONTENT =
  "array[a.tenant_id::text, a.id::text, (a.at at time zone 'UTC')::text, a.actor::text, a.action, a.object, a.object_id, a.before::text, a.after::text, a.request_id]";

/** Lets one sealer of the tenant work at a time; nothing else waits for it. */
export async function lockChain(tx: Tx): Promise<void> {
  await tx.query("select 1 from tenant where tenant_id = $1 for no key update", [tx.tenantId]);
}

export async function lastSeal(tx: Tx): Promise<Seal | undefined> {
  return (await seals(tx, 0, "desc", 1))[0];
}

/** The seals after batch `after`, in order. */
export const sealsAfter = (tx: Tx, after: number, limit: number): Promise<Seal[]> => seals(tx, after, "asc", limit);

async function seals(tx: Tx, after: number, order: "asc" | "desc", limit: number): Promise<Seal[]> {
  const { rows } = await tx.query<Omit<Seal, "head"> & { head: Uint8Array }>(
    `select batch, first_position as "firstPosition", last_position as "lastPosition", head,
       (sealed_at at time zone 'UTC')::text as "sealedAt"
     from audit_seal where tenant_id = $1 and batch > $2 order by batch ${order} limit $3`,
    [tx.tenantId, after, limit],
  );
  return rows.map((row) => ({ ...row, head: Buffer.from(row.head) }));
}

/** Takes up to `limit` rows that no batch has sealed yet off the list of such rows. */
export async function takePending(tx: Tx, limit: number): Promise<AuditText[]> {
  const { rows } = await tx.query<AuditText>(
    `select a.id, ${AUDIT_CONTENT} as content
     from audit_pending p join audit a on a.tenant_id = p.tenant_id and a.id = p.audit_id
     where p.tenant_id = $1 order by p.audit_id limit $2`,
    [tx.tenantId, limit],
  );
  await tx.query("delete from audit_pending where tenant_id = $1 and audit_id = any($2::uuid[])", [
    tx.tenantId,
    rows.map(({ id }) => id),
  ]);
  return rows;
}

export async function insertSeal(tx: Tx, seal: Omit<Seal, "sealedAt"> & { sealedAt: Date }): Promise<void> {
  await tx.query(
    `insert into audit_seal (tenant_id, batch, first_position, last_position, sealed_at, head)
     values ($1, $2, $3, $4, $5, $6)`,
    [tx.tenantId, seal.batch, seal.firstPosition, seal.lastPosition, seal.sealedAt, seal.head],
  );
}

export async function insertLinks(tx: Tx, links: readonly Omit<Link, "row">[]): Promise<void> {
  await tx.query(
    `insert into audit_link (tenant_id, position, audit_id, batch, hash)
     select $1, l.position, l.audit_id, l.batch, decode(l.hash, 'hex')
     from unnest($2::bigint[], $3::uuid[], $4::int[], $5::text[]) as l (position, audit_id, batch, hash)`,
    [
      tx.tenantId,
      links.map(({ position }) => position),
      links.map(({ auditId }) => auditId),
      links.map(({ batch }) => batch),
      links.map(({ hash }) => hash.toString("hex")),
    ],
  );
}

/** The links of the chain after this position, in order, each with the row it seals. */
export async function linksAfter(tx: Tx, after: number, limit: number): Promise<Link[]> {
  const { rows } = await tx.query<{
    position: number;
    auditId: string;
    batch: number;
    hash: Uint8Array;
    id: string | null;
    content: (string | null)[];
  }>(
    `select l.position, l.audit_id as "auditId", l.batch, l.hash, a.id, ${AUDIT_CONTENT} as content
     from audit_link l left join audit a on a.tenant_id = l.tenant_id and a.id = l.audit_id
     where l.tenant_id = $1 and l.position > $2 order by l.position limit $3`,
    [tx.tenantId, after, limit],
  );
  return rows.map(({ id, content, hash, ...link }) => ({
    ...link,
    hash: Buffer.from(hash),
    row: id === null ? undefined : { id, content },
  }));
}

/** A row that is neither sealed nor waiting to be, dated after `since`: the application did not write it. */
export async function strayRow(tx: Tx, since: string | null): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `select a.id from audit a
     where a.tenant_id = $1 and ($2::timestamp is null or a.at > $2::timestamp at time zone 'UTC')
       and not exists (select 1 from audit_link l where l.tenant_id = $1 and l.audit_id = a.id)
       and not exists (select 1 from audit_pending p where p.tenant_id = $1 and p.audit_id = a.id)
     order by a.at, a.id limit 1`,
    [tx.tenantId, since],
  );
  return rows[0]?.id;
}

/** A row that waited to be sealed and is gone, and how many wait. */
export async function pendingState(tx: Tx): Promise<{ waiting: number; lost: string | null }> {
  const { rows } = await tx.query<{ waiting: number; lost: string | null }>(
    `select count(*)::int as waiting, min(p.audit_id::text) filter (where a.id is null) as lost
     from audit_pending p left join audit a on a.tenant_id = p.tenant_id and a.id = p.audit_id
     where p.tenant_id = $1`,
    [tx.tenantId],
  );
  return rows[0]!;
}
