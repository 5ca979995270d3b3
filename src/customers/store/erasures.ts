import type { Tx } from "../../db/pool.ts";
import type { Actor } from "../../kernel/ctx.ts";
import { storedJson } from "../../kernel/json.ts";
import type { MergeContact } from "./merges.ts";

/** How many of each were erased. */
export type ErasureCounts = Readonly<Record<string, number>>;

/** An erasure of a person: ids and numbers, nothing personal. */
export interface Erasure {
  readonly id: string;
  /** The contact into which the others were merged. */
  readonly contactId: string;
  readonly contactIds: readonly string[];
  readonly ticketIds: readonly string[];
  readonly reason: string;
  readonly status: "queued" | "done" | "failed";
  /** Why it failed. */
  readonly problem: string | null;
  readonly counts: ErasureCounts;
  readonly requestedBy: Pick<Actor, "type" | "id">;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
}
const COLUMNS = `id, contact_id as "contactId", contact_ids as "contactIds", ticket_ids as "ticketIds", reason, status, problem, counts,
  requested_by as "requestedBy", requested_at as "requestedAt", finished_at as "finishedAt"`;

/** A contact of a person who may have several. */
export interface PersonContact extends MergeContact {
  readonly createdAt: Date;
}

/** All contacts of the person whom this one is of, whether it was merged or others into it; none for an unknown id. */
export async function contactsOfPerson(tx: Tx, id: string): Promise<PersonContact[]> {
  const { rows } = await tx.query<PersonContact>(
    `select c.id, c.external_id as "externalId", c.name, c.email, c.customer_id as "customerId",
       c.merged_into as "mergedInto", c.created_at as "createdAt"
     from contact given join contact c on c.tenant_id = $1
       and coalesce(c.merged_into, c.id) = coalesce(given.merged_into, given.id)
     where given.tenant_id = $1 and given.id = $2 order by c.id`,
    [tx.tenantId, id],
  );
  return rows;
}

/** The merges that these contacts took part in, as JSON of their columns. */
export async function mergesOfPerson(tx: Tx, contactIds: readonly string[]): Promise<Record<string, unknown>[]> {
  const { rows } = await tx.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(m) - 'tenant_id' as row from contact_merge m
     where m.tenant_id = $1 and (m.kept_id = any($2::uuid[]) or m.merged_id = any($2::uuid[])) order by m.merged_at, m.id`,
    [tx.tenantId, contactIds],
  );
  return rows.map(({ row }) => row);
}

/**
 * Takes from these contacts all that says who they are; their rows stay for the ids that merges and the audit name.
 * No message finds them from then on: whoever writes under their old ids is somebody new.
 */
export async function clearContacts(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(
    `update contact set external_id = 'erased:' || id, name = null, email = null, customer_id = null
     where tenant_id = $1 and id = any($2::uuid[])`,
    [tx.tenantId, ids],
  );
  await tx.query(
    `update contact_merge set reason = '', moved = '[]'
     where tenant_id = $1 and (kept_id = any($2::uuid[]) or merged_id = any($2::uuid[]))`,
    [tx.tenantId, ids],
  );
  await tx.query("delete from survey_refusal where tenant_id = $1 and contact_id = any($2::uuid[])", [
    tx.tenantId,
    ids,
  ]);
}

export async function insertErasure(
  tx: Tx,
  row: Pick<Erasure, "id" | "contactId" | "contactIds" | "reason" | "requestedBy" | "requestedAt">,
): Promise<void> {
  await tx.query(
    `insert into contact_erasure (tenant_id, id, contact_id, contact_ids, reason, status, requested_by, requested_at)
     values ($1, $2, $3, $4::uuid[], $5, 'queued', $6::jsonb, $7)`,
    [tx.tenantId, row.id, row.contactId, row.contactIds, row.reason, storedJson(row.requestedBy), row.requestedAt],
  );
}

/** The erasure of the person whom this contact is of. */
export async function erasureOf(tx: Tx, contactId: string): Promise<Erasure | undefined> {
  const { rows } = await tx.query<Erasure>(
    `select ${COLUMNS} from contact_erasure where tenant_id = $1 and contact_id = (
       select coalesce(merged_into, id) from contact where tenant_id = $1 and id = $2)`,
    [tx.tenantId, contactId],
  );
  return rows[0];
}

/** The erasure, held until the transaction ends. */
export async function holdErasure(tx: Tx, id: string): Promise<Erasure | undefined> {
  const { rows } = await tx.query<Erasure>(
    `select ${COLUMNS} from contact_erasure where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  return rows[0];
}

/** Keeps how far an erasure is; `finishedAt` ends it. */
export async function saveErasure(
  tx: Tx,
  { id, ticketIds, counts, status, finishedAt }: Pick<Erasure, "id" | "ticketIds" | "counts" | "status" | "finishedAt">,
): Promise<void> {
  await tx.query(
    `update contact_erasure set ticket_ids = $3::uuid[], counts = $4::jsonb, status = $5, finished_at = $6,
       problem = case when $5 = 'failed' then problem end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, ticketIds, storedJson(counts), status, finishedAt],
  );
}

/** Notes that an erasure failed, be it when it looks once more; undefined when that was noted before. */
export async function failErasure(tx: Tx, id: string, problem: string): Promise<Erasure | undefined> {
  const { rows } = await tx.query<Erasure>(
    `update contact_erasure set status = 'failed', problem = $3
     where tenant_id = $1 and id = $2 and status <> 'failed' returning ${COLUMNS}`,
    [tx.tenantId, id, problem],
  );
  return rows[0];
}

/** Queues an erasure that failed once more; it goes on from where it came. */
export async function requeueErasure(tx: Tx, id: string): Promise<void> {
  await tx.query("update contact_erasure set status = 'queued', problem = null where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
  ]);
}
