import { createHash } from "node:crypto";

/** Numbers (rows times dimensions) that are compared one by one; with more a comparison takes longer than 10 ms. */
export const EXACT_MOST = 3_000_000;
/** A tenant that shrinks keeps its graph until it is well below, so that one at the border does not build again and again. */
const KEEP_FROM = 2_000_000;
/** What pgvector's HNSW takes of half precision. */
const MOST_DIMENSIONS = 4_000;
/**
 * Graphs in one database: each statement on the table opens all of them. Tenants beyond are searched exactly, which takes
 * longer and finds no less.
 */
export const MOST_GRAPHS = 64;

export const GRAPH_PREFIX = "chunk_vector_graph_";

/** The index of one tenant and model; two of them never share a name. */
export const graphName = (tenantId: string, model: string): string =>
  GRAPH_PREFIX + createHash("sha256").update(`${tenantId} ${model}`).digest("hex").slice(0, 24);

/** What becomes of a model's graph at this size. */
export function graphRule(
  { rows, dimensions, hasGraph }: { readonly rows: number; readonly dimensions: number; readonly hasGraph: boolean },
  exactMost: number = EXACT_MOST,
): "graph" | "exact" {
  if (dimensions > MOST_DIMENSIONS) return "exact";
  return rows * dimensions > (hasGraph ? Math.min(KEEP_FROM, exactMost) : exactMost) ? "graph" : "exact";
}
