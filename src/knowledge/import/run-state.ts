import type { Database, Tx } from "../../db/pool.ts";
import { inTenantOnce } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import type { Logger } from "../../kernel/log.ts";
import type { ArticleIndex } from "../articles/article-index.ts";
import type { DocumentConverter } from "../parse/documents/converter.ts";
import type { KnowledgeSettings } from "./dictionary.ts";
import type { ImportFiles } from "./folder.ts";
import type { ImportLimits } from "./limits.ts";
import { type ImportProgress, progressOf } from "./progress.ts";
import { advanceJob, type Counters, type ImportJob, type ImportPhase } from "./store/jobs.ts";
import type { WebAccess } from "./web/limits.ts";

export interface RunImportDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly index: ArticleIndex;
  readonly limits?: ImportLimits;
  /** How pages are fetched; by default from the public internet. */
  readonly web?: WebAccess;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** One run of a job: what its phases share. */
export interface Run {
  readonly deps: RunImportDeps;
  readonly ctx: Ctx;
  /** Fences the job's row: see `advanceJob`. */
  readonly owner: string;
  readonly files: ImportFiles;
  readonly documents: DocumentConverter;
  readonly settings: KnowledgeSettings;
  readonly signal: AbortSignal;
  readonly breathe: () => Promise<void>;
  /** Files a second so far. */
  readonly rate: (job: ImportJob) => number | null;
  job: ImportJob;
}

/** Another run took the job over, or it was cancelled. Nothing of the transaction stays. */
export class LeaseLost extends Error {}

const LEASE_MS = 30_000;

export const leaseEnd = (clock: Clock): Date => new Date(clock.now().getTime() + LEASE_MS);

/**
 * One transaction of the run: the lease is taken first and held, then comes the work, then the counters. Gives its
 * duration in milliseconds. The run remembers what it has written: what loses against others fails the whole of it, and
 * the queue begins it anew.
 */
export async function commit(
  run: Run,
  work: (tx: Tx) => Promise<{ readonly phase?: ImportPhase; readonly add?: Counters }>,
): Promise<number> {
  run.signal.throwIfAborted();
  const begun = performance.now();
  run.job = await inTenantOnce(run.deps.db, run.ctx.tenantId, async (tx) => {
    const lease = {
      id: run.job.id,
      owner: run.owner,
      until: leaseEnd(run.deps.clock),
      perSecond: run.rate(run.job),
    };
    const held = await advanceJob(tx, lease);
    const job = held && (await advanceJob(tx, { ...lease, ...(await work(tx)) }));
    if (!job) throw new LeaseLost("The import is run by somebody else or was paused or cancelled.");
    return job;
  });
  run.deps.onProgress?.(progressOf(run.job));
  return performance.now() - begun;
}

/** Commits slices of work until one says that nothing is left; other work has its turn in between. */
export async function commitSlices(run: Run, slice: (tx: Tx) => Promise<boolean>): Promise<void> {
  for (let isDone = false; !isDone; ) {
    await commit(run, async (tx) => {
      isDone = await slice(tx);
      return {};
    });
    await run.breathe();
  }
}

export const inRunTenant = <Result>(run: Run, work: (tx: Tx) => Promise<Result>): Promise<Result> =>
  inTenantOnce(run.deps.db, run.ctx.tenantId, work);
