import { z } from "zod";
import { recordAudit } from "../../access/audit.ts";
import { notifyAsker } from "../../access/notifications.ts";
import { deleteNotificationsOf } from "../../access/store/notifications.ts";
import { deleteResultsBy, deleteResultsNaming } from "../../access/store/results.ts";
import * as store from "../../customers/store/erasures.ts";
import { holdContacts } from "../../customers/store/merges.ts";
import type { Tx } from "../../db/pool.ts";
import type { JobHandler } from "../../db/queue.ts";
import { inTenant } from "../../db/tenant.ts";
import { type Ctx, systemCtx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { maskPii } from "../../kernel/pii.ts";
import { dictionaryFor } from "../../knowledge/index/dictionary.ts";
import { forgetSuggestions } from "../../knowledge/suggestions/forget.ts";
import { createSegmenter } from "../../models/segmenter.ts";
import type { TicketDeps } from "../../tickets/deps.ts";
import {
  countOf,
  deleteLooseOf,
  deleteTickets,
  forgetInTrials,
  holdSomeTickets,
  idsOf,
} from "../../tickets/store/erasing.ts";
import { forgetTags } from "../../voc/tags/tag-ticket.ts";
import { forgetThemes } from "../../voc/themes/forget-themes.ts";
import { forgetTrained } from "../training/training.ts";

export const ERASE_CONTACT = "erase-contact";

export type EraseDeps = Pick<TicketDeps, "db" | "clock" | "queue">;

export const ErasureInput = z.strictObject({
  /** Why; kept, so it should name nobody. Personal data that rules can find is masked, and so is the contact's own. */
  reason: z.string().trim().min(1).max(500),
  /** The contact's name, external id or id, typed by whoever asks. */
  confirmation: z.string().trim().min(1).max(200),
});

/** Tickets in one transaction: their files may be large, and on the embedded database everybody waits. */
const PAGE = { embedded: 5, native: 25 } as const;
/** What read a ticket before it went may write words of it after; it is looked at once more when all that has ended. */
const SECOND_LOOK_MS = 15 * 60_000;

/**
 * Asks for all that is held of a person to be erased: of this contact, and of those merged into it or into which it was
 * merged. At once it loses its names and ids, so that whatever comes under them is somebody new's; a job does the rest.
 * Asked again, the first erasure is given; one that failed goes on. Throws `not_found`, and `unconfirmed` when something else was typed.
 */
export const requestErasure = (
  deps: EraseDeps,
  ctx: Ctx,
  contactId: string,
  { reason, confirmation }: z.infer<typeof ErasureInput>,
): Promise<store.Erasure> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const contacts = await holdPerson(tx, contactId);
    const earlier = await store.erasureOf(tx, contactId);
    if (earlier?.status === "failed") return startAgain(deps, tx, ctx, earlier);
    if (earlier !== undefined) return earlier;
    const given = contacts.find(({ id }) => id === contactId)!;
    if (![given.id, given.externalId, given.name].includes(confirmation))
      throw new DomainError(
        "unconfirmed",
        "Type the contact's name or id exactly as it is shown. Nothing was changed.",
        [{ field: "confirmation", reason: "differs" }],
      );
    const now = deps.clock.now();
    const kept = contacts.find(({ mergedInto }) => mergedInto === null)!;
    const ids = contacts.map(({ id }) => id);
    const erasure = {
      ...{ id: newId(now), contactId: kept.id, contactIds: ids, reason: withoutPerson(reason, contacts) },
      ...{ requestedBy: { type: ctx.actor.type, id: ctx.actor.id }, requestedAt: now },
    };
    await store.insertErasure(tx, erasure);
    await store.clearContacts(tx, ids);
    await deleteResultsBy(
      tx,
      contacts.map(({ externalId }) => `end_user:${externalId}`),
    );
    await deps.queue.send(tx, ERASE_CONTACT, erasure.id);
    const after = { erasureId: erasure.id, contacts: ids.length, reason: erasure.reason };
    await recordAudit(tx, deps.clock, ctx, {
      ...{ action: "contact.erasure_requested", object: "contact", objectId: kept.id, after },
    });
    return { ...erasure, status: "queued", problem: null, ticketIds: [], counts: {}, finishedAt: null };
  });

async function startAgain(deps: EraseDeps, tx: Tx, ctx: Ctx, erasure: store.Erasure): Promise<store.Erasure> {
  await store.requeueErasure(tx, erasure.id);
  await deps.queue.send(tx, ERASE_CONTACT, erasure.id);
  await recordAudit(tx, deps.clock, ctx, {
    action: "contact.erasure_restarted",
    object: "contact",
    objectId: erasure.contactId,
    after: { erasureId: erasure.id },
  });
  return { ...erasure, status: "queued", problem: null };
}

/** Notes that the erasure has no try left, and tells whoever asked for it. */
export const giveUpErasure = (deps: EraseDeps, ctx: Ctx, id: string, problem: string): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const failed = await store.failErasure(tx, id, problem);
    if (failed === undefined) return;
    await recordAudit(tx, deps.clock, ctx, {
      action: "contact.erasure_failed",
      object: "contact",
      objectId: failed.contactId,
      after: { erasureId: id, problem },
    });
    await notifyAsker(tx, deps.clock, failed.requestedBy.id, {
      kind: "erasure",
      ticketId: null,
      text: `联系人 ${failed.contactId} 的删除失败，请重新开始。The erasure of contact ${failed.contactId} failed: start it again.`,
    });
  });

