import type { Tx } from "../../db/pool.ts";
import type { MessageFile } from "../ticket.ts";

export interface AttachmentRow extends MessageFile {
  readonly content: Uint8Array;
}

export async function insertAttachment(
  tx: Tx,
  contactId: string,
  file: AttachmentRow & { readonly sha256: Uint8Array; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into attachment (tenant_id, id, contact_id, name, media_type, size, sha256, content, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.tenantId,
      file.id,
      contactId,
      file.name,
      file.mediaType,
      file.size,
      Buffer.from(file.sha256),
      Buffer.from(file.content),
      file.now,
    ],
  );
}

/** How many files the contact has stored that no message carries yet. */
export async function countLoose(tx: Tx, contactId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    "select count(*)::int as count from attachment where tenant_id = $1 and contact_id = $2 and message_id is null",
    [tx.tenantId, contactId],
  );
  return rows[0]!.count;
}

/** Gives the loose files of one contact to another. */
export async function moveLoose(tx: Tx, from: string, to: string): Promise<void> {
  await tx.query(
    "update attachment set contact_id = $3 where tenant_id = $1 and contact_id = $2 and message_id is null",
    [tx.tenantId, from, to],
  );
}

/** Binds loose files of the contact to a message; gives those that were bound, in the order of `ids`. */
export async function bindAttachments(
  tx: Tx,
  to: { readonly contactId: string; readonly ticketId: string; readonly messageId: string },
  ids: readonly string[],
): Promise<MessageFile[]> {
  const { rows } = await tx.query<MessageFile>(
    `update attachment set ticket_id = $3, message_id = $4
     where tenant_id = $1 and contact_id = $2 and id = any($5::uuid[]) and message_id is null
     returning id, name, media_type as "mediaType", size`,
    [tx.tenantId, to.contactId, to.ticketId, to.messageId, ids],
  );
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** A file of the ticket, with its content; with `contactId` only one that this contact sent. */
export async function readAttachment(
  tx: Tx,
  ticketId: string,
  id: string,
  contactId: string | null,
): Promise<AttachmentRow | undefined> {
  const { rows } = await tx.query<AttachmentRow>(
    `select id, name, media_type as "mediaType", size, content from attachment
     where tenant_id = $1 and ticket_id = $2 and id = $3 and ($4::uuid is null or contact_id = $4)`,
    [tx.tenantId, ticketId, id, contactId],
  );
  return rows[0];
}

/** Removes a file that no message carries; false when there is none. */
export async function deleteLoose(tx: Tx, contactId: string, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    "delete from attachment where tenant_id = $1 and contact_id = $2 and id = $3 and message_id is null",
    [tx.tenantId, contactId, id],
  );
  return rowCount === 1;
}

/** Removes files stored before `before` that no message took, the oldest `limit` of them. Their ids. */
export async function deleteOldLoose(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `delete from attachment where tenant_id = $1 and id in (
       select id from attachment where tenant_id = $1 and message_id is null and created_at < $2
       order by created_at limit $3)
     returning id`,
    [tx.tenantId, before, limit],
  );
  return rows.map(({ id }) => id);
}
