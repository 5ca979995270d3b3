import { foldUsage } from "../access/model-usage.ts";
import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/log.ts";
import { repeatForTenants } from "./repeat.ts";

const EVERY_MS = 10_000;

/** Adds up every tenant's model calls. Returns a stop that waits for the round. */
export const foldUsageRegularly = (deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): (() => Promise<void>) => repeatForTenants(deps, "fold-usage", EVERY_MS, (tenantId) => foldUsage(deps, tenantId));
