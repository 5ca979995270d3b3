import { recordAudit } from "../../access/audit.ts";
import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { failJob, moveJob, refetchJob, reopenFailed, requeueJob } from "./store/control.ts";
import { activeJob, type ImportJob, jobAt } from "./store/jobs.ts";
import { reopenPages } from "./store/pages.ts";

export interface ControlDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Queues the run in the transaction that makes it due; without it the caller runs the job itself. */
  readonly enqueue?: (tx: Tx, jobId: string) => Promise<void>;
}

/** Ends an import for good; what it has written so far stays. A run under way stops at its next batch. */
export const cancelImport = (deps: ControlDeps, ctx: Ctx, id: string): Promise<void> =>
  change(deps, ctx, id, "cancel", async (tx, job) => {
    const from = ["queued", "running", "paused"] as const;
    if (!(await moveJob(tx, { id, from, to: "canceled", now: deps.clock.now() }))) throw hasEnded(job);
  });

/** Holds an import; a run under way stops at its next batch, and what it has written stays. */
export const pauseImport = (deps: ControlDeps, ctx: Ctx, id: string): Promise<void> =>
  change(deps, ctx, id, "pause", async (tx, job) => {
    const paused = await moveJob(tx, { id, from: ["queued", "running"], to: "paused", now: deps.clock.now() });
    if (paused) return;
    throw job.status === "paused" ? new DomainError("conflict", "The import is paused already.") : hasEnded(job);
  });

/** Lets a paused import go on where it stopped. */
export const resumeImport = (deps: ControlDeps, ctx: Ctx, id: string): Promise<void> =>
  change(deps, ctx, id, "resume", async (tx, job) => {
    if (!(await moveJob(tx, { id, from: ["paused"], to: "queued", now: deps.clock.now() })))
      throw new DomainError("conflict", `The import is not paused: ${job.status}.`);
    await deps.enqueue?.(tx, id);
  });

/**
 * Tries an ended import again: only the files that failed, or all that was left when the import itself failed. Gives
 * the number of files that are tried again. Throws `conflict` while the source is imported, or when nothing failed.
 */
export async function retryImport(deps: ControlDeps, ctx: Ctx, id: string): Promise<number> {
  let again = 0;
  await change(deps, ctx, id, "retry", async (tx, job) => {
    const active = await activeJob(tx, job.sourceId);
    if (active) throw new DomainError("conflict", `An import of this source is ${active.status}: ${active.id}.`);
    if (job.status === "canceled") throw hasEnded(job);
    const pages = job.web === null ? 0 : await reopenPages(tx, id);
    again = job.status === "done" && pages === 0 ? await reopenFailed(tx, id) : pages;
    if (job.status === "done" && again === 0)
      throw new DomainError(
        "conflict",
        "No file of this import failed that could be read again. Import the files anew.",
      );
    if (pages > 0) await refetchJob(tx, id);
    else await requeueJob(tx, id, again);
    await deps.enqueue?.(tx, id);
  });
  return again;
}

/**
 * Ends an import that has no try left; it may be tried again, and then goes on from where it came. Throws `conflict`
 * while somebody runs it.
 */
export const giveUpImport = (deps: ControlDeps, ctx: Ctx, id: string, problem: string): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const job = await jobAt(tx, id);
    if (job?.status !== "queued" && job?.status !== "running") return;
    if (!(await failJob(tx, { id, problem, now: deps.clock.now() })))
      throw new DomainError("conflict", "The import is being run.");
    await recordAudit(tx, deps.clock, ctx, {
      action: "knowledge.import.give_up",
      object: "import_job",
      objectId: id,
      before: { status: job.status },
      after: { status: "failed" },
    });
  });

const hasEnded = (job: ImportJob): DomainError =>
  new DomainError("conflict", `The import has ended already: ${job.status}.`);

/** One change of a job with its audit row, in one transaction. */
async function change(
  deps: ControlDeps,
  ctx: Ctx,
  id: string,
  verb: string,
  apply: (tx: Tx, job: ImportJob) => Promise<void>,
): Promise<void> {
  if (!isUuid(id)) throw notFound("Import", id);
  await inTenant(deps.db, ctx.tenantId, async (tx) => {
    const job = await jobAt(tx, id);
    if (!job) throw notFound("Import", id);
    await apply(tx, job);
    const after = await jobAt(tx, id);
    await recordAudit(tx, deps.clock, ctx, {
      action: `knowledge.import.${verb}`,
      object: "import_job",
      objectId: id,
      before: { status: job.status },
      after: { status: after?.status },
    });
  });
}
