import type { Tx } from "../../db/pool.ts";

/** The customer's stage of life as the standing book has it; empty when it says nothing. */
export async function lifecycleOf(tx: Tx, customerId: string | null): Promise<string> {
  if (customerId === null) return "";
  const { rows } = await tx.query<{ lifecycle: string | null }>(
    "select facts->>'lifecycle' as lifecycle from customer where tenant_id = $1 and id = $2",
    [tx.tenantId, customerId],
  );
  return rows[0]?.lifecycle ?? "";
}

/** A ticket as tags need it: whose it is, and what it is about. */
export interface TaggedTicket {
  readonly id: string;
  readonly customerId: string | null;
  readonly customerClass: string;
  readonly channel: string;
  readonly team: string;
  readonly language: string;
  readonly sentiment: string | null;
  readonly serviceItem: string | null;
  readonly product: string | null;
  readonly version: string | null;
  readonly edition: string | null;
  readonly turn: number;
  readonly lastCustomerAt: Date;
}

/** The ticket, locked for the rest of the transaction as every change of its tags needs. */
export async function lockTaggedTicket(tx: Tx, id: string): Promise<TaggedTicket | undefined> {
  const { rows } = await tx.query<TaggedTicket>(
    `select id, customer_id as "customerId", customer_class as "customerClass", channel, team, language, sentiment,
       service_item as "serviceItem", facts->>'product' as product, facts->>'version' as version,
       facts->>'edition' as edition, turn, last_customer_at as "lastCustomerAt"
     from ticket where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  return rows[0];
}

/** What the customer wrote in a ticket, oldest first. */
export async function customerTexts(tx: Tx, ticketId: string): Promise<string[]> {
  const { rows } = await tx.query<{ text: string }>(
    "select text from message where tenant_id = $1 and ticket_id = $2 and direction = 'in' order by seq",
    [tx.tenantId, ticketId],
  );
  return rows.map(({ text }) => text);
}
