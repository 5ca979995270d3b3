import { recordAudit } from "../../access/audit.ts";
import type { Tx } from "../../db/pool.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError } from "../../kernel/errors.ts";
import { hashText, openPlaces } from "../approval/approvals.ts";
import { addMessageOnce, applyEvent, applyPatch } from "../change.ts";
import type { Person, TicketDeps } from "../deps.ts";
import { isLive } from "../machine.ts";
import { listApprovals, saveDraft, supersedeDrafts } from "../store/drafts.ts";
import type { Draft, Message, Ticket } from "../ticket.ts";
import { requiredApprovers } from "./required.ts";
import { requireSafe } from "./safe-text.ts";

export interface DraftOutcome {
  readonly ticket: Ticket;
  readonly draft: Draft;
  /** The reply, once it has left. */
  readonly message: Message | null;
}

/**
 * Sends a draft if everything still holds: its text is the one consented to, for this recipient, at this turn, with
 * every place filled that the policies of this moment ask for. Otherwise it waits for what is missing. The caller holds
 * the ticket's lock, so no message and no other approval comes in between; the unique draft id lets it leave once.
 * Throws `forbidden` when nothing is missing and `person` may only draft.
 */
export async function sendWhenComplete(
  deps: TicketDeps,
  tx: Tx,
  ctx: Ctx,
  ticket: Ticket,
  draft: Draft,
  person: Person,
): Promise<DraftOutcome> {
  requireCurrent(ticket, draft);
  const policies = await deps.policies(tx);
  requireSafe(policies.safety, draft.text);
  const needed = requiredApprovers(policies, ticket, draft.text);
  const consents = await listApprovals(tx, draft.id);
  const open = openPlaces(needed, consents, {
    textHash: hashText(draft.text),
    recipientId: draft.recipientId,
    turn: draft.turn,
    authorId: draft.authorId,
  });
  const now = deps.clock.now();
  if (open.length > 0) {
    const waiting: Draft = {
      ...draft,
      state: "waiting",
      needed: open,
      askedAt: draft.askedAt ?? now,
      version: draft.version + 1,
      updatedAt: now,
    };
    await saveDraft(tx, waiting);
    const content = { draftId: draft.id, needed: open };
    const told = await applyPatch(deps, tx, ctx, ticket, { kind: "draft_waiting", content });
    return { ticket: told, draft: waiting, message: null };
  }
  if (!person.maySend)
    throw new DomainError("forbidden", "You may write drafts only: a member who may send has to accept this one.");
  return deliver(deps, tx, ctx, ticket, draft);
}

async function deliver(deps: TicketDeps, tx: Tx, ctx: Ctx, ticket: Ticket, draft: Draft): Promise<DraftOutcome> {
  const now = deps.clock.now();
  const author = { type: "member" as const, id: ctx.actor.id };
  const added = await addMessageOnce(deps, tx, ticket, {
    direction: "out",
    author,
    text: draft.text,
    citations: draft.citations,
    draftId: draft.id,
  });
  if (added === null) throw new DomainError("conflict", "This draft has been sent already.");
  const sent: Draft = { ...draft, state: "sent", needed: [], version: draft.version + 1, updatedAt: now };
  await saveDraft(tx, sent);
  supersedeDrafts(tx, ticket.id, now, draft.id);
  const content = { messageId: added.message.id, draftId: draft.id, textHash: draft.textHash };
  const after = await applyEvent(deps, tx, ctx, added.ticket, { type: "replied" }, { content });
  await recordAudit(tx, deps.clock, ctx, {
    action: "draft.sent",
    object: "draft",
    objectId: draft.id,
    after: { textHash: draft.textHash, recipientId: draft.recipientId },
  });
  return { ticket: after, draft: sent, message: added.message };
}

/** Throws `conflict` unless the draft can still leave: it has not left, and the conversation has not moved on. */
export function requireCurrent(ticket: Ticket, draft: Draft): void {
  if (draft.state === "sent")
    throw new DomainError("conflict", "This draft has been sent already.", [{ field: "state", reason: "sent" }]);
  if (draft.state === "rejected" || draft.state === "superseded") {
    throw new DomainError("conflict", `This draft is ${draft.state}; it cannot be sent.`, [
      { field: "state", reason: draft.state },
    ]);
  }
  if (!isLive(ticket.status))
    throw new DomainError("conflict", `This ticket is ${ticket.status}. Reopen it before you reply.`, [
      { field: "status", reason: ticket.status },
    ]);
  if (draft.turn !== ticket.turn)
    throw new DomainError("conflict", "The conversation has moved on since this draft was written.", [
      { field: "turn", reason: "superseded" },
    ]);
  if (draft.recipientId !== ticket.contactId)
    throw new DomainError("conflict", "The recipient has changed since this draft was written.", [
      { field: "recipient", reason: "changed" },
    ]);
  if (draft.textHash !== hashText(draft.text))
    throw new DomainError("conflict", "The text does not match its fingerprint.", [
      { field: "text", reason: "changed" },
    ]);
}
