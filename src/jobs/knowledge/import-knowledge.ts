import type { Tx } from "../../db/pool.ts";
import type { JobHandler, Queue } from "../../db/queue.ts";
import { systemCtx } from "../../kernel/ctx.ts";
import { runImport } from "../../knowledge/import/run.ts";
import type { RunImportDeps } from "../../knowledge/import/run-state.ts";

export const IMPORT_KNOWLEDGE = "import-knowledge";

/** For `startImport`: queues the run in the transaction that makes the job. */
export const enqueueImport =
  (queue: Queue) =>
  (tx: Tx, jobId: string): Promise<void> =>
    queue.send(tx, IMPORT_KNOWLEDGE, jobId);

/**
 * Runs a queued import. A run that died is taken up when the queue hands the job out again; on the embedded database,
 * which one process owns, without waiting for the dead run's lease.
 */
export const importKnowledge =
  (deps: RunImportDeps): JobHandler =>
  async ({ tenantId, id }, signal) => {
    const ctx = systemCtx(tenantId, IMPORT_KNOWLEDGE);
    const job = await runImport(deps, ctx, id, signal, { takeOver: deps.db.kind === "embedded" });
    deps.log.info({ tenantId, import: id, status: job.status, done: job.done, failed: job.failed }, "An import ended.");
  };
