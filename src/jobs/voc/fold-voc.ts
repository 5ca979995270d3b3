import type { Database } from "../../db/pool.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/log.ts";
import { foldTenant } from "../../voc/fold.ts";
import { repeatForTenants } from "../repeat.ts";

/** Readers add what is not folded yet, so the pause only decides how much that is; many changes fold as fast as a few. */
const EVERY_MS = 10_000;
/** What other processes wrote, and corrections and backfills, are found by looking at every tenant. */
const EVERYBODY_MS = 60_000;

/**
 * Folds the tag changes of tenants that this process has just tagged for, every ten seconds, and those of every tenant
 * once a minute. Returns a stop that waits for the round.
 */
export const foldVocRegularly = (deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Tenants that were tagged for since the last round; emptied by it. */
  readonly touched: Set<string>;
}): (() => Promise<void>) => {
  const taken = async () => {
    const tenants = [...deps.touched];
    deps.touched.clear();
    return tenants;
  };
  const fold = (tenantId: string, signal: AbortSignal) => foldTenant(deps, tenantId, signal);
  const stops = [
    repeatForTenants({ ...deps, tenants: taken }, "fold-voc", EVERY_MS, fold),
    repeatForTenants(deps, "fold-voc", EVERYBODY_MS, fold),
  ];
  return async () => void (await Promise.all(stops.map((stop) => stop())));
};
