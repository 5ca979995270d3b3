import type { Tx } from "../../db/pool.ts";
import type { SearchQuery } from "../types.ts";
import { bestSlots } from "./score.ts";
import { type FoundChunk, visibleChunks } from "./store.ts";

/** Candidates fetched at first for each hit that is wanted, and at least. */
const PER_HIT = 4;
const AT_LEAST = 100;
/** Each further step takes this many times as many. */
const DEEPER = 8;

/**
 * The best-scored chunks that the filter lets through: one statement for most questions; deeper when too few survive.
 */
export async function candidatesFor(tx: Tx, scores: Float32Array, query: SearchQuery): Promise<FoundChunk[]> {
  const found: FoundChunk[] = [];
  let taken = 0;
  for (let count = Math.max(AT_LEAST, PER_HIT * query.limit); ; count *= DEEPER) {
    const slots = bestSlots(scores, count);
    const next = slots.slice(taken);
    if (next.length > 0) found.push(...(await visibleChunks(tx, next, query.filter)));
    taken = slots.length;
    if (found.length >= query.limit || slots.length < count) return found;
  }
}
