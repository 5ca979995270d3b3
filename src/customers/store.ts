import type { Tx } from "../db/pool.ts";
import type { CustomerClass } from "../kernel/labels.ts";

export interface ContactRow {
  readonly id: string;
  readonly externalId: string;
  readonly customerId: string | null;
  readonly customerClass: CustomerClass;
  readonly facts: Record<string, unknown>;
}

export async function customerIdOf(tx: Tx, externalId: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>("select id from customer where tenant_id = $1 and external_id = $2", [
    tx.tenantId,
    externalId,
  ]);
  return rows[0]?.id;
}

/** Adds the customer; false when there is one of this id already. */
export async function insertCustomer(
  tx: Tx,
  row: { id: string; externalId: string; name: string; now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into customer (tenant_id, id, external_id, name, created_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, external_id) do nothing`,
    [tx.tenantId, row.id, row.externalId, row.name, row.now],
  );
  return rowCount === 1;
}

/** Adds the contact; false when there is one of this id already. */
export async function insertContact(
  tx: Tx,
  row: { id: string; externalId: string; customerId: string | null; now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into contact (tenant_id, id, external_id, customer_id, created_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, external_id) do nothing`,
    [tx.tenantId, row.id, row.externalId, row.customerId, row.now],
  );
  return rowCount === 1;
}

export async function setCustomerOfContact(tx: Tx, id: string, customerId: string): Promise<void> {
  await tx.query("update contact set customer_id = $3 where tenant_id = $1 and id = $2", [tx.tenantId, id, customerId]);
}

export async function readContact(tx: Tx, externalId: string): Promise<ContactRow | undefined> {
  const { rows } = await tx.query<ContactRow>(
    `select c.id, c.external_id as "externalId", c.customer_id as "customerId", coalesce(u.class, 'unknown') as "customerClass",
       coalesce(u.facts, '{}') as facts
     from contact c left join customer u on u.tenant_id = c.tenant_id and u.id = c.customer_id
     where c.tenant_id = $1 and c.external_id = $2`,
    [tx.tenantId, externalId],
  );
  return rows[0];
}

/** A contact as people see one. */
export interface ContactCard {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly customer: { readonly id: string; readonly externalId: string; readonly name: string } | null;
}

export async function readContactCard(tx: Tx, id: string): Promise<ContactCard | undefined> {
  const { rows } = await tx.query<ContactCard>(
    `select c.id, c.external_id as "externalId", c.name, c.email,
       case when u.id is null then null else jsonb_build_object('id', u.id, 'externalId', u.external_id, 'name', u.name) end as customer
     from contact c left join customer u on u.tenant_id = c.tenant_id and u.id = c.customer_id
     where c.tenant_id = $1 and c.id = $2`,
    [tx.tenantId, id],
  );
  return rows[0];
}
