import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/log.ts";
import { type FoldDeps, foldFacts } from "../reports/facts/fold.ts";
import { repeatForTenants } from "./repeat.ts";

const EVERY_MS = 10_000;
/** Longer than any transaction lasts: what is committed late is found all the same. */
const LOOK_BACK_MS = 2 * 3_600_000;
const ALL_EVERY_MS = 3_600_000;

/** Keeps the facts that reports rest on at most some seconds behind; once an hour all tickets are looked at. */
export function foldFactsOften(deps: FoldDeps & { readonly clock: Clock; readonly log: Logger }): () => Promise<void> {
  const lookedAtAll = new Map<string, number>();
  return repeatForTenants(deps, "fold-facts", EVERY_MS, async (tenantId, signal) => {
    const now = deps.clock.now().getTime();
    const all = now - (lookedAtAll.get(tenantId) ?? 0) >= ALL_EVERY_MS;
    await foldFacts(deps, tenantId, new Date(all ? 0 : now - LOOK_BACK_MS), signal);
    if (all) lookedAtAll.set(tenantId, now);
  });
}
