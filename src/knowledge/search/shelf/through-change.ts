import type { Database } from "../../../db/pool.ts";
import { inTenant } from "../../../db/tenant.ts";
import { within } from "../../../kernel/within.ts";
import type { Embedder } from "../../../models/ports.ts";
import type { Search } from "../../types.ts";
import { activeModel } from "../../vector-models.ts";
import { createSearch, createSearchWithin, type SearchOfTenant, type SearchWithin } from "../search.ts";
import type { KnowledgeState } from "../store.ts";
import { createShelves } from "./shelf.ts";

export interface ThroughChangeDeps {
  readonly db: Database;
  /** The configured model. */
  readonly embedder: Embedder;
  /** The embedder of another model that a tenant's vectors may be of; undefined when it cannot be asked any more. */
  readonly embedderById: (model: string) => Promise<Embedder | undefined>;
}

/** A search by one model, in a transaction of its own or within another. */
interface ByModel {
  readonly embedder: Embedder;
  readonly search: SearchOfTenant;
  readonly within: SearchWithin;
}

const MOST_TENANTS = 10_000;
/** A model whose server is asked what it is: words alone answer until it has said so. */
const FOUND_WITHIN_MS = 3_000;

/**
 * The search of each tenant, by the model its vectors are complete for: after a change that is the former until the last
 * passage is embedded, so that nothing is lost meanwhile. A search that meets a switch is asked again by the new model.
 */
export function createSearchThroughChange(deps: ThroughChangeDeps) {
  const shelves = createShelves();
  const byModel = (embedder: Embedder): ByModel => ({
    embedder,
    search: createSearch({ db: deps.db, embedder, shelves }),
    within: createSearchWithin(embedder),
  });
  const configured = byModel(deps.embedder);
  const made = new Map([[deps.embedder.id, configured]]);
  /** The model that each tenant was last answered by. */
  const last = new Map<string, string>();

  const searchBy = async (model: string | null | undefined): Promise<ByModel> => {
    if (model === null || model === undefined) return configured;
    const known = made.get(model);
    if (known) return known;
    const embedder = await within(FOUND_WITHIN_MS, () => deps.embedderById(model));
    if (embedder === undefined) return configured;
    const found = byModel(embedder);
    made.set(model, found);
    return found;
  };
  return {
    search:
      (tenantId: string, met?: KnowledgeState): Search =>
      async (query) => {
        const first = await searchBy(last.get(tenantId));
        const found = await first.search(tenantId, met)(query);
        if (found.vectorModel === first.embedder.id || !found.vectorModel) return found;
        const next = await searchBy(found.vectorModel);
        if (next === first) return found;
        if (last.size >= MOST_TENANTS) last.clear();
        last.set(tenantId, next.embedder.id);
        return next.search(tenantId)(query);
      },
    /** The same search for use within a transaction, with the model whose vector of the question it wants. */
    withinFor: async (tenantId: string): Promise<{ readonly within: SearchWithin; readonly embedder: Embedder }> =>
      searchBy((await inTenant(deps.db, tenantId, activeModel))?.model),
  };
}
