import { sealAudit } from "../access/audit-seal.ts";
import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/log.ts";
import { repeatForTenants } from "./repeat.ts";

const EVERY_MS = 1_000;

/** Seals the audit rows of every tenant once a second. Returns a stop that waits for the round. */
export const sealEverySecond = (deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): (() => Promise<void>) => repeatForTenants(deps, "seal-audit", EVERY_MS, (tenantId) => sealAudit(deps, tenantId));
