import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import { type ImportItem, problemItems } from "./store/items.ts";
import { jobAt, latestJobs, type NamedJob } from "./store/jobs.ts";

const MAX_PROBLEMS = 200;

export type ImportReport = NamedJob & {
  /** Failed files, then files skipped for a reason worth telling. */
  readonly problems: readonly Pick<ImportItem, "path" | "state" | "reason" | "line">[];
};

/** How an import stands. */
export async function importStatus(deps: { readonly db: Database }, ctx: Ctx, id: string): Promise<ImportReport> {
  if (!isUuid(id)) throw notFound("Import", id);
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const job = await jobAt(tx, id);
    if (!job) throw notFound("Import", id);
    const problems = await problemItems(tx, id, MAX_PROBLEMS);
    return { ...job, problems: problems.map(({ path, state, reason, line }) => ({ path, state, reason, line })) };
  });
}

/** The newest imports first. */
export const listImports = (deps: { readonly db: Database }, ctx: Ctx, limit = 20): Promise<NamedJob[]> =>
  inTenant(deps.db, ctx.tenantId, (tx) => latestJobs(tx, Math.min(Math.max(limit, 1), 100)));
