import type { Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { dueWithPauses } from "../policy/pauses.ts";
import type { Policies } from "../policy/policies.ts";
import { type SlaTargets, slaCalendar, slaTargets } from "../policy/sla.ts";
import { applyPatch } from "./change.ts";
import type { TicketDeps } from "./deps.ts";
import { isLive } from "./machine.ts";
import { stretchesOf } from "./pauses.ts";
import { unansweredSince } from "./store/messages.ts";
import { ticketsWithDue } from "./store/sweep.ts";
import { lockTicket } from "./store/tickets.ts";
import type { Ticket } from "./ticket.ts";

/** The job that counts every open ticket's time anew, after another SLA policy began to decide. */
export const RECOUNT_DUE_JOB = "recount-due";
const PAGE = 200;

/** When the customer must have heard from us: counted from the oldest message that nobody has answered. */
async function responseDue(
  tx: Tx,
  policies: Policies,
  ticket: Ticket,
  targets: Pick<SlaTargets, "firstResponse" | "nextResponse">,
): Promise<Date | null> {
  return responseDueFrom(await unansweredSince(tx, ticket.id), policies, ticket, targets);
}

/** The same where it is known since when the customer waits. */
export function responseDueFrom(
  since: Date | null,
  policies: Policies,
  ticket: Ticket,
  { firstResponse, nextResponse }: Pick<SlaTargets, "firstResponse" | "nextResponse">,
): Date | null {
  const first = ticket.firstReplyAt === null;
  const { minutes, calendar } = first ? firstResponse : nextResponse;
  const hours = slaCalendar(policies.sla, calendar);
  if (hours === undefined) return ticket.dueAt;
  // The first response never waits for anybody.
  const stretches = first ? [] : stretchesOf(ticket.pauses, "next_response");
  return dueWithPauses(hours, since ?? ticket.lastCustomerAt, minutes, stretches);
}

/** The due time after a pause began or ended: null where no message of the customer waits, or its clock stands still. */
export async function responseDueNow(tx: Tx, policies: Policies, ticket: Ticket): Promise<Date | null> {
  const since = await unansweredSince(tx, ticket.id);
  return since === null ? null : responseDueFrom(since, policies, ticket, targetsOf(policies, ticket));
}

/**
 * The due time of a ticket that waits for us, under the policy of now and as the ticket is labelled; null when none
 * waits.
 */
export async function currentDue(tx: Tx, policies: Policies, ticket: Ticket): Promise<Date | null> {
  return ticket.dueAt === null ? null : responseDue(tx, policies, ticket, targetsOf(policies, ticket));
}

/**
 * When a ticket that goes to people without a proposal must be answered: as it was, or counted from the oldest message
 * that nobody has answered; where all are, from `now`, at which the customer asks for a person.
 */
export const dueFromNow = async (tx: Tx, policies: Policies, ticket: Ticket, now: Date): Promise<Date | null> =>
  ticket.dueAt ?? responseDue(tx, policies, { ...ticket, lastCustomerAt: now }, targetsOf(policies, ticket));

/** What is owed to the customer of a ticket as it is labelled. */
export const targetsOf = (policies: Policies, ticket: Ticket): SlaTargets =>
  slaTargets(policies.sla, {
    customerClass: ticket.customerClass,
    contractPlan: null,
    type: ticket.serviceType ?? "consult",
    urgency: ticket.urgency,
    tier: ticket.tier,
  });

/** Counts the time of every ticket that waits for us anew; one transaction a ticket, so it can be broken off and repeated. */
export async function recountDue(deps: TicketDeps, ctx: Ctx, signal: AbortSignal): Promise<number> {
  let changed = 0;
  let page: string[];
  let after: string | null = null;
  do {
    const from: string | null = after;
    page = await inTenant(deps.db, ctx.tenantId, (tx) => ticketsWithDue(tx, from, PAGE));
    for (const id of page) {
      signal.throwIfAborted();
      if (await recount(deps, ctx, id)) changed += 1;
    }
    after = page.at(-1) ?? null;
  } while (page.length === PAGE);
  return changed;
}

const recount = (deps: TicketDeps, ctx: Ctx, id: string): Promise<boolean> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await lockTicket(tx, id);
    if (ticket === undefined || !isLive(ticket.status) || ticket.dueAt === null) return false;
    const dueAt = await currentDue(tx, await deps.policies(tx), ticket);
    if (dueAt?.getTime() === ticket.dueAt.getTime()) return false;
    await applyPatch(deps, tx, ctx, ticket, {
      kind: "due_changed",
      patch: { dueAt },
      content: { from: ticket.dueAt, to: dueAt },
    });
    return true;
  });
