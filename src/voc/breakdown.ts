import type { Tx } from "../db/pool.ts";
import { countsByDay, countsByValue } from "./counts.ts";
import { previousRange, type Range, requireRange } from "./periods.ts";
import { type Slice, type SliceName, shownValue } from "./slices.ts";
import type { Taxonomy } from "./taxonomy.ts";
import { kindsOf, ratio, type TagChange, tagChanges } from "./trend.ts";

/** Longest range of a ranking or a breakdown, in days. */
const MOST = 400;

/** All tags of a range by frequency, with shares and ranks beside those of the range of the same length before. */
export async function ranking(tx: Tx, taxonomy: Taxonomy, range: Range, slice?: Slice): Promise<TagChange[]> {
  requireRange(range, MOST, "Ask for less.");
  const both = { from: previousRange(range).from, to: range.to };
  return tagChanges(taxonomy, await countsByDay(tx, taxonomy, both, slice), range, taxonomy.kinds);
}

/** How often a tag was said by one value of a dimension. */
export interface ValueCount {
  /** As callers name it: a code, a text, or `unknown`. */
  readonly value: string;
  readonly count: number;
  /** Of the tag's tickets; null when it has none. */
  readonly share: number | null;
  readonly previous: number;
}

/**
 * Tickets that carry these tags by each value of a dimension, the most frequent first; with several tags a ticket counts
 * once for each. A unit of the organisation holds those of all units below it, so their sum may be more than the total.
 */
export async function breakdown(
  tx: Tx,
  taxonomy: Taxonomy,
  range: Range,
  query: { readonly tags: readonly string[]; readonly dimension: SliceName },
): Promise<{ total: number; values: ValueCount[] }> {
  requireRange(range, MOST, "Ask for less.");
  const ordinals = kindsOf(taxonomy, query.tags).map(({ ordinal }) => ordinal);
  const now = await countsByValue(tx, taxonomy, range, query.dimension);
  const before = await countsByValue(tx, taxonomy, previousRange(range), query.dimension);
  const [counts, earlier] = [now, before].map((sums) => byShownValue(taxonomy, query.dimension, sums, ordinals));
  const total = [...now.values()].reduce((sum, vector) => sum + countOf(vector, ordinals), 0);
  const values = [...new Set([...counts!.keys(), ...earlier!.keys()])].map((value) => {
    const count = counts!.get(value) ?? 0;
    return { value, count, share: ratio(count, total), previous: earlier!.get(value) ?? 0 };
  });
  return { total, values: values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)) };
}

const countOf = (vector: readonly number[], ordinals: readonly number[]): number =>
  ordinals.reduce((sum, ordinal) => sum + (vector[ordinal] ?? 0), 0);

function byShownValue(
  taxonomy: Taxonomy,
  dimension: SliceName,
  sums: ReadonlyMap<string, readonly number[]>,
  ordinals: readonly number[],
): Map<string, number> {
  const found = new Map<string, number>();
  for (const [stored, vector] of sums) {
    const count = countOf(vector, ordinals);
    if (count === 0) continue;
    for (const value of dimension === "organisation" ? unitsAbove(taxonomy, stored) : [stored]) {
      const shown = shownValue(taxonomy, dimension, value);
      found.set(shown, (found.get(shown) ?? 0) + count);
    }
  }
  return found;
}

/** A unit and all that it stands under. */
function unitsAbove(taxonomy: Taxonomy, code: string): string[] {
  const parent = taxonomy.units.find((unit) => unit.code === code)?.parent;
  return [code, ...(parent === undefined ? [] : unitsAbove(taxonomy, parent))];
}
