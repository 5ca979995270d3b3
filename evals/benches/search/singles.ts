import type { Database } from "../../../src/db/pool.ts";
import { inTenant } from "../../../src/db/tenant.ts";
import { AUDIENCES } from "../../../src/kernel/labels.ts";
import { createSearch } from "../../../src/knowledge/search/search.ts";
import { filterSql, passagesAt } from "../../../src/knowledge/search/store.ts";
import { nearest } from "../../../src/knowledge/vectors.ts";
import type { Embedder } from "../../../src/models/ports.ts";
import type { Peer } from "./peers.ts";

/** The product's search by one way only, which the fusion of both must not fall behind. */
export const SINGLES = ["ours, words alone", "ours, vectors alone"] as const;

const nothing = () => Promise.resolve();

export function singleWays(db: Database, tenantId: string, embedder: Embedder): Peer[] {
  const byWords = createSearch({ db })(tenantId);
  const filter = () => ({ audiences: AUDIENCES, at: new Date() });
  return [
    {
      name: SINGLES[0],
      search: async (text, limit) => (await byWords({ text, filter: filter(), limit })).hits.map(({ path }) => path),
      close: nothing,
    },
    {
      name: SINGLES[1],
      search: async (text, limit) => {
        const [vector] = await embedder.embed([text]);
        return inTenant(db, tenantId, async (tx) => {
          const where = filterSql(filter(), 5);
          const slots = (await nearest(tx, { model: embedder.id, vector: vector!, limit, where })).map(
            ({ slot }) => slot,
          );
          const passages = await passagesAt(tx, slots);
          return slots.map((slot) => passages.get(slot)!.path);
        });
      },
      close: nothing,
    },
  ];
}
