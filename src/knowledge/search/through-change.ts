import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Embedder } from "../../models/ports.ts";
import type { Search } from "../types.ts";
import { activeModel } from "../vector-models.ts";
import { createSearch } from "./search.ts";

export interface ThroughChangeDeps {
  readonly db: Database;
  /** The configured model. */
  readonly embedder: Embedder;
  /** The embedder of another model that a tenant's vectors may still be of; undefined when it cannot be asked any more. */
  readonly formerEmbedder: (model: string) => Promise<Embedder | undefined>;
}

const MOST_TENANTS = 10_000;

/**
 * The search of each tenant, by the model its vectors are complete for: after a change of the configured one that is the
 * former until the last passage is embedded, so that nothing is lost meanwhile.
 */
export function createSearchThroughChange(deps: ThroughChangeDeps): (tenantId: string) => Search {
  const configured = createSearch(deps);
  const formers = new Map<string, (tenantId: string) => Search>();
  /** Tenants that the configured model answers for; none goes back to another while this process runs. */
  const settled = new Set<string>();
  const searchFor = async (tenantId: string): Promise<Search> => {
    const active = settled.has(tenantId) ? null : await inTenant(deps.db, tenantId, activeModel);
    if (active?.model === deps.embedder.id) {
      if (settled.size >= MOST_TENANTS) settled.clear();
      settled.add(tenantId);
    }
    if (active === null || active.model === deps.embedder.id) return configured(tenantId);
    const known = formers.get(active.model);
    if (known) return known(tenantId);
    const embedder = await deps.formerEmbedder(active.model).catch(() => undefined);
    if (embedder === undefined) return configured(tenantId);
    const search = createSearch({ db: deps.db, embedder });
    formers.set(active.model, search);
    return search(tenantId);
  };
  return (tenantId) => async (query) => (await searchFor(tenantId))(query);
}
