import { z } from "zod";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { applyPatch, roleOf, ticketForChange } from "./change.ts";
import type { TicketDeps } from "./deps.ts";
import { readTicket } from "./store/tickets.ts";
import { insertWorkTimes, workTimesOf } from "./store/work-time.ts";

/** Whole minutes, at most a day. */
export const WorkedTime = z.strictObject({ minutes: z.int().min(1).max(1_440) });

/** Minutes that members worked on a ticket, newest first, and their sum. */
export const workedOn = (deps: Pick<TicketDeps, "db">, ctx: Ctx, ticketId: string) =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if ((await readTicket(tx, ticketId)) === undefined) throw notFound("Ticket", ticketId);
    const entries = await workTimesOf(tx, ticketId);
    return { entries, total: entries.reduce((sum, { minutes }) => sum + minutes, 0) };
  });

/**
 * Writes down what a member worked on a ticket, also on one that has ended. Costs and scorecards count it. Throws
 * `not_found`, and `forbidden` for whoever does not work on tickets.
 */
export const logWork = (
  deps: TicketDeps,
  ctx: Ctx,
  ticketId: string,
  { minutes }: z.infer<typeof WorkedTime>,
): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    roleOf(ctx);
    const ticket = await ticketForChange(tx, ticketId);
    const at = deps.clock.now();
    const id = newId(at);
    await insertWorkTimes(tx, [{ ticket_id: ticketId, id, member_id: ctx.actor.id, minutes, at }]);
    // Counts the ticket on, so that its facts are measured anew.
    await applyPatch(deps, tx, ctx, ticket, { kind: "worked", content: { minutes } });
  });
