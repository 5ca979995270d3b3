import { inBackground } from "../../db/background.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, isDomainError, notFound } from "../../kernel/errors.ts";
import { isUuid, newId } from "../../kernel/ids.ts";
import { createDocumentConverter } from "../parse/documents/converter.ts";
import { writeArticlesPhase } from "./article-phase.ts";
import { readSettings } from "./dictionary.ts";
import { type ImportFiles, openFolder } from "./folder.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { collectLinks } from "./link-phase.ts";
import { createRate, progressOf } from "./progress.ts";
import { relink } from "./relink-phase.ts";
import { commit, commitSlices, inRunTenant, LeaseLost, leaseEnd, type Run, type RunImportDeps } from "./run-state.ts";
import { scan } from "./scan.ts";
import { createSlices } from "./slices.ts";
import {
  claimJob,
  IMPORT_PHASES,
  type ImportJob,
  type ImportPhase,
  type ImportStatus,
  jobAt,
  releaseJob,
} from "./store/jobs.ts";
import { rememberPages } from "./store/pages.ts";
import { deleteIdleBlobs } from "./store/uploads.ts";
import { openPages, openUploads } from "./stored-files.ts";
import { openWeb } from "./web/fetch.ts";
import { fetchPages } from "./web/fetch-phase.ts";

const DAY_MS = 86_400_000;
/** Days for which a failed upload can be tried again. */
const DAYS_TO_RETRY = 7;

/**
 * Runs an import to its end, or on from where an earlier run stopped or died. Gives the job as it ended: `done`, or
 * `failed` with its reason. Throws `conflict` when another run holds the job (its lease ends 30 s after its last
 * batch), and `canceled` when `signal` stops it: the job then waits for another run. `takeOver` is for the one process
 * that can be sure to be alone.
 */
export const runImport = (
  deps: RunImportDeps,
  ctx: Ctx,
  jobId: string,
  signal: AbortSignal,
  options: { readonly takeOver?: boolean } = {},
): Promise<ImportJob> => inBackground(() => run(deps, ctx, jobId, signal, options));

async function run(
  deps: RunImportDeps,
  ctx: Ctx,
  jobId: string,
  signal: AbortSignal,
  options: { readonly takeOver?: boolean },
): Promise<ImportJob> {
  const owner = newId(deps.clock.now());
  const job = await claim(deps, ctx, jobId, owner, options.takeOver ?? false);
  if (job.status !== "running") return job;
  const end = (status: ImportStatus, error: string | null) =>
    inTenant(deps.db, ctx.tenantId, (tx) => releaseJob(tx, { id: jobId, owner, status, error, now: deps.clock.now() }));
  const documents = createDocumentConverter(deps.limits?.documents);
  try {
    await runPhases(await openRun(deps, ctx, job, { owner, documents, signal }));
    await end("done", null);
  } catch (error) {
    if (signal.aborted) {
      await end("queued", null);
      throw new DomainError("canceled", "The import was stopped. It goes on from there when it is run again.", [], {
        cause: error,
      });
    }
    if (error instanceof LeaseLost) return ended(deps, ctx, jobId);
    if (!isDomainError(error)) {
      await end("queued", null).catch(() => {});
      throw error;
    }
    await end("failed", error.message);
  } finally {
    await documents.close();
  }
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ago = (days: number) => new Date(deps.clock.now().getTime() - days * DAY_MS);
    await deleteIdleBlobs(tx, ago(1), ago(DAYS_TO_RETRY));
    return (await jobAt(tx, jobId)) ?? job;
  });
}

async function claim(deps: RunImportDeps, ctx: Ctx, id: string, owner: string, takeOver: boolean): Promise<ImportJob> {
  if (!isUuid(id)) throw notFound("Import", id);
  const now = deps.clock.now();
  const claimed = await inTenant(deps.db, ctx.tenantId, (tx) =>
    claimJob(tx, { id, owner, now, until: leaseEnd(deps.clock), takeOver }),
  );
  return claimed ?? ended(deps, ctx, id);
}

/** A job that cannot be claimed has ended, or somebody else runs it. */
async function ended(deps: RunImportDeps, ctx: Ctx, id: string): Promise<ImportJob> {
  const job = await inTenant(deps.db, ctx.tenantId, (tx) => jobAt(tx, id));
  if (!job) throw notFound("Import", id);
  if (job.status === "running" || job.status === "queued")
    throw new DomainError("conflict", "The import is being run already.");
  return job;
}

async function openRun(
  deps: RunImportDeps,
  ctx: Ctx,
  job: ImportJob,
  by: Pick<Run, "owner" | "documents" | "signal">,
): Promise<Run> {
  const files = await filesOf(deps, ctx, job);
  const settings = await readSettings(files);
  return {
    ...by,
    deps,
    ctx,
    files,
    settings,
    breathe: createSlices(),
    rate: createRate(() => deps.clock.now().getTime()),
    job,
  };
}

function filesOf(deps: RunImportDeps, ctx: Ctx, job: ImportJob): ImportFiles | Promise<ImportFiles> {
  if (job.web !== null) return openPages(deps, ctx, job.id);
  return job.folder === null ? openUploads(deps, ctx, job.id) : openFolder(job.folder, deps.limits ?? DEFAULT_LIMITS);
}

/** Each phase ends by moving the job on, so a later run begins with the phase that was under way. */
async function runPhases(run: Run): Promise<void> {
  const due = (phase: ImportPhase) => IMPORT_PHASES.indexOf(run.job.phase) <= IMPORT_PHASES.indexOf(phase);
  run.deps.onProgress?.(progressOf(run.job));
  if (due("fetch") && run.job.web !== null) await fetchPages(run, run.job.web, run.deps.web ?? openWeb);
  if (due("scan")) await scan(run);
  if (due("links")) await collectLinks(run);
  const session = await inRunTenant(run, (tx) => run.deps.index.open(tx));
  if (due("articles")) await writeArticlesPhase(run, session);
  if (run.job.web !== null)
    await commit(run, async (tx) => {
      await rememberPages(tx, run.job.sourceId, run.job.id, run.deps.clock.now());
      return {};
    });
  if (due("relink")) await relink(run, session);
  if (due("settle")) await commitSlices(run, (tx) => session.settle(tx));
  await commit(run, () => Promise.resolve({ phase: "done" }));
}
