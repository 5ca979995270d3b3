import { createHash } from "node:crypto";
import { recordAudit } from "../../access/audit.ts";
import { ensureContact, findContact, type MetContact, staysAsMet } from "../../customers/contacts.ts";
import { holdContacts } from "../../customers/store/merges.ts";
import type { Tx } from "../../db/pool.ts";
import { inTenant, inTenantAlone } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, invalid, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import type { TicketDeps } from "../deps.ts";
import * as store from "../store/attachments.ts";
import type { MessageFile } from "../ticket.ts";
import { mediaTypeOf, safeFileName } from "./file-kind.ts";

/** Files that one message may carry. */
export const MOST_FILES = 10;
/** Files that a contact may have stored without sending them. */
const MOST_LOOSE = 30;

interface Sender {
  readonly externalId: string;
  readonly customerId?: string | undefined;
}

/**
 * Stores a file that the contact is about to send. It belongs to nobody's conversation until a message names it. Throws
 * `unsupported` for kinds that are not taken, `rate_limited` when too many wait to be sent.
 */
export async function storeFile(
  deps: Pick<TicketDeps, "db" | "clock">,
  ctx: Ctx,
  sender: Sender,
  file: { readonly name: string; readonly content: Uint8Array },
): Promise<MessageFile> {
  const name = safeFileName(file.name);
  const mediaType = mediaTypeOf(name, file.content);
  const now = deps.clock.now();
  const stored: MessageFile = { id: newId(now), name, mediaType, size: file.content.length };
  const sha256 = createHash("sha256").update(file.content).digest();
  await inTenantAlone(deps.db, ctx.tenantId, async (tx) => {
    const contact = await contactHeld(deps, tx, ctx, sender);
    if ((await store.countLoose(tx, contact.id)) >= MOST_LOOSE)
      throw new DomainError("rate_limited", `${MOST_LOOSE} files wait to be sent. Send or remove some first.`, [
        { field: "file", reason: "too many unsent files" },
      ]);
    await store.insertAttachment(tx, contact.id, { ...stored, content: file.content, sha256, now });
    const after = { mediaType, size: stored.size, sha256: sha256.toString("hex") };
    await recordAudit(tx, deps.clock, ctx, { action: "file.store", object: "file", objectId: stored.id, after });
  });
  return stored;
}

/**
 * The sender, held until the transaction ends: files of one contact are counted one after another. Whoever waited here for
 * a merge or an erasure to end finds another contact.
 */
async function contactHeld(deps: Pick<TicketDeps, "clock">, tx: Tx, ctx: Ctx, sender: Sender): Promise<MetContact> {
  const contact = await ensureContact(tx, deps.clock, ctx, sender);
  if (contact.isNew) return contact;
  await holdContacts(tx, [contact.id]);
  return (await staysAsMet(tx, contact)) ? contact : contactHeld(deps, tx, ctx, sender);
}

/** Takes back a file that was stored and not sent. */
export const removeFile = (
  deps: Pick<TicketDeps, "db" | "clock">,
  ctx: Ctx,
  externalId: string,
  id: string,
): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const contact = await findContact(tx, externalId);
    if (contact === undefined || !(await store.deleteLoose(tx, contact.id, id))) throw notFound("File", id);
    await recordAudit(tx, deps.clock, ctx, { action: "file.remove", object: "file", objectId: id });
  });

/** Takes back, in the caller's transaction, files that were stored before `before` and never sent: at most `limit`. */
export async function removeOldFiles(tx: Tx, clock: Clock, ctx: Ctx, before: Date, limit: number): Promise<void> {
  for (const objectId of await store.deleteOldLoose(tx, before, limit)) {
    const after = { because: "never sent" };
    await recordAudit(tx, clock, ctx, { action: "file.remove", object: "file", objectId, after });
  }
}

/** Binds files to the message that carries them. Throws `invalid` when one is unknown, somebody else's, or sent already. */
export async function bindFiles(
  tx: Tx,
  to: { readonly contactId: string; readonly ticketId: string; readonly messageId: string },
  ids: readonly string[],
): Promise<MessageFile[]> {
  if (ids.length === 0) return [];
  const files = await store.bindAttachments(tx, to, ids);
  const bound = new Set(files.map(({ id }) => id));
  const missing = ids.findIndex((id) => !bound.has(id));
  if (missing >= 0) throw invalid(`files[${missing}]`, "there is no such file to send; upload it again");
  return files;
}

/** A file of a ticket with its content; with `contactId` only one that this contact sent. */
export const openFile = (
  deps: Pick<TicketDeps, "db">,
  ctx: Ctx,
  ticketId: string,
  id: string,
  contactId: string | null = null,
): Promise<store.AttachmentRow> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const file = await store.readAttachment(tx, ticketId, id, contactId);
    if (file === undefined) throw notFound("File", id);
    return file;
  });
