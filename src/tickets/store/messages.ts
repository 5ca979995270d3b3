import type { Tx } from "../../db/pool.ts";
import type { Message } from "../ticket.ts";

const COLUMNS = `id, seq, direction, author, text, citations, client_message_id as "clientMessageId", draft_id as "draftId", created_at as "createdAt"`;

/** Stores a message; false when the client's id or the draft has a message already. */
export async function insertMessage(tx: Tx, ticketId: string, message: Message): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into message (tenant_id, ticket_id, id, seq, direction, author, text, citations, client_message_id, draft_id, created_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8::jsonb, $9, $10, $11) on conflict do nothing`,
    [
      tx.tenantId,
      ticketId,
      message.id,
      message.seq,
      message.direction,
      JSON.stringify(message.author),
      message.text,
      JSON.stringify(message.citations),
      message.clientMessageId,
      message.draftId,
      message.createdAt,
    ],
  );
  return rowCount === 1;
}

/** Messages after `afterSeq`, oldest first. */
export async function listMessages(tx: Tx, ticketId: string, afterSeq = 0, limit = 500): Promise<Message[]> {
  const { rows } = await tx.query<Message>(
    `select ${COLUMNS} from message where tenant_id = $1 and ticket_id = $2 and seq > $3 order by seq limit $4`,
    [tx.tenantId, ticketId, afterSeq, limit],
  );
  return rows;
}

/** Messages between customer and vendor after `afterSeq`, oldest first; notes are left out. */
export async function listConversation(tx: Tx, ticketId: string, afterSeq: number, limit: number): Promise<Message[]> {
  const { rows } = await tx.query<Message>(
    `select ${COLUMNS} from message where tenant_id = $1 and ticket_id = $2 and direction <> 'note' and seq > $3 order by seq limit $4`,
    [tx.tenantId, ticketId, afterSeq, limit],
  );
  return rows;
}

/** The last `limit` messages between customer and vendor, oldest first; notes are left out. */
export async function recentMessages(tx: Tx, ticketId: string, limit: number): Promise<Message[]> {
  const { rows } = await tx.query<Message>(
    `select ${COLUMNS} from message where tenant_id = $1 and ticket_id = $2 and direction <> 'note' order by seq desc limit $3`,
    [tx.tenantId, ticketId, limit],
  );
  return rows.reverse();
}

/** The message that the client sent under this id, in whichever ticket of the contact's thread it went. */
export async function messageOfClient(
  tx: Tx,
  from: { readonly contactId: string; readonly thread: string; readonly clientMessageId: string },
): Promise<(Message & { readonly ticketId: string }) | undefined> {
  const { rows } = await tx.query<Message & { ticketId: string }>(
    `select ${COLUMNS}, ticket_id as "ticketId" from message
     where tenant_id = $1 and client_message_id = $4 and ticket_id in (
       select id from ticket where tenant_id = $1 and contact_id = $2 and thread = $3)`,
    [tx.tenantId, from.contactId, from.thread, from.clientMessageId],
  );
  return rows[0];
}
