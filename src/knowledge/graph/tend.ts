import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import { graphName, graphRule, MOST_GRAPHS } from "./rules.ts";
import { activeSize, buildGraph, dropGraph, graphsInUse, setGraph, storedGraphs } from "./store.ts";

export interface GraphDeps {
  readonly db: Database;
  /** Numbers up to which vectors are compared one by one; the default is the measured border. */
  readonly exactMost?: number;
}

/**
 * Gives a tenant's answering model a graph when its vectors are too many to compare each, and takes it away when they are
 * few again. Search compares all vectors until the graph is complete, and from before it is dropped. On a server only.
 */
export async function tendGraph({ db, exactMost }: GraphDeps, tenantId: string): Promise<"built" | "dropped" | "kept"> {
  if (db.kind !== "native") return "kept";
  const size = await inTenant(db, tenantId, activeSize);
  if (size === null) return "kept";
  const { model, dimensions, rows, graph } = size;
  const wanted = graphRule({ rows, dimensions, hasGraph: graph !== null }, exactMost);
  if ((wanted === "graph") === (graph !== null)) return "kept";
  if (graph !== null) {
    await inTenant(db, tenantId, (tx) => setGraph(tx, model, null));
    await dropGraph(db, graph);
    return "dropped";
  }
  const name = graphName(tenantId, model);
  const stored = await storedGraphs(db);
  const own = stored.find((one) => one.name === name);
  // Another process is at it.
  if (own?.building) return "kept";
  if (own === undefined && stored.length >= MOST_GRAPHS) return "kept";
  if (own !== undefined && !own.valid) await dropGraph(db, name);
  await buildGraph(db, { name, tenantId, model, dimensions });
  const isValid = (await storedGraphs(db)).some((one) => one.name === name && one.valid);
  if (!isValid) return "kept";
  await inTenant(db, tenantId, (tx) => setGraph(tx, model, name));
  return "built";
}

/** Drops graphs that no model uses any more: of models that were changed, and of builds that the server broke off. */
export async function dropForgottenGraphs({ db }: GraphDeps): Promise<number> {
  if (db.kind !== "native") return 0;
  let dropped = 0;
  for (const { name, tenantId, building, valid } of await storedGraphs(db)) {
    if (building) continue;
    const used = tenantId === null ? false : (await inTenant(db, tenantId, graphsInUse)).has(name);
    // A valid one may have been built a moment ago, its model not told yet; it is looked at again in the next round.
    if (used || (valid && tenantId !== null && (await isWanted(db, tenantId, name)))) continue;
    await dropGraph(db, name);
    dropped += 1;
  }
  return dropped;
}

async function isWanted(db: Database, tenantId: string, name: string): Promise<boolean> {
  const size = await inTenant(db, tenantId, activeSize);
  return size !== null && graphName(tenantId, size.model) === name;
}
