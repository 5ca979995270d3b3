import { insertRows } from "../../db/bulk.ts";
import type { Tx } from "../../db/pool.ts";

export interface ImportedCustomer {
  readonly id: string;
  readonly external_id: string;
  readonly name: string;
  readonly class: string;
  readonly facts: Record<string, unknown>;
  readonly created_at: Date;
}
export interface ImportedContact {
  readonly id: string;
  readonly external_id: string;
  readonly customer_id: string;
  readonly name: string;
  readonly created_at: Date;
}
export interface StageRow {
  readonly customer_id: string;
  readonly since: Date;
  readonly stage: string;
  readonly reason: string;
  readonly set_by: string;
}

/** Customers with their people and the stages that they went through, taken over from elsewhere; known ones stay as they are. */
export async function insertCustomers(
  tx: Tx,
  rows: {
    readonly customers: readonly ImportedCustomer[];
    readonly contacts: readonly ImportedContact[];
    readonly stages: readonly StageRow[];
  },
): Promise<void> {
  const at = "timestamptz";
  const customer = { id: "uuid", external_id: "text", name: "text", class: "text", facts: "jsonb", created_at: at };
  await insertRows(tx, "customer", customer, rows.customers);
  const contact = { id: "uuid", external_id: "text", customer_id: "uuid", name: "text", created_at: at };
  await insertRows(tx, "contact", contact, rows.contacts);
  const stage = { customer_id: "uuid", since: at, stage: "text", reason: "text", set_by: "text" };
  await insertRows(tx, "customer_stage", stage, rows.stages);
}
