import type { Tx } from "../db/pool.ts";
import type { CustomerClass } from "../kernel/labels.ts";

export interface ContactRow {
  readonly id: string;
  readonly externalId: string;
  readonly customerId: string | null;
  readonly customerClass: CustomerClass;
  readonly facts: Record<string, unknown>;
}

/** Makes sure that the customer exists; gives its id. */
export async function upsertCustomer(
  tx: Tx,
  row: { id: string; externalId: string; name: string; now: Date },
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into customer (tenant_id, id, external_id, name, created_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, external_id) do update set external_id = excluded.external_id returning id`,
    [tx.tenantId, row.id, row.externalId, row.name, row.now],
  );
  return rows[0]!.id;
}

/** Makes sure that the contact exists; a customer named later is filled in. */
export async function upsertContact(
  tx: Tx,
  row: { id: string; externalId: string; customerId: string | null; now: Date },
): Promise<void> {
  await tx.query(
    `insert into contact (tenant_id, id, external_id, customer_id, created_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, external_id) do update set customer_id = coalesce(excluded.customer_id, contact.customer_id)`,
    [tx.tenantId, row.id, row.externalId, row.customerId, row.now],
  );
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
