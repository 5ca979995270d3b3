import { systemCtx } from "../../kernel/ctx.ts";
import type { Logger } from "../../kernel/log.ts";
import { type EmbedTenantDeps, embedTenant } from "../../knowledge/reembed/run.ts";
import { noteFailedTry, noteGoodTry } from "../../knowledge/reembed/tell.ts";
import { type Bell, repeatForTenants } from "../repeat.ts";

const EVERY_MS = 60_000;

/**
 * Embeds every tenant's new passages once a minute and when `bell` is rung, and all of them after the configured model or
 * the tenant's own choice has changed. A model that fails is asked again a minute later; meanwhile passages are found by
 * their words. Returns a stop that waits.
 */
export const embedEveryMinute = (
  deps: EmbedTenantDeps & { readonly log: Logger; readonly bell: Bell },
): (() => Promise<void>) =>
  repeatForTenants(deps, "embed", EVERY_MS, (tenantId, signal) => embedRound(deps, tenantId, signal));

/**
 * One tenant's share of a round. A change of the model that fails says so where people look at it, unless this round has got
 * on: if that was the end of it the next one fails at once.
 */
export async function embedRound(
  deps: EmbedTenantDeps & { readonly log: Logger },
  tenantId: string,
  signal: AbortSignal,
): Promise<void> {
  let good: Promise<void> | undefined;
  try {
    const done = await embedTenant(deps, systemCtx(tenantId, "embed"), signal, () => {
      good ??= noteGoodTry(deps, tenantId).catch((error: unknown) =>
        deps.log.warn({ tenantId, error }, "It was not noted that embedding goes on."),
      );
    });
    if (done > 0) deps.log.info({ tenantId, passages: done }, "Passages were embedded.");
  } catch (error) {
    if (!signal.aborted && good === undefined) await noteFailedTry(deps, tenantId, error);
    throw error;
  } finally {
    await good;
  }
}
