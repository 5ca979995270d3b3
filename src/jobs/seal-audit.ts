import { sealAudit } from "../access/audit-seal.ts";
import { listTenantIds } from "../access/tenants.ts";
import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/log.ts";

const EVERY_MS = 1_000;

/** Seals the audit rows of every tenant once a second, one round at a time. Returns a stop that waits for the round. */
export function sealEverySecond(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): () => Promise<void> {
  let stopped = false;
  let wake = () => {};
  const loop = async () => {
    while (!stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, EVERY_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (!stopped) await sealAll(deps);
    }
  };
  const running = loop();
  return async () => {
    stopped = true;
    wake();
    await running;
  };
}

async function sealAll({
  db,
  clock,
  log,
}: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): Promise<void> {
  try {
    for (const tenantId of await listTenantIds({ db })) await sealAudit({ db, clock }, tenantId);
  } catch (error) {
    log.warn(
      { error: error instanceof Error ? error.message : String(error) },
      "Sealing the audit failed; it is tried again.",
    );
  }
}
