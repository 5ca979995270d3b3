import type { Database } from "../../src/db/pool.ts";
import { importDemoHistory } from "../../src/jobs/demo-history/run.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import type { Policies } from "../../src/policy/policies.ts";
import { foldFacts } from "../../src/reports/facts/fold.ts";
import { foldTenant } from "../../src/voc/fold.ts";
import { findThemes } from "../../src/voc/themes/themes.ts";

/** A year of the demo's history in this tenant, measured and counted; few tickets, so that it is quick. */
export async function giveHistory(db: Database, tenantId: string, policies: Policies, tickets: number): Promise<void> {
  const deps = { db, clock: systemClock, policies };
  const ofTenant = { ...deps, policies: async () => policies };
  await importDemoHistory(deps, systemCtx(tenantId, "demo-history"), { months: 12, seed: 7, tickets }, () => {});
  await foldFacts(ofTenant, tenantId, new Date(0));
  await foldTenant(deps, tenantId);
  await findThemes(ofTenant, tenantId);
}
