import type { Tx } from "../db/pool.ts";
import type { CustomerClass } from "../kernel/labels.ts";
import type { StandingFacts } from "./store/standing-book.ts";

export interface ContactRow {
  readonly id: string;
  readonly externalId: string;
  readonly customerId: string | null;
  readonly customerClass: CustomerClass;
  /** What the customer runs, and when that stops counting. */
  readonly facts: StandingFacts;
  readonly validTo: Date | null;
  /** Their own name and e-mail address, where they are known. */
  readonly called: readonly string[];
}

/** What a contact has from its customer. */
export type CustomerOfContact = Pick<ContactRow, "customerId" | "customerClass" | "facts" | "validTo">;

export async function readCustomer(tx: Tx, externalId: string): Promise<CustomerOfContact | undefined> {
  const { rows } = await tx.query<CustomerOfContact>(
    `select id as "customerId", class as "customerClass", facts, valid_to as "validTo" from customer where tenant_id = $1 and external_id = $2`,
    [tx.tenantId, externalId],
  );
  return rows[0];
}

/** Adds the customer; the transaction fails when there is one of this id already. */
export function insertCustomer(
  tx: Tx,
  row: { readonly id: string; readonly externalId: string; readonly name: string; readonly now: Date },
): void {
  tx.write("insert into customer (tenant_id, id, external_id, name, created_at) values ($1, $2, $3, $4, $5)", [
    tx.tenantId,
    row.id,
    row.externalId,
    row.name,
    row.now,
  ]);
}

/** Adds the contact; the transaction fails when there is one of this id already. */
export function insertContact(
  tx: Tx,
  row: { readonly id: string; readonly externalId: string; readonly customerId: string | null; readonly now: Date },
): void {
  tx.write("insert into contact (tenant_id, id, external_id, customer_id, created_at) values ($1, $2, $3, $4, $5)", [
    tx.tenantId,
    row.id,
    row.externalId,
    row.customerId,
    row.now,
  ]);
}

export function setCustomerOfContact(tx: Tx, id: string, customerId: string): void {
  tx.write("update contact set customer_id = $3 where tenant_id = $1 and id = $2", [tx.tenantId, id, customerId]);
}

/** The contact of this id, or the one that it was merged into. */
export async function readContact(tx: Tx, externalId: string): Promise<ContactRow | undefined> {
  const { rows } = await tx.query<ContactRow>(
    `select c.id, c.external_id as "externalId", c.customer_id as "customerId", coalesce(u.class, 'unknown') as "customerClass",
       coalesce(u.facts, '{}') as facts, u.valid_to as "validTo", array_remove(array[c.name, c.email], null) as called
     from contact a join contact c on c.tenant_id = $1 and c.id = coalesce(a.merged_into, a.id)
     left join customer u on u.tenant_id = $1 and u.id = c.customer_id
     where a.tenant_id = $1 and a.external_id = $2`,
    [tx.tenantId, externalId],
  );
  return rows[0];
}

/** Whether the contact still has this id of the tenant's systems and was not merged; so it stays until the transaction ends. */
export async function holdAsRead(tx: Tx, { id, externalId }: Pick<ContactRow, "id" | "externalId">): Promise<boolean> {
  const { rows } = await tx.query(
    "select 1 from contact where tenant_id = $1 and id = $2 and external_id = $3 and merged_into is null for key share",
    [tx.tenantId, id, externalId],
  );
  return rows.length > 0;
}

/** A contact as people see one. */
export interface ContactCard {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly customer: {
    readonly id: string;
    readonly externalId: string;
    readonly name: string;
    /** When what is known of it stops counting, in ISO 8601; null for never. */
    readonly validTo: string | null;
  } | null;
}

export async function readContactCard(tx: Tx, id: string): Promise<ContactCard | undefined> {
  const { rows } = await tx.query<ContactCard>(
    `select c.id, c.external_id as "externalId", c.name, c.email,
       case when u.id is null then null else jsonb_build_object('id', u.id, 'externalId', u.external_id, 'name', u.name,
         'validTo', to_char(u.valid_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as customer
     from contact c left join customer u on u.tenant_id = c.tenant_id and u.id = c.customer_id
     where c.tenant_id = $1 and c.id = $2`,
    [tx.tenantId, id],
  );
  return rows[0];
}
