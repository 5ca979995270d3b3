import { z } from "zod";
import type { Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, invalid } from "../kernel/errors.ts";
import type { Policies } from "../policy/policies.ts";
import { applyPatch, roleOf, ticketForChange } from "./change.ts";
import type { TicketDeps } from "./deps.ts";
import { responseDueNow } from "./due.ts";
import { isLive } from "./machine.ts";
import { endPause, openPause, type PauseEnd } from "./pauses.ts";
import { endedPauses } from "./store/sweep.ts";
import { lockTicket } from "./store/tickets.ts";
import type { Pause, Ticket } from "./ticket.ts";

const DAY_MS = 86_400_000;
/** Pauses of one ticket; whoever needs more should agree on another date or close it. */
const MOST_PAUSES = 20;

export const PauseInput = z.strictObject({
  /** One of the reasons of the SLA policy. */
  reason: z.string().min(1).max(60),
  /** When it ends by itself; by the policy's limit where it is left out. */
  until: z.iso.datetime().optional(),
  note: z.string().trim().max(500).default(""),
});

/**
 * Stops the clocks that the policy's reason names. It ends by itself: when the customer writes, at its date, with the
 * resolution. Throws `conflict` on a ticket that is not live or pauses already, `invalid` for a reason that the policy
 * does not list, a date that is missing, past or too far.
 */
export const pauseTicket = (
  deps: TicketDeps,
  ctx: Ctx,
  id: string,
  input: z.infer<typeof PauseInput>,
): Promise<Ticket> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    roleOf(ctx);
    const ticket = await ticketForChange(tx, id);
    const policies = await deps.policies(tx);
    refuseAnother(ticket);
    const pause = pauseOf(policies, input, ctx.actor.id, deps.clock.now());
    const pauses = [...ticket.pauses, pause];
    const dueAt = await dueAfter(tx, policies, ticket, pauses);
    const { reason, stops, until, note } = pause;
    return applyPatch(deps, tx, ctx, ticket, {
      kind: "paused",
      patch: { pauses, dueAt },
      content: { reason, stops, until, note },
    });
  });

/** Lets the clocks run again. Throws `conflict` when none stands still. */
export const resumeTicket = (deps: TicketDeps, ctx: Ctx, id: string): Promise<Ticket> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    roleOf(ctx);
    const ticket = await ticketForChange(tx, id);
    if (openPause(ticket) === undefined)
      throw new DomainError("conflict", "No clock of this ticket stands still.", [
        { field: "pauses", reason: "none is open" },
      ]);
    return resume(deps, tx, ctx, ticket, "member");
  });

/** Ends pauses whose date has come, at most `limit`; whoever owns the ticket is told. Gives how many. */
export async function endDuePauses(deps: TicketDeps, ctx: Ctx, limit: number): Promise<number> {
  const ids = await inTenant(deps.db, ctx.tenantId, (tx) => endedPauses(tx, deps.clock.now(), limit));
  let ended = 0;
  for (const id of ids) {
    const isEnded = await inTenant(deps.db, ctx.tenantId, async (tx) => {
      const ticket = await lockTicket(tx, id);
      const pause = ticket && openPause(ticket);
      // Somebody may have ended it in between, and begun another; or the ticket was erased.
      if (ticket === undefined || pause === undefined || new Date(pause.until) > deps.clock.now()) return false;
      await resume(deps, tx, ctx, ticket, "date");
      const owners = [...new Set([ticket.ownerId, ticket.assigneeId])].filter((member) => member !== null);
      await deps.people.notify(tx, owners, { kind: "assignment", ticketId: id, text: ticket.subject });
      return true;
    });
    if (isEnded) ended += 1;
  }
  return ended;
}

async function resume(deps: TicketDeps, tx: Tx, ctx: Ctx, ticket: Ticket, by: PauseEnd): Promise<Ticket> {
  const pauses = endPause(ticket.pauses, deps.clock.now(), by);
  const dueAt = await dueAfter(tx, await deps.policies(tx), ticket, pauses);
  const { reason, from } = openPause(ticket)!;
  return applyPatch(deps, tx, ctx, ticket, {
    kind: "pause_ended",
    patch: { pauses, dueAt },
    content: { reason, from, by },
  });
}

const GOES_ON = { zh: "我们在继续处理，有进展会在这里告诉您。", en: "We are working on it and tell you here." };

/** What the customer reads while the clocks stand still, as the policy of now words it; null while they run. */
export const toldOfPause = (
  deps: Pick<TicketDeps, "db" | "policies">,
  ctx: Ctx,
  ticket: Ticket,
): Promise<{ readonly zh: string; readonly en: string } | null> => {
  const pause = openPause(ticket);
  if (pause === undefined) return Promise.resolve(null);
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const { pauses } = (await deps.policies(tx)).sla;
    return pauses.find(({ code }) => code === pause.reason)?.told ?? GOES_ON;
  });
};

const dueAfter = (tx: Tx, policies: Policies, ticket: Ticket, pauses: readonly Pause[]): Promise<Date | null> =>
  responseDueNow(tx, policies, { ...ticket, pauses });

function refuseAnother(ticket: Ticket): void {
  if (!isLive(ticket.status))
    throw new DomainError("conflict", `This ticket is ${ticket.status}: no clock runs that could be stopped.`, [
      { field: "status", reason: ticket.status },
    ]);
  if (openPause(ticket) !== undefined)
    throw new DomainError("conflict", "The clocks stand still already. Let them run again before you pause anew.", [
      { field: "pauses", reason: "one is open" },
    ]);
  if (ticket.pauses.length >= MOST_PAUSES)
    throw new DomainError("conflict", `A ticket pauses at most ${MOST_PAUSES} times.`, [
      { field: "pauses", reason: "too many" },
    ]);
}

function pauseOf(policies: Policies, input: z.infer<typeof PauseInput>, by: string, now: Date): Pause {
  const rule = policies.sla.pauses.find(({ code }) => code === input.reason);
  if (rule === undefined)
    throw invalid("reason", `is none of: ${policies.sla.pauses.map(({ code }) => code).join(", ")}`);
  if (rule.needsDate && input.until === undefined) throw invalid("until", "this reason needs the date agreed on");
  const latest = new Date(now.getTime() + rule.mostDays * DAY_MS);
  const until = input.until === undefined ? latest : new Date(input.until);
  if (until <= now) throw invalid("until", "must be in the future");
  if (until > latest) throw invalid("until", `is more than ${rule.mostDays} days away`);
  return {
    ...{ reason: rule.code, stops: rule.stops, note: input.note, by },
    ...{ from: now.toISOString(), until: until.toISOString(), to: null, endedBy: null },
  };
}
