import { deleteOldResults } from "../access/store/results.ts";
import { inTenant } from "../db/tenant.ts";
import { systemCtx } from "../kernel/ctx.ts";
import type { Logger } from "../kernel/log.ts";
import { handOverUnanswered } from "../tickets/hand-over.ts";
import { endDuePauses } from "../tickets/pause.ts";
import { endAbandoned } from "../tickets/proposal/writing.ts";
import { removeOldFiles } from "../tickets/receiving/attachments.ts";
import { resolvedTickets, unansweredTickets } from "../tickets/store/sweep.ts";
import { abandonedMessages } from "../tickets/store/writing.ts";
import { closeResolved } from "../tickets/work.ts";
import { ignoreErased, isOfErased } from "./contact/erased.ts";
import { type ProposeDeps, propose } from "./propose.ts";
import { repeatForTenants } from "./repeat.ts";

const EVERY_MS = 60_000;
/** Longer than a chat and all tries of its job take. */
const UNANSWERED_MS = 5 * 60_000;
/** Silence after which a resolved ticket is closed; what the customer writes later opens a new one. */
const CLOSE_AFTER_MS = 72 * 3_600_000;
/** A client that repeats a request does so within hours. */
const KEEP_RESULTS_MS = 48 * 3_600_000;
/** A file that was chosen and never sent. */
const KEEP_UNSENT_MS = 24 * 3_600_000;
const MOST = 100;

export interface SweepDeps extends ProposeDeps {
  readonly log: Logger;
}

/** Sweeps every tenant once a minute. Returns a stop that waits for the round. */
export function sweepEveryMinute(deps: SweepDeps): () => Promise<void> {
  const { db } = deps.tickets;
  return repeatForTenants({ db, log: deps.log }, "sweep", EVERY_MS, (tenantId, signal) =>
    sweep(deps, tenantId, signal),
  );
}

/**
 * Finds what fell through: customers whom nobody answers because their job is lost or has failed for good (one more
 * try, then a person), pauses whose date has come (ended), resolved tickets that stayed silent (closed), replies that
 * were begun and have nobody to finish them (ended where they stand), and what nobody will ask for: old stored results
 * and files that were never sent (deleted).
 */
export async function sweep(deps: SweepDeps, tenantId: string, signal: AbortSignal): Promise<void> {
  const { db, clock } = deps.tickets;
  const ctx = systemCtx(tenantId, "sweep");
  const ago = (ms: number) => new Date(clock.now().getTime() - ms);
  const { unanswered, resolved } = await inTenant(db, tenantId, async (tx) => {
    await deleteOldResults(tx, ago(KEEP_RESULTS_MS));
    await removeOldFiles(tx, clock, ctx, ago(KEEP_UNSENT_MS), MOST);
    return {
      unanswered: await unansweredTickets(tx, ago(UNANSWERED_MS), MOST),
      resolved: await resolvedTickets(tx, ago(CLOSE_AFTER_MS), MOST),
    };
  });
  await endDuePauses(deps.tickets, ctx, MOST);
  for (const id of resolved) await closeResolved(deps.tickets, ctx, id, ago(CLOSE_AFTER_MS)).catch(ignoreErased);
  for (const { id, turn } of unanswered) {
    if (signal.aborted) return;
    try {
      await propose(deps, ctx, id, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (isOfErased(error)) continue;
      deps.log.error({ tenantId, ticketId: id, error }, "A ticket got no proposal; a person takes over.");
      await handOverUnanswered(deps.tickets, ctx, id, turn).catch(ignoreErased);
    }
  }
  // Those that the proposals above have not finished: people have taken over, or the customer has written anew.
  const abandoned = await inTenant(db, tenantId, (tx) => abandonedMessages(tx, ago(UNANSWERED_MS), MOST));
  for (const ticketId of abandoned) await endAbandoned(deps.tickets, ctx, ticketId).catch(ignoreErased);
}
