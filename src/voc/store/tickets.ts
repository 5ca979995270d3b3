import type { Tx } from "../../db/pool.ts";

/** The customer's stage of life at an instant, as the standing book has it; empty when it says nothing. */
export async function lifecycleOf(tx: Tx, customerId: string | null, at: Date): Promise<string> {
  if (customerId === null) return "";
  const { rows } = await tx.query<{ lifecycle: string | null }>(
    `select stage as lifecycle from customer_stage where tenant_id = $1 and customer_id = $2 and since <= $3
     order by since desc limit 1`,
    [tx.tenantId, customerId, at],
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

const COLUMNS = `id, customer_id as "customerId", customer_class as "customerClass", channel, team, language, sentiment,
  service_item as "serviceItem", facts->>'product' as product, facts->>'version' as version,
  facts->>'edition' as edition, turn, last_customer_at as "lastCustomerAt"`;

/** The ticket, locked for the rest of the transaction as every change of its tags needs. */
export async function lockTaggedTicket(tx: Tx, id: string): Promise<TaggedTicket | undefined> {
  const { rows } = await tx.query<TaggedTicket>(
    `select ${COLUMNS} from ticket where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  return rows[0];
}

/** The next tickets after a place, in the order of their ids, locked. */
export async function lockTaggedTickets(tx: Tx, after: string | null, most: number): Promise<TaggedTicket[]> {
  const { rows } = await tx.query<TaggedTicket>(
    `select ${COLUMNS} from ticket where tenant_id = $1 and ($2::uuid is null or id > $2) order by id limit $3 for update`,
    [tx.tenantId, after, most],
  );
  return rows;
}

/** Tickets that carry a tag of one of these ordinals, locked. */
export async function lockTicketsWith(tx: Tx, kinds: readonly number[], most: number): Promise<TaggedTicket[]> {
  if (kinds.length === 0) return [];
  const { rows } = await tx.query<TaggedTicket>(
    `select ${COLUMNS} from ticket where tenant_id = $1 and id in (
       select ticket_id from voc_tag where tenant_id = $1 and kind = any($2::int[])) order by id limit $3 for update`,
    [tx.tenantId, kinds, most],
  );
  return rows;
}

/** The newest tickets that carry a tag of this ordinal, or of all tickets when it is null. */
export async function newestTickets(tx: Tx, kind: number | null, most: number): Promise<string[]> {
  const [from, order] =
    kind === null
      ? ["select id from ticket where tenant_id = $1", "id desc"]
      : [
          "select ticket_id as id from voc_tag where tenant_id = $1 and kind = $3 and not removed",
          "at desc, ticket_id",
        ];
  const { rows } = await tx.query<{ id: string }>(`${from} order by ${order} limit $2`, [
    ...[tx.tenantId, most],
    ...(kind === null ? [] : [kind]),
  ]);
  return rows.map(({ id }) => id);
}

/** How many tickets carry a tag of this ordinal, counted up to `most`. */
export async function countTicketsWith(tx: Tx, kind: number, most: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from voc_tag where tenant_id = $1 and kind = $2 and not removed limit $3) as held`,
    [tx.tenantId, kind, most],
  );
  return rows[0]!.count;
}

/** What a customer wrote in one message. */
export interface Written {
  readonly text: string;
  readonly at: Date;
}

/** What the customer wrote in each of these tickets, message by message, oldest first. */
export async function writtenIn(tx: Tx, ticketIds: readonly string[]): Promise<Map<string, Written[]>> {
  const { rows } = await tx.query<Written & { ticketId: string }>(
    `select ticket_id as "ticketId", text, created_at as at from message
     where tenant_id = $1 and ticket_id = any($2::uuid[]) and direction = 'in' order by ticket_id, seq`,
    [tx.tenantId, ticketIds],
  );
  return Map.groupBy(rows, ({ ticketId }) => ticketId);
}

/** What the customer wrote in each of these tickets, oldest first, as one text. */
export async function textsOf(tx: Tx, ticketIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ ticketId: string; text: string }>(
    `select ticket_id as "ticketId", string_agg(text, E'\\n' order by seq) as text from message
     where tenant_id = $1 and ticket_id = any($2::uuid[]) and direction = 'in' group by ticket_id`,
    [tx.tenantId, ticketIds],
  );
  return new Map(rows.map(({ ticketId, text }) => [ticketId, text]));
}
