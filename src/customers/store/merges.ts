import type { Tx } from "../../db/pool.ts";
import type { Actor } from "../../kernel/ctx.ts";
import { storedJson } from "../../kernel/json.ts";

/** A contact as a merge sees one. */
export interface MergeContact {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly customerId: string | null;
  readonly mergedInto: string | null;
}
const COLUMNS = `id, external_id as "externalId", name, email, customer_id as "customerId", merged_into as "mergedInto"`;

/** These contacts, held until the transaction ends, in one order so that two merges do not wait for each other. */
export async function holdContacts(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, MergeContact>> {
  const { rows } = await tx.query<MergeContact>(
    `select ${COLUMNS} from contact where tenant_id = $1 and id = any($2::uuid[]) order by id for update`,
    [tx.tenantId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const isThere = async (tx: Tx, statement: string, id: string): Promise<boolean> =>
  (await tx.query(statement, [tx.tenantId, id])).rows.length > 0;

export const hasCustomer = (tx: Tx, id: string): Promise<boolean> =>
  isThere(tx, "select 1 from customer where tenant_id = $1 and id = $2", id);

export const hasContact = (tx: Tx, id: string): Promise<boolean> =>
  isThere(tx, "select 1 from contact where tenant_id = $1 and id = $2", id);

/** People of a customer who were not merged into others, in the order of their ids. */
export async function contactsOf(tx: Tx, customerId: string, limit: number): Promise<MergeContact[]> {
  const { rows } = await tx.query<MergeContact>(
    `select ${COLUMNS} from contact where tenant_id = $1 and customer_id = $2 and merged_into is null order by id limit $3`,
    [tx.tenantId, customerId, limit],
  );
  return rows;
}

export async function setMergedInto(tx: Tx, id: string, into: string | null): Promise<void> {
  await tx.query("update contact set merged_into = $3 where tenant_id = $1 and id = $2", [tx.tenantId, id, into]);
}

type By = Pick<Actor, "type" | "id">;
export interface ContactMerge {
  readonly id: string;
  readonly keptId: string;
  readonly mergedId: string;
  readonly reason: string;
  readonly moved: readonly { readonly ticketId: string; readonly thread: string }[];
  readonly mergedBy: By;
  readonly mergedAt: Date;
  readonly undoneBy: By | null;
  readonly undoneAt: Date | null;
}
const MERGE = `id, kept_id as "keptId", merged_id as "mergedId", reason, moved, merged_by as "mergedBy",
  merged_at as "mergedAt", undone_by as "undoneBy", undone_at as "undoneAt"`;

export async function insertMerge(tx: Tx, row: Omit<ContactMerge, "undoneBy" | "undoneAt">): Promise<void> {
  await tx.query(
    `insert into contact_merge (tenant_id, id, kept_id, merged_id, reason, moved, merged_by, merged_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8)`,
    [
      tx.tenantId,
      row.id,
      row.keptId,
      row.mergedId,
      row.reason,
      storedJson(row.moved),
      storedJson(row.mergedBy),
      row.mergedAt,
    ],
  );
}

/** Merges into this contact, the newest first. */
export async function mergesInto(tx: Tx, keptId: string, limit: number): Promise<ContactMerge[]> {
  const { rows } = await tx.query<ContactMerge>(
    `select ${MERGE} from contact_merge where tenant_id = $1 and kept_id = $2 order by merged_at desc, id limit $3`,
    [tx.tenantId, keptId, limit],
  );
  return rows;
}

export async function holdMerge(tx: Tx, id: string): Promise<ContactMerge | undefined> {
  const { rows } = await tx.query<ContactMerge>(
    `select ${MERGE} from contact_merge where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  return rows[0];
}

export async function endMerge(tx: Tx, id: string, by: By, now: Date): Promise<void> {
  await tx.query("update contact_merge set undone_by = $3::jsonb, undone_at = $4 where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
    storedJson(by),
    now,
  ]);
}
