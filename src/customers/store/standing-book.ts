import type { Tx } from "../../db/pool.ts";
import type { Actor } from "../../kernel/ctx.ts";
import { storedJson } from "../../kernel/json.ts";
import type { CustomerClass } from "../../kernel/labels.ts";

/** What a customer runs, as the vendor knows it. */
export interface StandingFacts {
  readonly product?: string | undefined;
  readonly edition?: string | undefined;
  readonly version?: string | undefined;
  readonly deployment?: "on_premise" | "saas" | undefined;
}

export interface StandingRecord {
  readonly name: string;
  readonly class: CustomerClass;
  readonly facts: StandingFacts;
  /** When the facts stop counting; null for never. */
  readonly validTo: Date | null;
}
export interface Customer extends StandingRecord {
  readonly id: string;
  readonly externalId: string;
}
export interface StandingEntry extends StandingRecord {
  /** Counts the customer's entries, from 1. */
  readonly seq: number;
  readonly at: Date;
  readonly reason: string;
  readonly madeBy: Pick<Actor, "type" | "id">;
}

const CUSTOMER = `id, external_id as "externalId", name, class, facts, valid_to as "validTo"`;
const ENTRY = `seq, at, name, class, facts, valid_to as "validTo", reason, made_by as "madeBy"`;

export async function readCustomerById(tx: Tx, id: string): Promise<Customer | undefined> {
  const { rows } = await tx.query<Customer>(`select ${CUSTOMER} from customer where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
  ]);
  return rows[0];
}

/** The customer of one of these ids, held until the transaction ends. */
export async function lockCustomer(
  tx: Tx,
  by: { readonly id: string } | { readonly externalId: string },
): Promise<Customer | undefined> {
  const [column, value] = "id" in by ? ["id", by.id] : ["external_id", by.externalId];
  const { rows } = await tx.query<Customer>(
    `select ${CUSTOMER} from customer where tenant_id = $1 and ${column} = $2 for update`,
    [tx.tenantId, value],
  );
  return rows[0];
}

/** Customers by name; with `expiresBefore` those alone whose facts stop counting by then, the first to do so first. */
export async function listCustomers(
  tx: Tx,
  query: { readonly text: string; readonly expiresBefore: Date | null; readonly limit: number },
): Promise<Customer[]> {
  const { rows } = await tx.query<Customer>(
    `select ${CUSTOMER} from customer
     where tenant_id = $1 and (position(lower($2) in lower(name)) > 0 or position(lower($2) in lower(external_id)) > 0)
       and ($3::timestamptz is null or valid_to < $3)
     order by case when $3::timestamptz is null then null else valid_to end, name, id limit $4`,
    [tx.tenantId, query.text, query.expiresBefore, query.limit],
  );
  return rows;
}

/** Makes the record what the customer is known by from now on, and adds the entry. The caller holds the customer. */
export async function writeEntry(tx: Tx, customerId: string, entry: StandingEntry): Promise<void> {
  const record = [entry.name, entry.class, storedJson(entry.facts), entry.validTo];
  await tx.query(
    "update customer set name = $3, class = $4, facts = $5::jsonb, valid_to = $6 where tenant_id = $1 and id = $2",
    [tx.tenantId, customerId, ...record],
  );
  await tx.query(
    `insert into standing_entry (tenant_id, customer_id, name, class, facts, valid_to, seq, at, reason, made_by)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10::jsonb)`,
    [tx.tenantId, customerId, ...record, entry.seq, entry.at, entry.reason, storedJson(entry.madeBy)],
  );
}

/** Entries up to a moment, the newest first. */
export async function entriesUntil(tx: Tx, customerId: string, asOf: Date, limit: number): Promise<StandingEntry[]> {
  const { rows } = await tx.query<StandingEntry>(
    `select ${ENTRY} from standing_entry where tenant_id = $1 and customer_id = $2 and at <= $3
     order by seq desc limit $4`,
    [tx.tenantId, customerId, asOf, limit],
  );
  return rows;
}
