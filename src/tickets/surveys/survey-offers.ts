import { recordAudit } from "../../access/audit.ts";
import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { notFound } from "../../kernel/errors.ts";
import * as store from "../store/surveys.ts";
import { readTicket } from "../store/tickets.ts";
import { signLink } from "./survey-link.ts";

/** Once, and two reminders. */
const MOST_OFFERS = 3;
const REMIND_AFTER_MS = 3 * 86_400_000;
/** Looks within one visit count once. */
const VISIT_MS = 3_600_000;

export interface SurveyOffer {
  readonly token: string;
  readonly asksNps: boolean;
}

/**
 * The survey to put before the customer of this ticket now, or null: none waits, they want none, or they were reminded
 * lately or often enough. An offer counts once an hour. Throws `not_found` for a ticket of somebody else.
 */
export function offerSurvey(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  ctx: Ctx,
  ticketId: string,
  contactId: string,
): Promise<SurveyOffer | null> {
  const now = clock.now();
  return inTenant(db, ctx.tenantId, async (tx) => {
    const ticket = await readTicket(tx, ticketId);
    if (ticket?.contactId !== contactId) throw notFound("Ticket", ticketId);
    const survey = ticket.status === "closed" ? await store.lockOffer(tx, ticketId, now) : undefined;
    if (survey === undefined) return null;
    const since = survey.offeredAt === null ? null : now.getTime() - survey.offeredAt.getTime();
    if (since === null || since >= VISIT_MS) {
      if (survey.offered >= MOST_OFFERS || (since !== null && since < REMIND_AFTER_MS)) return null;
      const offered = survey.offered + 1;
      await store.saveOffer(tx, survey.id, offered, now);
      await recordAudit(tx, clock, ctx, {
        ...{ action: "survey.offered", object: "survey", objectId: survey.id, after: { ticketId, offered } },
      });
    }
    return { token: await signLink(tx, survey.id), asksNps: survey.asksNps };
  });
}
