import type { SearchQuery } from "../types.ts";
import { bestSlots } from "./score.ts";
import type { View } from "./shelf/view.ts";
import type { FoundChunk } from "./store.ts";

/** Candidates fetched at first for each hit that is wanted, and at least. */
const PER_HIT = 4;
const AT_LEAST = 100;
/** Each further step takes this many times as many. */
const DEEPER = 8;

/**
 * The best-scored chunks that the filter lets through; looks deeper when too few of the best survive. Stops where it is
 * not held what the filter lets through.
 */
export function candidatesFor(view: View, scores: Float32Array, query: SearchQuery): FoundChunk[] {
  const found: FoundChunk[] = [];
  let taken = 0;
  for (let count = Math.max(AT_LEAST, PER_HIT * query.limit); ; count *= DEEPER) {
    const slots = bestSlots(scores, count);
    found.push(...view.visible(slots.slice(taken), query.filter));
    taken = slots.length;
    if (found.length >= query.limit || slots.length < count || view.missing() !== null) return found;
  }
}
