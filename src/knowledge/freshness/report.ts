import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import type { ArticleDeps } from "../articles/verbs.ts";
import { agesAt } from "./ages.ts";
import { type ConflictRow, openConflicts } from "./store/conflicts.ts";
import { countsByOwner, expiringArticles, type FreshnessRow, type OwnerCounts, staleArticles } from "./store/report.ts";

const MOST = 200;

export interface FreshnessReport {
  readonly counts: Omit<OwnerCounts, "owner"> & { readonly conflicts: number };
  readonly owners: readonly (OwnerCounts & { readonly conflicts: number })[];
  /** The first 200 of each list, the most urgent first. */
  readonly stale: readonly FreshnessRow[];
  readonly expiring: readonly FreshnessRow[];
  readonly conflicts: readonly ConflictRow[];
}

/** How fresh the published articles are, of one owner or of all. Days count back and forth from now. */
export async function freshnessReport(
  deps: ArticleDeps,
  ctx: Ctx,
  options: { readonly owner?: string; readonly staleDays: number; readonly expiringDays: number },
): Promise<FreshnessReport> {
  const ages = agesAt(deps.clock.now(), options.staleDays, options.expiringDays);
  const query = { ...ages, owner: options.owner, limit: MOST };
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const byOwner = await countsByOwner(tx, query);
    const concerns = ({ aOwner, bOwner }: ConflictRow, owner: string | null) => aOwner === owner || bOwner === owner;
    const all = await openConflicts(tx, MOST);
    const conflicts = options.owner === undefined ? all : all.filter((row) => concerns(row, options.owner!));
    const owners = byOwner.map((counts) => ({
      ...counts,
      conflicts: conflicts.filter((row) => concerns(row, counts.owner)).length,
    }));
    return {
      counts: { ...total(byOwner), conflicts: conflicts.length },
      owners,
      stale: await staleArticles(tx, query),
      expiring: await expiringArticles(tx, query),
      conflicts,
    };
  });
}

function total(rows: readonly OwnerCounts[]): Omit<OwnerCounts, "owner"> {
  const sum = (of: keyof Omit<OwnerCounts, "owner">) => rows.reduce((all, row) => all + row[of], 0);
  return {
    published: sum("published"),
    drafts: sum("drafts"),
    stale: sum("stale"),
    expiring: sum("expiring"),
    expired: sum("expired"),
    fileChanges: sum("fileChanges"),
  };
}
