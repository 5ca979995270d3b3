import type { ReadTx, Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";
import type { Message } from "../ticket.ts";

const COLUMNS = `id, seq, direction, author, text, citations, attachments as files, client_message_id as "clientMessageId", draft_id as "draftId", created_at as "createdAt", writing_turn as "writingTurn", last_seq as "lastSeq"`;

export { COLUMNS as MESSAGE_COLUMNS, UNANSWERED_SINCE };

const INSERT = `insert into message (tenant_id, ticket_id, id, seq, direction, author, text, citations, client_message_id, draft_id, created_at, attachments, writing_turn)
  values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8::jsonb, $9, $10, $11, $12::jsonb, $13)`;

/** Stores a message; the transaction fails when the client's id has one already. */
export function insertMessage(tx: Tx, ticketId: string, message: Message): void {
  tx.write(INSERT, rowOf(tx, ticketId, message));
}

/** Stores a message; false when the draft has one already. */
export async function insertMessageOnce(tx: Tx, ticketId: string, message: Message): Promise<boolean> {
  const { rowCount } = await tx.query(`${INSERT} on conflict do nothing`, rowOf(tx, ticketId, message));
  return rowCount === 1;
}

const rowOf = (tx: Tx, ticketId: string, message: Message): unknown[] => [
  tx.tenantId,
  ticketId,
  message.id,
  message.seq,
  message.direction,
  storedJson(message.author),
  message.text,
  storedJson(message.citations),
  message.clientMessageId,
  message.draftId,
  message.createdAt,
  storedJson(message.files),
  message.writingTurn,
];

/** Messages after `afterSeq`, oldest first. */
export async function listMessages(tx: Tx, ticketId: string, afterSeq = 0, limit = 500): Promise<Message[]> {
  const { rows } = await tx.query<Message>(
    `select ${COLUMNS} from message where tenant_id = $1 and ticket_id = $2 and seq > $3 order by seq limit $4`,
    [tx.tenantId, ticketId, afterSeq, limit],
  );
  return rows;
}

/**
 * Messages between customer and vendor that came or were finished after `afterSeq`, or are being written, oldest first;
 * notes are left out.
 */
export async function listConversation(tx: Tx, ticketId: string, afterSeq: number, limit: number): Promise<Message[]> {
  const { rows } = await tx.query<Message>(
    `select ${COLUMNS} from message where tenant_id = $1 and ticket_id = $2 and direction <> 'note'
       and (seq > $3 or last_seq > $3 or writing_turn is not null) order by seq limit $4`,
    [tx.tenantId, ticketId, afterSeq, limit],
  );
  return rows;
}

const UNANSWERED_SINCE = `select min(created_at) as since from message
  where tenant_id = $1 and ticket_id = $2 and direction = 'in' and seq > (
    select coalesce(max(seq), 0) from message
    where tenant_id = $1 and ticket_id = $2 and direction = 'out' and author->>'id' <> 'handover')`;

/** When the customer wrote the oldest message that neither the copilot nor a member has answered; null when none waits. */
export async function unansweredSince(tx: Tx, ticketId: string): Promise<Date | null> {
  const { rows } = await tx.query<{ since: Date | null }>(UNANSWERED_SINCE, [tx.tenantId, ticketId]);
  return rows[0]?.since ?? null;
}

/**
 * The last `limit` messages between customer and vendor since the ticket was last resolved, oldest first; notes are
 * left out. What came before belongs to a request that is over.
 */
export async function recentMessages(tx: ReadTx, ticketId: string, limit: number): Promise<Message[]> {
  const { rows } = await tx.query<Message>(
    `select ${COLUMNS} from message
     where tenant_id = $1 and ticket_id = $2 and direction <> 'note' and seq > (
       select coalesce(max(seq), 0) from ticket_event where tenant_id = $1 and ticket_id = $2 and kind = 'resolved')
     order by seq desc limit $3`,
    [tx.tenantId, ticketId, limit],
  );
  return rows.reverse();
}

/** The message that the client sent under this id, in whichever ticket of the contact's thread it went. */
export async function messageOfClient(
  tx: Tx,
  from: { readonly externalId: string; readonly thread: string; readonly clientMessageId: string },
): Promise<(Message & { readonly ticketId: string }) | undefined> {
  const { rows } = await tx.query<Message & { ticketId: string }>(
    `select ${COLUMNS}, ticket_id as "ticketId" from message
     where tenant_id = $1 and client_message_id = $4 and ticket_id in (
       select id from ticket where tenant_id = $1 and thread = $3 and contact_id = (
         select coalesce(merged_into, id) from contact where tenant_id = $1 and external_id = $2))`,
    [tx.tenantId, from.externalId, from.thread, from.clientMessageId],
  );
  return rows[0];
}

/** The newest `limit` messages, oldest first; without `notes` only what customer and vendor said to each other. */
export async function newestMessages(tx: Tx, ticketId: string, limit: number, notes: boolean): Promise<Message[]> {
  const { rows } = await tx.query<Message>(
    `select ${COLUMNS} from message
     where tenant_id = $1 and ticket_id = $2 and ($4 or direction <> 'note') order by seq desc limit $3`,
    [tx.tenantId, ticketId, limit, notes],
  );
  return rows.reverse();
}

/** The direction of a message of this ticket; undefined when it has none of this id. */
export async function directionOf(tx: Tx, ticketId: string, id: string): Promise<Message["direction"] | undefined> {
  const { rows } = await tx.query<Pick<Message, "direction">>(
    "select direction from message where tenant_id = $1 and ticket_id = $2 and id = $3",
    [tx.tenantId, ticketId, id],
  );
  return rows[0]?.direction;
}
