import { gaussian } from "../../../src/models/linear/random.ts";
import type { Random } from "../../random.ts";
import type { VectorTenant } from "./vector-tenants.ts";

/** Sums of products in another order differ by this much at most. */
const ROUNDING = 1e-5;

/** What a search should have found: how many of its finds belong to the true ones, and how many there are. */
export interface Compared {
  readonly right: number;
  readonly wanted: number;
}

/**
 * Compares with every vector of the tenant that `visible` lets through: the `top` nearest, where a find as near as the
 * last of them is right too, and one that must not be seen is wrong.
 */
export function compareNearest(
  { vectors, dimensions, count, ids }: VectorTenant,
  asked: Float32Array,
  hits: readonly { readonly chunkId: string }[],
  { top, visible = () => true }: { readonly top: number; readonly visible?: (place: number) => boolean },
): Compared {
  const similarities = new Float32Array(count).fill(Number.NEGATIVE_INFINITY);
  /** The best so far, best first. */
  const best: number[] = [];
  for (let place = 0; place < count; place += 1) {
    if (!visible(place)) continue;
    let sum = 0;
    for (let i = 0, at = place * dimensions; i < dimensions; i += 1) sum += vectors[at + i]! * asked[i]!;
    similarities[place] = sum;
    if (best.length === top && sum <= best[top - 1]!) continue;
    const behind = best.findIndex((other) => other < sum);
    best.splice(behind === -1 ? best.length : behind, 0, sum);
    if (best.length > top) best.pop();
  }
  const last = best.at(-1) ?? 0;
  const right = new Set(
    hits.map(({ chunkId }) => ids.get(chunkId)!).filter((at) => similarities[at]! >= last - ROUNDING),
  );
  return { right: right.size, wanted: best.length };
}

/** A unit vector near another, or anywhere, rounded as the database keeps it. */
export function vectorAround(
  centre: Float32Array | null,
  spread: number,
  dimensions: number,
  random: Random,
): Float32Array {
  const raw = Float32Array.from(
    { length: dimensions },
    (_, i) => (centre?.[i] ?? 0) + (spread * gaussian(random.next)) / Math.sqrt(dimensions),
  );
  const length = Math.sqrt(raw.reduce((sum, value) => sum + value * value, 0));
  return raw.map((value) => Math.f16round(value / length));
}
