import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";
import type { Message, SaidSentence } from "../ticket.ts";
import { MESSAGE_COLUMNS } from "./messages.ts";

/** The message of the ticket that is being written, if there is one. */
export async function messageInWriting(tx: Tx, ticketId: string): Promise<Message | undefined> {
  const { rows } = await tx.query<Message>(
    `select ${MESSAGE_COLUMNS} from message where tenant_id = $1 and ticket_id = $2 and writing_turn is not null`,
    [tx.tenantId, ticketId],
  );
  return rows[0];
}

/** Writes how far a message has come; one that is finished stays as it is. Moves the ticket's counter to `seq`. */
export function growMessage(
  tx: Tx,
  ticketId: string,
  message: Pick<Message, "id" | "text" | "citations">,
  sentences: readonly SaidSentence[],
  seq: number,
): void {
  tx.write(
    "update message set text = $4, citations = $5::jsonb where tenant_id = $1 and ticket_id = $2 and id = $3 and writing_turn is not null",
    [tx.tenantId, ticketId, message.id, message.text, storedJson(message.citations)],
  );
  tx.write(
    `insert into message_sentence (tenant_id, ticket_id, seq, message_id, kind, gap, text, citations)
     select $1, $2, s.seq, $3, s.kind, s.gap, s.text, s.citations
     from jsonb_to_recordset($4::jsonb) as s (seq int, kind text, gap text, text text, citations jsonb)`,
    [tx.tenantId, ticketId, message.id, storedJson(sentences)],
  );
  tx.write("update ticket set seq = $3 where tenant_id = $1 and id = $2", [tx.tenantId, ticketId, seq]);
}

/** Finishes a message in its last form. */
export function finishMessage(
  tx: Tx,
  ticketId: string,
  { id, text, citations, lastSeq }: Pick<Message, "id" | "text" | "citations" | "lastSeq">,
): void {
  tx.write(
    `update message set text = $4, citations = $5::jsonb, last_seq = $6, writing_turn = null
     where tenant_id = $1 and ticket_id = $2 and id = $3 and writing_turn is not null`,
    [tx.tenantId, ticketId, id, text, storedJson(citations), lastSeq],
  );
  tx.write("delete from message_sentence where tenant_id = $1 and ticket_id = $2 and message_id = $3", [
    tx.tenantId,
    ticketId,
    id,
  ]);
}

/** Sentences after `afterSeq` of the message that is being written, in order. */
export async function sentencesAfter(tx: Tx, ticketId: string, afterSeq: number): Promise<SaidSentence[]> {
  const { rows } = await tx.query<SaidSentence>(
    `select seq, message_id as "messageId", kind, gap, text, citations from message_sentence
     where tenant_id = $1 and ticket_id = $2 and seq > $3 order by seq`,
    [tx.tenantId, ticketId, afterSeq],
  );
  return rows;
}

/** Tickets with a message that has been in writing since before `before`: whoever wrote it is gone. */
export async function abandonedMessages(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ ticketId: string }>(
    `select ticket_id as "ticketId" from message
     where tenant_id = $1 and writing_turn is not null and created_at < $2 order by created_at limit $3`,
    [tx.tenantId, before, limit],
  );
  return rows.map(({ ticketId }) => ticketId);
}
