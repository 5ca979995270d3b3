import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { notFound } from "../kernel/errors.ts";
import { applyPatch, ticketForChange } from "./change.ts";
import type { TicketDeps } from "./deps.ts";
import { directionOf } from "./store/messages.ts";

/** Keeps whether a reply helped, in the ticket's history. Of several ratings of one reply the last one counts. */
export function rateReply(
  deps: TicketDeps,
  ctx: Ctx,
  place: { readonly ticketId: string; readonly contactId: string; readonly messageId: string },
  helpful: boolean,
): Promise<void> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await ticketForChange(tx, place.ticketId);
    if (ticket.contactId !== place.contactId) throw notFound("Ticket", place.ticketId);
    const { messageId } = place;
    if ((await directionOf(tx, ticket.id, messageId)) !== "out") throw notFound("Reply", messageId);
    await applyPatch(deps, tx, ctx, ticket, { kind: "rated", content: { messageId, helpful } });
  });
}
