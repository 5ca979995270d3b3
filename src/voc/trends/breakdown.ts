import type { Tx } from "../../db/pool.ts";
import { previousRange, type Range, requireRange } from "../periods.ts";
import { type Slice, type SliceName, shownValue } from "../slices.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { levelOf, type TreeName } from "../trees.ts";
import { countsByDay, countsByValue } from "./counts.ts";
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
  return { total, values: valueCounts(counts!, earlier!, total) };
}

/** Tickets of one level of a tree, with what is needed to go down, up, and to the words. */
export interface TreeLevel {
  readonly total: number;
  readonly path: readonly string[];
  readonly values: readonly (ValueCount & { readonly slice: Slice; readonly opens: boolean })[];
}

/**
 * Tickets that carry these tags by the nodes of one level of a tree, the most frequent first: the top, or what stands
 * right below `within`. `total` is all that stands there. Throws `invalid` for a node that is not there.
 */
export async function treeLevel(
  tx: Tx,
  taxonomy: Taxonomy,
  range: Range,
  query: { readonly tags: readonly string[]; readonly tree: TreeName; readonly within: string | null },
): Promise<TreeLevel> {
  requireRange(range, MOST, "Ask for less.");
  const ordinals = kindsOf(taxonomy, query.tags).map(({ ordinal }) => ordinal);
  const level = levelOf(taxonomy, query.tree, query.within);
  const count = async (over: Range) => {
    const found = new Map<string, number>();
    for (const [stored, vector] of await countsByValue(tx, taxonomy, over, level.dimension)) {
      const node = level.nodeOf(stored);
      const held = countOf(vector, ordinals);
      if (node !== null && held > 0) found.set(node, (found.get(node) ?? 0) + held);
    }
    return found;
  };
  const counts = await count(range);
  const earlier = await count(previousRange(range));
  const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const values = valueCounts(counts, earlier, total).map((one) => ({
    ...one,
    slice: { dimension: level.of, value: level.sliceOf(one.value) },
    opens: level.opens(one.value),
  }));
  return { total, path: level.path, values };
}

/** Values with what was before, the most frequent first. */
const valueCounts = (counts: ReadonlyMap<string, number>, earlier: ReadonlyMap<string, number>, total: number) =>
  [...new Set([...counts.keys(), ...earlier.keys()])]
    .map((value): ValueCount => {
      const count = counts.get(value) ?? 0;
      return { value, count, share: ratio(count, total), previous: earlier.get(value) ?? 0 };
    })
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));

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

/** A unit, or the one of a team, and all that it stands under. */
function unitsAbove(taxonomy: Taxonomy, stored: string): string[] {
  // A tag from before the team had a unit is stored under the team.
  const code = taxonomy.unitOf(stored);
  const parent = taxonomy.units.find((unit) => unit.code === code)?.parent;
  return [code, ...(parent === undefined ? [] : unitsAbove(taxonomy, parent))];
}
