import type { Tx } from "../../db/pool.ts";
import type { JobHandler, Queue } from "../../db/queue.ts";
import { systemCtx } from "../../kernel/ctx.ts";
import type { VocDeps } from "../../voc/deps.ts";
import { runBackfill } from "../../voc/taxonomy/backfill.ts";

export const BACKFILL_VOC = "backfill-voc";

/** For `startBackfill`: queues the run in the transaction that makes it necessary. */
export const enqueueBackfill =
  (queue: Queue) =>
  (tx: Tx, id: string): Promise<void> =>
    queue.send(tx, BACKFILL_VOC, id);

/** Runs a queued backfill; one that died goes on where it was when the queue hands the job out again. */
export const backfillVoc =
  (deps: VocDeps): JobHandler =>
  async ({ tenantId, id }, signal) =>
    runBackfill(deps, systemCtx(tenantId, BACKFILL_VOC), id, signal);
