import { z } from "zod";
import { recordAudit } from "../access/audit.ts";
import {
  type ContactMerge,
  contactsOf,
  endMerge,
  hasContact,
  hasCustomer,
  holdContacts,
  holdMerge,
  insertMerge,
  type MergeContact,
  mergesInto,
  setMergedInto,
} from "../customers/store/merges.ts";
import type { Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, invalid, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { TicketDeps } from "./deps.ts";
import { moveLoose } from "./store/attachments.ts";
import { type ContactTicket, holdTickets, holdTicketsOf, moveTickets } from "./store/contact-tickets.ts";
import { mergeRefusals, splitRefusals } from "./store/surveys.ts";

const MOST_CONTACTS = 200;
const MOST_MERGES = 50;
/** Tickets that one merge moves: it holds them all for a moment. */
const MOST_TICKETS = 1_000;
/** A merge can be taken back for so long; later the two have become one. */
export const UNDO_WITHIN_MS = 7 * 86_400_000;

export const MergeInput = z.strictObject({
  /** The contact that goes. */
  mergedId: z.uuid(),
  reason: z.string().trim().min(1).max(500),
});

type Deps = Pick<TicketDeps, "db" | "clock" | "onChange">;

/** Throws `not_found` when there is no such customer. */
export const listContacts = (deps: Pick<Deps, "db">, ctx: Ctx, customerId: string): Promise<MergeContact[]> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const found = await contactsOf(tx, customerId, MOST_CONTACTS);
    if (found.length === 0 && !(await hasCustomer(tx, customerId))) throw notFound("Customer", customerId);
    return found;
  });

/** Throws `not_found` when there is no such contact. */
export const listMerges = (deps: Pick<Deps, "db">, ctx: Ctx, keptId: string): Promise<ContactMerge[]> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const found = await mergesInto(tx, keptId, MOST_MERGES);
    if (found.length === 0 && !(await hasContact(tx, keptId))) throw notFound("Contact", keptId);
    return found;
  });

export interface MergePreview {
  readonly kept: MergeContact;
  readonly merged: MergeContact;
  readonly tickets: number;
  readonly open: number;
  /** Open tickets that stand in a thread in which the kept contact has one: they stay beside it, in a thread of their own. */
  readonly beside: number;
}

/** What a merge would move; nothing is changed. Throws as `mergeContacts`. */
export const previewMerge = (deps: Pick<Deps, "db">, ctx: Ctx, keptId: string, mergedId: string) =>
  inTenant(deps.db, ctx.tenantId, async (tx): Promise<MergePreview> => {
    const { kept, merged, tickets, threads } = await plan(tx, keptId, mergedId);
    const open = tickets.filter((ticket) => ticket.open);
    const crowded = open.filter(({ thread }) => threads.has(thread)).length;
    return { kept, merged, tickets: tickets.length, open: open.length, beside: crowded };
  });

/**
 * Makes two contacts of one customer one person: the tickets of `mergedId` go to the kept one, and so does whatever its
 * external id writes from now on, and files that it has not sent. Whoever signs in under either sees the conversations of both. Throws `not_found`, and
 * `conflict` when they are of different customers, or one of them is part of another merge that this would chain.
 */
export const mergeContacts = (
  deps: Deps,
  ctx: Ctx,
  keptId: string,
  { mergedId, reason }: z.infer<typeof MergeInput>,
): Promise<ContactMerge> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const { tickets, threads } = await plan(tx, keptId, mergedId);
    const now = deps.clock.now();
    const by = { type: ctx.actor.type, id: ctx.actor.id };
    const placed = tickets.map(({ ticketId, thread, open }) => ({
      ticketId,
      thread: open && threads.has(thread) ? beside(thread, ticketId) : thread,
    }));
    const moved = await moveTickets(tx, placed, { from: mergedId, to: keptId, kind: "contact_merged", by, now });
    await moveLoose(tx, mergedId, keptId);
    await mergeRefusals(tx, mergedId, keptId);
    await setMergedInto(tx, mergedId, keptId);
    const row = {
      ...{ id: newId(now), keptId, mergedId, reason, mergedBy: by, mergedAt: now },
      moved: tickets.map(({ ticketId, thread }) => ({ ticketId, thread })),
    };
    await insertMerge(tx, row);
    const after = { mergedId, tickets: moved.length };
    await recordAudit(tx, deps.clock, ctx, { action: "contact.merge", object: "contact", objectId: keptId, after });
    tell(deps, tx, moved);
    return { ...row, undoneBy: null, undoneAt: null };
  });

/**
 * Takes a merge back within seven days: the tickets that came with it and are still the kept contact's go back. What
 * was written since stays where it is. Throws `not_found`, `conflict` when it is undone already or too late.
 */
