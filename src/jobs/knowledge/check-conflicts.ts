import type { Database } from "../../db/pool.ts";
import type { Clock } from "../../kernel/clock.ts";
import { systemCtx } from "../../kernel/ctx.ts";
import type { Logger } from "../../kernel/log.ts";
import { checkConflicts } from "../../knowledge/freshness/check.ts";
import { repeatForTenants } from "../repeat.ts";

const EVERY_MS = 60_000;
/** Times a check's own duration that it rests: one of ten thousand articles takes half a minute of a busy process. */
const REST = 10;

/**
 * Looks for contradictions among every tenant's articles within a minute of a change, and later where there are so many
 * that it takes long. Returns a stop that waits.
 */
export function checkConflictsEveryMinute(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): () => Promise<void> {
  const now = () => deps.clock.now().getTime();
  const restsUntil = new Map<string, number>();
  return repeatForTenants(deps, "check-conflicts", EVERY_MS, async (tenantId, signal) => {
    const began = now();
    if (began < (restsUntil.get(tenantId) ?? 0)) return;
    const found = await checkConflicts(deps, systemCtx(tenantId, "check-conflicts"), signal);
    restsUntil.set(tenantId, now() + REST * (now() - began));
    if (found !== null && found > 0) deps.log.info({ tenantId, found }, "Articles contradict each other.");
  });
}
