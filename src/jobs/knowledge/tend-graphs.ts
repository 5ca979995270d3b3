import { listTenantIds } from "../../access/tenants.ts";
import type { Logger } from "../../kernel/log.ts";
import { dropForgottenGraphs, type GraphDeps, tendGraph } from "../../knowledge/graph/tend.ts";
import { repeatForTenants } from "../repeat.ts";

const EVERY_MS = 10 * 60_000;

/**
 * Every ten minutes builds graphs for tenants with more vectors than can be compared each, and drops those that are not
 * needed any more. Returns a stop that waits.
 */
export function tendGraphs(deps: GraphDeps & { readonly log: Logger }): () => Promise<void> {
  if (deps.db.kind !== "native") return () => Promise.resolve();
  const tenants = async () => {
    await dropForgottenGraphs(deps);
    return listTenantIds(deps);
  };
  return repeatForTenants({ ...deps, tenants }, "graphs", EVERY_MS, async (tenantId) => {
    const done = await tendGraph(deps, tenantId);
    if (done !== "kept") deps.log.info({ tenantId, done }, "A graph of vectors was built or dropped.");
  });
}
