import type { Tx } from "../db/pool.ts";
import type { JobHandler, Queue } from "../db/queue.ts";
import { systemCtx } from "../kernel/ctx.ts";
import type { TicketDeps } from "../tickets/deps.ts";
import { RECOUNT_DUE_JOB, recountDue } from "../tickets/due.ts";

/** Queues the recount in the transaction that changes the policy. */
export const enqueueRecount = (queue: Pick<Queue, "send">, tx: Tx): Promise<void> =>
  queue.send(tx, RECOUNT_DUE_JOB, tx.tenantId);

/** The queue's side of a changed SLA policy. */
export const recountDueJob =
  (deps: TicketDeps): JobHandler =>
  async ({ tenantId }, signal) => {
    await recountDue(deps, systemCtx(tenantId, RECOUNT_DUE_JOB), signal);
  };
