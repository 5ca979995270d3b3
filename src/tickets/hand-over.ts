import type { Tx } from "../db/pool.ts";
import { inTenant, inTenantAlone } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { notFound } from "../kernel/errors.ts";
import type { HandoffReason, Language } from "../kernel/labels.ts";
import type { Policies } from "../policy/policies.ts";
import { addMessage, applyEvent, ticketForChange } from "./change.ts";
import type { TicketDeps } from "./deps.ts";
import { dueFromNow, responseDueFrom, targetsOf } from "./due.ts";
import type { TransitionRole } from "./machine.ts";
import { lockOpenTicket } from "./store/tickets.ts";
import type { Message, Ticket } from "./ticket.ts";

/** Said once when a person takes over. It promises nothing. */
const HANDOVER: Readonly<Record<Language, string>> = {
  zh: "这个问题需要同事来处理，我已经把对话转给他们，回复会出现在这里。",
  en: "A colleague needs to look at this. I have passed our conversation on; the reply will appear here.",
};

/**
 * Gives a locked ticket to people. The customer is told, once; later handovers of the same ticket say nothing more, and
 * neither does a bot that is `quiet`.
 */
export async function handOver(
  deps: TicketDeps,
  tx: Tx,
  ctx: Ctx,
  ticket: Ticket,
  to: {
    readonly team: string;
    readonly tier: 1 | 2 | 3;
    readonly reason: HandoffReason;
    readonly role: TransitionRole;
    readonly quiet: boolean;
    /** What the customer is told, when it is not the usual sentence. */
    readonly text?: string;
    /** What they can look at until then. */
    readonly reading?: Pick<Message, "text" | "citations"> | null;
    /** When people must have answered; left out where the ticket says it already. */
    readonly dueAt?: Date | null;
  },
): Promise<{ ticket: Ticket; message: Message | null }> {
  const author = { type: "copilot" as const, id: "handover" };
  const said = to.text ?? HANDOVER[ticket.language];
  const text = to.reading ? `${said}\n${to.reading.text}` : said;
  const note =
    ticket.handoffReason === null && !to.quiet
      ? addMessage(deps, tx, ticket, { direction: "out", author, text, citations: to.reading?.citations ?? [] })
      : null;
  const { team, tier, reason, role } = to;
  const patch = to.dueAt === undefined ? {} : { dueAt: to.dueAt };
  const event = { type: "handed_over" as const, team, tier, reason };
  const after = await applyEvent(deps, tx, ctx, note?.ticket ?? ticket, event, { role, patch });
  return { ticket: after, message: note?.message ?? null };
}

/**
 * The customer asks for a person. Works at any time, also when the bot is in the middle of something. A message of theirs
 * may open another ticket at this very instant, which is found when it all runs again.
 */
export function handToPerson(deps: TicketDeps, ctx: Ctx, ticketId: string, contactId: string): Promise<Message | null> {
  return inTenantAlone(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await ticketForChange(tx, ticketId);
    if (ticket.contactId !== contactId) throw notFound("Ticket", ticketId);
    const policies = await deps.policies(tx);
    const live = await liveTicket(deps, tx, ctx, policies, ticket);
    if (live.handoffReason !== null && live.botSilent) return null;
    const to = {
      team: live.team,
      tier: 1 as const,
      reason: "customer_asked_human" as const,
      role: "customer" as const,
      quiet: policies.autonomy.silence,
      dueAt: await dueFromNow(tx, policies, live, deps.clock.now()),
    };
    return (await handOver(deps, tx, ctx, live, to)).message;
  });
}

/** Gives a ticket to people for which the copilot could make no proposal, unless its turn is over. */
export function handOverUnanswered(deps: TicketDeps, ctx: Ctx, ticketId: string, turn: number): Promise<void> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await ticketForChange(tx, ticketId);
    if (ticket.turn !== turn || ticket.status !== "open" || ticket.botSilent) return;
    const policies = await deps.policies(tx);
    const to = {
      team: ticket.team,
      tier: 1 as const,
      reason: "model_failure" as const,
      role: "system" as const,
      quiet: policies.autonomy.silence,
      dueAt: await dueFromNow(tx, policies, ticket, deps.clock.now()),
    };
    await handOver(deps, tx, ctx, ticket, to);
  });
}

/** The ticket that the customer is in now: this one, opened again if need be, or the one that came after it. */
async function liveTicket(deps: TicketDeps, tx: Tx, ctx: Ctx, policies: Policies, ticket: Ticket): Promise<Ticket> {
  if (ticket.status !== "resolved" && ticket.status !== "closed") return ticket;
  const open = ticket.status === "closed" ? await lockOpenTicket(tx, ticket.contactId, ticket.thread) : undefined;
  if (open !== undefined && open.status !== "resolved") return open;
  const ended = open ?? ticket;
  // Whoever opens it again waits from now on: what was said before it was resolved is over.
  const dueAt = responseDueFrom(deps.clock.now(), policies, ended, targetsOf(policies, ended));
  return applyEvent(deps, tx, ctx, ended, { type: "reopened" }, { role: "customer", patch: { dueAt } });
}