export const undoMerge = (deps: Deps, ctx: Ctx, id: string): Promise<ContactMerge> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const merge = await holdMerge(tx, id);
    if (merge === undefined) throw notFound("Merge", id);
    const now = deps.clock.now();
    if (merge.undoneAt !== null) throw conflict("This merge was taken back before.", "undone");
    if (now.getTime() - merge.mergedAt.getTime() > UNDO_WITHIN_MS)
      throw conflict("A merge can be taken back within seven days.", "too late");
    const held = await holdContacts(tx, [merge.keptId, merge.mergedId]);
    // Whoever is merged has a customer; only an erasure takes that away.
    if (held.get(merge.keptId)?.customerId == null) throw conflict("This person's data was erased.", "erased");
    const by = { type: ctx.actor.type, id: ctx.actor.id };
    const back = { from: merge.keptId, to: merge.mergedId, kind: "contact_split", by, now };
    const moved = await moveTickets(tx, await placesBack(tx, merge), back);
    await splitRefusals(tx, merge.mergedId, merge.keptId, merge.mergedAt);
    await setMergedInto(tx, merge.mergedId, null);
    await endMerge(tx, id, by, now);
    const after = { mergeId: id, mergedId: merge.mergedId, tickets: moved.length };
    await recordAudit(tx, deps.clock, ctx, {
      ...{ action: "contact.split", object: "contact", objectId: merge.keptId, after },
    });
    tell(deps, tx, moved);
    return { ...merge, undoneBy: by, undoneAt: now };
  });

/** Where the tickets of a merge go back to: each to its thread, or beside it where another of them is open there by now. */
async function placesBack(tx: Tx, { keptId, mergedId, moved }: ContactMerge): Promise<ContactMerge["moved"]> {
  const ids = moved.map(({ ticketId }) => ticketId);
  const open = new Set((await holdTickets(tx, keptId, ids)).flatMap((one) => (one.open ? [one.ticketId] : [])));
  const own = await holdTicketsOf(tx, mergedId, MOST_TICKETS);
  const taken = new Set(own.flatMap((one) => (one.open ? [one.thread] : [])));
  return moved.map(({ ticketId, thread }) => {
    if (!open.has(ticketId)) return { ticketId, thread };
    const place = taken.has(thread) ? beside(thread, ticketId) : thread;
    taken.add(place);
    return { ticketId, thread: place };
  });
}

/** A thread of its own for a ticket where another one of its thread is open. */
const beside = (thread: string, ticketId: string): string => `${thread.slice(0, 150)}~${ticketId}`;

const tell = (deps: Deps, tx: Tx, ids: readonly string[]): void =>
  tx.afterCommit(() => {
    for (const id of ids) deps.onChange?.(tx.tenantId, id);
  });

interface Plan {
  readonly kept: MergeContact;
  readonly merged: MergeContact;
  readonly tickets: readonly ContactTicket[];
  /** In which the kept contact has an open ticket. */
  readonly threads: ReadonlySet<string>;
}

async function plan(tx: Tx, keptId: string, mergedId: string): Promise<Plan> {
  if (keptId === mergedId) throw invalid("mergedId", "is the contact itself");
  const held = await holdContacts(tx, [keptId, mergedId]);
  const [kept, merged] = [held.get(keptId), held.get(mergedId)];
  if (kept === undefined) throw notFound("Contact", keptId);
  if (merged === undefined) throw notFound("Contact", mergedId);
  if (kept.customerId === null || kept.customerId !== merged.customerId)
    throw conflict("Only two contacts of one customer can be merged.", "another customer");
  if (kept.mergedInto !== null || merged.mergedInto !== null)
    throw conflict("One of them was merged into somebody before. Take that back first.", "merged already");
  const others = (await mergesInto(tx, mergedId, MOST_MERGES)).filter(({ undoneAt }) => undoneAt === null);
  if (others.length > 0)
    throw conflict("Others were merged into the contact that would go. Keep that one instead.", "has merges");
  const own = await holdTicketsOf(tx, keptId, MOST_TICKETS);
  const tickets = await holdTicketsOf(tx, mergedId, MOST_TICKETS + 1);
  if (tickets.length > MOST_TICKETS)
    throw conflict(`It has more than ${MOST_TICKETS} tickets. Keep this contact and merge the other one.`, "too many");
  return { kept, merged, tickets, threads: new Set(own.flatMap(({ open, thread }) => (open ? [thread] : []))) };
}

const conflict = (message: string, reason: string): DomainError =>
  new DomainError("conflict", message, [{ field: "contact", reason }]);
