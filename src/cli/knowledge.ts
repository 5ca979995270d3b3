import { basename, resolve } from "node:path";
import type { Tenant } from "../access/tenants.ts";
import type { App } from "../app.ts";
import { importFolder } from "../jobs/demo.ts";
import { DomainError } from "../kernel/errors.ts";
import { progressBar } from "../kernel/progress-bar.ts";
import { type Call, tenantNamed, usage, withApp } from "./command.ts";

/** Imports a folder; a second time only what changed. */
export async function importKnowledge({ values, words: [folder], say }: Call): Promise<number> {
  if (folder === undefined) throw usage("Name the folder: knowledge import DIR");
  return withApp(null, async (app) => {
    const tenant = await tenantNamed(app, values.tenant ?? "demo");
    const job = await importWithBar(app, tenant, resolve(folder), values.source ?? basename(resolve(folder)));
    say(`${job.done} written, ${job.skipped} unchanged or no articles, ${job.failed} failed, ${job.retired} retired.`);
    if (job.status !== "done") throw new DomainError("invalid", job.error ?? `The import ended as ${job.status}.`);
    return job.failed > 0 ? 1 : 0;
  });
}

/** Imports a folder with a progress bar on standard error. */
export async function importWithBar(app: App, tenant: Tenant, folder: string, source: string) {
  const bar = progressBar(process.stderr, "Indexing");
  const job = await importFolder(
    app,
    tenant.tenantId,
    { folder, source },
    ({ through, job: now }) => bar.show(through, now.total),
    new AbortController().signal,
  );
  bar.end();
  return job;
}
