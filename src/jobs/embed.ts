import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import { systemCtx } from "../kernel/ctx.ts";
import type { Logger } from "../kernel/log.ts";
import { embedPassages } from "../knowledge/dense.ts";
import type { Embedder } from "../models/ports.ts";
import { repeatForTenants } from "./repeat.ts";

const EVERY_MS = 60_000;

/**
 * Embeds every tenant's new passages once a minute, and all of them after the configured model has changed. A model
 * that fails is asked again a minute later; meanwhile passages are found by their words. Returns a stop that waits.
 */
export function embedEveryMinute(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly embedder: Embedder;
}): () => Promise<void> {
  return repeatForTenants(deps, "embed", EVERY_MS, async (tenantId, signal) => {
    const done = await embedPassages(deps, systemCtx(tenantId, "embed"), signal);
    if (done > 0) deps.log.info({ tenantId, passages: done, model: deps.embedder.id }, "Passages were embedded.");
  });
}
