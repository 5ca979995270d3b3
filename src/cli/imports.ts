import type { App } from "../app.ts";
import { type Ctx, systemCtx } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";
import { progressBar } from "../kernel/progress-bar.ts";
import { cancelImport, pauseImport, resumeImport, retryImport } from "../knowledge/import/control.ts";
import type { ImportProgress } from "../knowledge/import/progress.ts";
import { runImport } from "../knowledge/import/run.ts";
import { startImport } from "../knowledge/import/start.ts";
import { importStatus, listImports } from "../knowledge/import/status.ts";
import type { ImportJob } from "../knowledge/import/store/jobs.ts";
import { type Call, type Command, tenantNamed, usage } from "./command.ts";

/** The newest imports of a tenant, one a line. */
export const listImportsCommand: Command = ({ values, say, withApp }) =>
  withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, values.tenant ?? "demo");
    for (const job of await listImports(app, systemCtx(tenantId, "cli")))
      say(`${job.id}  ${job.source}: ${summaryOf(job)}`);
    return 0;
  });

const summaryOf = (job: ImportJob): string =>
  `${job.status}, ${job.done} written, ${job.skipped} skipped, ${job.failed} failed, ${job.retired} retired of ${job.total}`;

/** Imports pages of the web, here and now; a second time only what changed. */
export const importUrlCommand: Command = ({ values, words, say, withApp }) => {
  if (words.length === 0 && values.sitemap === undefined)
    throw usage("Name pages or a sitemap: knowledge import-url URL … [--sitemap URL]");
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, values.tenant ?? "demo");
    const ctx = systemCtx(tenantId, "cli");
    const first = values.sitemap ?? words[0]!;
    // Of an address that is none the import says more than the parser.
    const source = values.source ?? (URL.canParse(first) ? new URL(first).hostname : first);
    const { jobId } = await startImport(app.imports, ctx, { source, web: { urls: words, sitemap: values.sitemap } });
    return runHere(app, ctx, jobId, say);
  });
};

/** Holds an import that a server runs. */
export const pauseImportCommand: Command = onImport("pause", async (app, ctx, id, say) => {
  await pauseImport(app, ctx, id);
  say("Paused. It stops at its next batch.");
  return 0;
});

export const cancelImportCommand: Command = onImport("cancel", async (app, ctx, id, say) => {
  await cancelImport(app, ctx, id);
  say("Cancelled. What it has written stays.");
  return 0;
});

/** Goes on with a paused import, here and now. */
export const resumeImportCommand: Command = onImport("resume", async (app, ctx, id, say) => {
  await resumeImport(app, ctx, id);
  return runHere(app, ctx, id, say);
});

/** Reads the failed files of an import again, here and now. */
export const retryImportCommand: Command = onImport("retry", async (app, ctx, id, say) => {
  await retryImport(app, ctx, id);
  return runHere(app, ctx, id, say);
});

type OnImport = (app: App, ctx: Ctx, id: string, say: Call["say"]) => Promise<number>;

function onImport(verb: string, run: OnImport): Command {
  return ({ values, words: [id], say, withApp }) => {
    if (id === undefined) throw usage(`Name the import: knowledge ${verb} ID (see: knowledge imports)`);
    return withApp(null, async (app) => {
      const { tenantId } = await tenantNamed(app, values.tenant ?? "demo");
      return run(app, systemCtx(tenantId, "cli"), id, say);
    });
  };
}

/** Runs an import with a progress bar on standard error. */
async function runHere(app: App, ctx: Ctx, id: string, say: Call["say"]): Promise<number> {
  const bar = progressBar(process.stderr, "Indexing");
  const onProgress = ({ through, job, perSecond }: ImportProgress) => bar.show(through, job.total, perSecond);
  const takeOver = app.db.kind === "embedded";
  const job = await runImport({ ...app.imports, onProgress }, ctx, id, new AbortController().signal, { takeOver });
  bar.end();
  return sayOutcome(app, ctx, job, say);
}

/** Says how an import ended and which files failed, and gives the exit code. */
export async function sayOutcome(app: App, ctx: Ctx, job: ImportJob, say: Call["say"]): Promise<number> {
  say(`${summaryOf(job)}.`);
  for (const { path, state, reason, line } of (await importStatus(app, ctx, job.id)).problems)
    if (state === "failed") say(`  ${path}${line === null ? "" : `, line ${line}`}: ${reason ?? ""}`);
  if (job.status !== "done") throw new DomainError("invalid", job.error ?? `The import ended as ${job.status}.`);
  return job.failed > 0 ? 1 : 0;
}
