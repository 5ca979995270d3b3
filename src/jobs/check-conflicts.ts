import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import { systemCtx } from "../kernel/ctx.ts";
import type { Logger } from "../kernel/log.ts";
import { checkConflicts } from "../knowledge/freshness/check.ts";
import { repeatForTenants } from "./repeat.ts";

const EVERY_MS = 60_000;

/** Looks for contradictions among every tenant's articles within a minute of a change. Returns a stop that waits. */
export function checkConflictsEveryMinute(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): () => Promise<void> {
  return repeatForTenants(deps, "check-conflicts", EVERY_MS, async (tenantId, signal) => {
    const found = await checkConflicts(deps, systemCtx(tenantId, "check-conflicts"), signal);
    if (found !== null && found > 0) deps.log.info({ tenantId, found }, "Articles contradict each other.");
  });
}
