import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import type { ApproverRole } from "../../policy/approval.ts";
import { applyPatch, ticketForChange } from "../change.ts";
import type { Person, TicketDeps } from "../deps.ts";
import type { DraftOutcome } from "../sending/send.ts";
import { listApprovals, readDraft } from "../store/drafts.ts";
import { hasEvent } from "../store/events.ts";
import type { Draft, Ticket } from "../ticket.ts";
import { mayFill } from "./approvals.ts";

/** The job that looks whether an approval has waited too long. */
export const APPROVAL_TIMEOUT_JOB = "approval-timeout";
const OVERDUE = "approval_overdue";
const ROLES = ["agent", "engineer", "csm", "manager", "admin"] as const;
const LEADS = ["manager", "admin"] as const;
const MINUTE_MS = 60_000;

/**
 * Tells whoever can fill an open place, and sets the timer that escalates when nobody does. The draft of a member who
 * may not send goes to their mentor or lead alone, and to leads for the places that this one cannot fill: forty agents
 * need not hear of each trainee's reply.
 */
export async function askApprovers(deps: TicketDeps, tx: Tx, ctx: Ctx, { ticket, draft }: DraftOutcome): Promise<void> {
  const author = await deps.people.find(tx, ctx.actor.id);
  const readers = author?.maySend === false ? await deps.people.readersOf(tx, ctx.actor.id) : [];
  const asked = readers.filter(({ id }) => id !== ctx.actor.id);
  const ids = asked.map(({ id }) => id);
  await deps.people.notify(tx, ids, { kind: "approval", ticketId: ticket.id, text: ticket.subject });
  const left = placesLeft(draft.needed, asked);
  const roles = (ids.length === 0 ? ROLES : LEADS).filter((role) => left.some((place) => mayFill(place, role)));
  if (roles.length > 0) await tell(deps, tx, roles, [ctx.actor.id, ...ids], ticket);
  await deps.queue.send(tx, APPROVAL_TIMEOUT_JOB, draft.id, { startAfter: await dueAt(deps, tx, draft) });
}

/** The places that stay open when each of these people fills one. */
function placesLeft(needed: readonly string[], people: readonly Person[]): ApproverRole[] {
  const left = [...needed] as ApproverRole[];
  for (const { role } of people) {
    const at = left.findIndex((place) => mayFill(place, role));
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

/**
 * Escalates a draft that still waits after the policy's time: managers and administrators are told, and the ticket's
 * history says so. Once for each time that approval was asked for; a timer that comes early sets a later one.
 */
export function escalateApproval(
  deps: TicketDeps,
  ctx: Ctx,
  draftId: string,
): Promise<"escalated" | "early" | "settled"> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const found = await readDraft(tx, draftId);
    if (found === undefined) return "settled";
    const ticket = await ticketForChange(tx, found.ticketId);
    // Read again under the ticket's lock: somebody may have approved in between.
    const draft = (await readDraft(tx, draftId))!;
    if (draft.state !== "waiting" || draft.askedAt === null) return "settled";
    const due = await dueAt(deps, tx, draft);
    if (deps.clock.now() < due) {
      await deps.queue.send(tx, APPROVAL_TIMEOUT_JOB, draftId, { startAfter: due });
      return "early";
    }
    const request = { draftId, askedAt: draft.askedAt.toISOString() };
    if (await hasEvent(tx, ticket.id, OVERDUE, request)) return "settled";
    await applyPatch(deps, tx, ctx, ticket, { kind: OVERDUE, content: { ...request, needed: draft.needed } });
    const consents = await listApprovals(tx, draftId);
    const agreed = consents.filter(({ textHash }) => textHash === draft.textHash).map(({ memberId }) => memberId);
    await tell(deps, tx, LEADS, agreed, ticket);
    return "escalated";
  });
}

async function dueAt(deps: TicketDeps, tx: Tx, draft: Draft): Promise<Date> {
  const { timeoutMinutes } = (await deps.policies(tx)).approval;
  return new Date((draft.askedAt ?? deps.clock.now()).getTime() + timeoutMinutes * MINUTE_MS);
}

async function tell(
  deps: TicketDeps,
  tx: Tx,
  roles: readonly string[],
  except: readonly string[],
  ticket: Ticket,
): Promise<void> {
  const people = await deps.people.withRoles(tx, roles);
  const ids = people.filter(({ id, active, maySend }) => active && maySend && !except.includes(id)).map(({ id }) => id);
  await deps.people.notify(tx, ids, { kind: "approval", ticketId: ticket.id, text: ticket.subject });
}
