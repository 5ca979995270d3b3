import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/log.ts";
import { foldTenant } from "../voc/fold.ts";
import { repeatForTenants } from "./repeat.ts";

/** Readers add what is not folded yet, so the pause only decides how much that is. */
const EVERY_MS = 2_000;

/** Folds the tag changes of every tenant into its rollups. Returns a stop that waits for the round. */
export const foldVocRegularly = (deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): (() => Promise<void>) =>
  repeatForTenants(deps, "fold-voc", EVERY_MS, (tenantId, signal) => foldTenant(deps, tenantId, signal));
