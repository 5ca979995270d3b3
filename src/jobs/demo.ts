import { resolve } from "node:path";
import { createApiKey } from "../access/api-keys.ts";
import { createDemoMembers, type DemoMember } from "../access/demo-members.ts";
import { createTenant, findTenant, type Tenant } from "../access/tenants.ts";
import type { Database } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { type Ctx, systemCtx } from "../kernel/ctx.ts";
import type { ImportProgress } from "../knowledge/import/progress.ts";
import { runImport } from "../knowledge/import/run.ts";
import type { RunImportDeps } from "../knowledge/import/run-state.ts";
import { startImport } from "../knowledge/import/start.ts";
import { listImports } from "../knowledge/import/status.ts";
import type { ImportJob } from "../knowledge/import/store/jobs.ts";
import { readPolicyTexts } from "../policy/folder.ts";
import type { Policies } from "../policy/policies.ts";
import { publishAll } from "../policy/publish.ts";

const DEMO_SLUG = "demo";

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly imports: RunImportDeps;
  readonly policies: Policies;
}

export interface Demo {
  readonly tenant: Tenant;
  /** Made at this start; good for anything a key may do in the demo tenant. */
  readonly key: string;
  readonly members: readonly DemoMember[];
}

/** The demo tenant with the sample vendor's policies and knowledge, made on the first start and brought up to date on later ones. */
export async function openDemo(
  deps: Deps,
  folder: string,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<Demo> {
  const tenant = await ensureDemoTenant(deps, folder);
  await importFolder(deps, tenant.tenantId, { folder, source: "sample" }, onProgress, signal);
  const ctx = systemCtx(tenant.tenantId, "demo");
  const expiresAt = new Date(deps.clock.now().getTime() + 30 * 86_400_000).toISOString();
  const { key } = await createApiKey(deps, ctx, { name: "demo", scopes: ["*"], expiresAt });
  return { tenant, key, members: await createDemoMembers(deps, tenant.tenantId) };
}

type TenantDeps = Pick<Deps, "db" | "clock" | "policies">;

/** The demo tenant; made with the sample policies, as they are written in the sample vendor's folder, when there is none. */
export const ensureDemoTenant = async (deps: TenantDeps, folder: string): Promise<Tenant> =>
  (await findTenant(deps, DEMO_SLUG)) ?? newDemoTenant(deps, folder);

async function newDemoTenant(deps: TenantDeps, folder: string): Promise<Tenant> {
  const tenant = await createTenant(deps, { slug: DEMO_SLUG, name: "Oakskiff 栎舟软件" });
  const ctx = systemCtx(tenant.tenantId, "demo");
  const texts = await readPolicyTexts(resolve(folder, "policies"));
  await inTenant(deps.db, tenant.tenantId, (tx) =>
    publishAll({ tx, clock: deps.clock, ctx }, deps.policies, "sample", texts),
  );
  return tenant;
}

/** Imports a folder here and now, or goes on with an import of this source that was cut off. */
export async function importFolder(
  deps: Pick<Deps, "db" | "clock" | "imports">,
  tenantId: string,
  request: { readonly folder: string; readonly source: string },
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<ImportJob> {
  const ctx = systemCtx(tenantId, "import");
  const { jobId } =
    (await unfinishedImport(deps, ctx, request.folder)) ??
    (await startImport({ ...deps, limits: deps.imports.limits! }, ctx, request));
  return runImport({ ...deps.imports, onProgress }, ctx, jobId, signal, { takeOver: deps.db.kind === "embedded" });
}

/** An import of this folder that a dead process left behind: it is taken up where it stopped. */
async function unfinishedImport(
  deps: Pick<Deps, "db">,
  ctx: Ctx,
  folder: string,
): Promise<{ jobId: string } | undefined> {
  const jobs = await listImports(deps, ctx, 100);
  const left = jobs.find(
    (job) => job.folder === resolve(folder) && (job.status === "queued" || job.status === "running"),
  );
  return left && { jobId: left.id };
}
