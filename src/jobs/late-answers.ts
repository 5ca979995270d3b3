import type { JobHandler } from "../db/queue.ts";
import { inTenant } from "../db/tenant.ts";
import type { TicketDeps } from "../tickets/deps.ts";
import { windowOf } from "../tickets/receiving/late-answers.ts";
import { PROPOSE_JOB } from "../tickets/receiving/receive.ts";
import { unproposedTickets } from "../tickets/store/sweep.ts";

/** More than a tenant is asked within a window; the sweep finds what is beyond. */
const MOST = 5_000;

/** Lets the copilot propose where the customer wrote in this window and no proposal has come of it. */
export const lateAnswersJob =
  ({ db, queue }: Pick<TicketDeps, "db" | "queue">): JobHandler =>
  ({ tenantId, id }) =>
    inTenant(db, tenantId, async (tx) => {
      const late = await unproposedTickets(tx, windowOf(id), MOST);
      for (const ticketId of late) await queue.send(tx, PROPOSE_JOB, ticketId);
    });
