import { basename, resolve } from "node:path";
import type { Tenant } from "../access/tenants.ts";
import type { App } from "../app.ts";
import { importFolder } from "../jobs/demo.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { progressBar } from "../kernel/progress-bar.ts";
import { estimateImport } from "../knowledge/import/estimate.ts";
import { type Call, tenantNamed, usage } from "./command.ts";
import { sayOutcome } from "./imports.ts";

/** Imports a folder, or says what that would cost; a second time only what changed. */
export async function importKnowledge({ values, words: [folder], say, withApp }: Call): Promise<number> {
  if (folder === undefined) throw usage("Name the folder: knowledge import DIR");
  return withApp(null, async (app) => {
    const tenant = await tenantNamed(app, values.tenant ?? "demo");
    const source = values.source ?? basename(resolve(folder));
    if (values.estimate) return estimate(app, tenant, { folder: resolve(folder), source }, say);
    const job = await importWithBar(app, tenant, resolve(folder), source);
    return sayOutcome(app, systemCtx(tenant.tenantId, "cli"), job, say);
  });
}

/** What an import would read and cost; nothing is written. */
async function estimate(
  app: App,
  tenant: Tenant,
  request: { readonly folder: string; readonly source: string },
  say: (line: string) => void,
): Promise<number> {
  const ctx = systemCtx(tenant.tenantId, "cli");
  const found = await estimateImport(app.estimates, ctx, request, new AbortController().signal);
  say(
    `${found.files} files: ${found.toRead} to read, ${found.unchanged} unchanged, ${found.failed} that cannot be read.`,
  );
  say(
    `${found.chunks} passages, about ${found.tokens} tokens for ${found.model}: ${(found.costMicros / 1_000_000).toFixed(4)}.`,
  );
  for (const { path, reason } of found.problems) say(`  ${path}: ${reason}`);
  return 0;
}

/** Imports a folder with a progress bar on standard error. */
export async function importWithBar(app: App, tenant: Tenant, folder: string, source: string) {
  const bar = progressBar(process.stderr, "Indexing");
  const job = await importFolder(
    app,
    tenant.tenantId,
    { folder, source },
    ({ through, job: now, perSecond }) => bar.show(through, now.total, perSecond),
    new AbortController().signal,
  );
  bar.end();
  return job;
}
