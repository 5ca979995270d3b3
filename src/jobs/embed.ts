import { systemCtx } from "../kernel/ctx.ts";
import type { Logger } from "../kernel/log.ts";
import { type EmbedTenantDeps, embedTenant } from "../knowledge/reembed/run.ts";
import { repeatForTenants } from "./repeat.ts";

const EVERY_MS = 60_000;

/**
 * Embeds every tenant's new passages once a minute, and all of them after the configured model or the tenant's own choice
 * has changed. A model that fails is asked again a minute later; meanwhile passages are found by their words. Returns a
 * stop that waits.
 */
export function embedEveryMinute(deps: EmbedTenantDeps & { readonly log: Logger }): () => Promise<void> {
  return repeatForTenants(deps, "embed", EVERY_MS, async (tenantId, signal) => {
    const done = await embedTenant(deps, systemCtx(tenantId, "embed"), signal);
    if (done > 0) deps.log.info({ tenantId, passages: done }, "Passages were embedded.");
  });
}