/** How far the erasure of this person is. Throws `not_found` when none was asked for. */
export const showErasure = (deps: Pick<EraseDeps, "db">, ctx: Ctx, contactId: string): Promise<store.Erasure> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const found = await store.erasureOf(tx, contactId);
    if (found === undefined) throw notFound("Erasure of contact", contactId);
    return found;
  });

/** All contacts of the person, held in one order; read again since one may have been merged meanwhile. */
async function holdPerson(tx: Tx, contactId: string): Promise<store.PersonContact[]> {
  const seen = await store.contactsOfPerson(tx, contactId);
  if (seen.length === 0) throw notFound("Contact", contactId);
  await holdContacts(
    tx,
    seen.map(({ id }) => id),
  );
  return store.contactsOfPerson(tx, contactId);
}

/** The text without what rules find, and without what these contacts are called. */
function withoutPerson(text: string, contacts: readonly store.PersonContact[]): string {
  const names = contacts.flatMap(({ externalId, name, email }) => [externalId, name ?? "", email ?? ""]);
  // A short name may be a part of an address or of a longer one: these go first.
  const longest = names.filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
  return longest.reduce((left, name) => left.replaceAll(name, "[contact]"), maskPii(text));
}

/**
 * Does what was asked for, page by page: tickets with all that hangs on them go for good, rather than being emptied, since
 * every sum of tags, reports and costs is taken from rows that go with them: tags are taken back as changes that the fold
 * subtracts, and facts of reports are deleted with their ticket, so that all keep to a recount. Sums of what models cost
 * hold nothing of a person and stay. Each page and how far it came are one transaction: after a kill it goes on, and
 * doing it again changes nothing.
 */
export async function runErasure(deps: EraseDeps, ctx: Ctx, id: string, signal: AbortSignal): Promise<void> {
  for (let more = true; more; ) {
    signal.throwIfAborted();
    more = await inTenant(deps.db, ctx.tenantId, async (tx) => {
      const erasure = await store.holdErasure(tx, id);
      if (erasure === undefined) return false;
      const page = await holdSomeTickets(tx, erasure.contactIds, PAGE[deps.db.kind]);
      if (page.length === 0) {
        await finish(deps, tx, ctx, erasure);
        return false;
      }
      const counts = added(erasure.counts, await countOf(tx, page));
      const now = deps.clock.now();
      for (const ticketId of page) await forgetTags(tx, ticketId, now);
      await deleteResultsNaming(tx, await idsOf(tx, page));
      await forgetThemes(tx, createSegmenter(await dictionaryFor(tx)), page);
      await deleteTickets(tx, page);
      await store.saveErasure(tx, { ...erasure, ticketIds: [...erasure.ticketIds, ...page], counts });
      return true;
    });
  }
}

/**
 * Takes the words of the tickets out of what was made of them elsewhere, and says that it is done; the first time, at
 * least.
 */
async function finish(deps: EraseDeps, tx: Tx, ctx: Ctx, erasure: store.Erasure): Promise<void> {
  const { id, contactId, contactIds, ticketIds } = erasure;
  const now = deps.clock.now();
  // Whoever opens a ticket for one of them at this moment holds the contact, and is waited for.
  await holdContacts(tx, contactIds);
  // A message that was being taken in may have named the customer once more.
  await store.clearContacts(tx, contactIds);
  await deleteNotificationsOf(tx, ticketIds);
  await deleteResultsNaming(tx, [...contactIds, ...ticketIds]);
  await forgetInTrials(tx, ticketIds);
  const articles = await forgetSuggestions(tx, createSegmenter(await dictionaryFor(tx)), ticketIds, now);
  const counts = added(erasure.counts, { attachment: await deleteLooseOf(tx, contactIds) });
  if (erasure.status === "done") return store.saveErasure(tx, { ...erasure, counts });
  if ((counts["training_example"] ?? 0) > 0) await forgetTrained(deps, tx, ctx);
  await store.saveErasure(tx, { ...erasure, counts, status: "done", finishedAt: now });
  await deps.queue.send(tx, ERASE_CONTACT, id, { startAfter: new Date(now.getTime() + SECOND_LOOK_MS) });
  await recordAudit(tx, deps.clock, ctx, {
    ...{ action: "contact.erased", object: "contact", objectId: contactId, after: { erasureId: id, counts, articles } },
  });
}

function added(counts: store.ErasureCounts, more: store.ErasureCounts): store.ErasureCounts {
  const sums: Record<string, number> = { ...counts };
  for (const [kind, count] of Object.entries(more)) sums[kind] = (sums[kind] ?? 0) + count;
  return sums;
}

/** The queue's side of an erasure. */
export const eraseContactJob =
  (deps: EraseDeps): JobHandler =>
  ({ tenantId, id }, signal) =>
    runErasure(deps, systemCtx(tenantId, ERASE_CONTACT), id, signal);
