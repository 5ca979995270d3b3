import type { Tx } from "../../db/pool.ts";
import type { Range } from "../periods.ts";
import { type Slice, type SliceName, storedValues } from "../slices.ts";
import { readDays, readSlice } from "../store/rollups.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";

/** Counts by day: at each place the tickets that carry the kind of that ordinal. */
export type CountsByDay = ReadonlyMap<string, readonly number[]>;

const WHOLE: Slice = { dimension: "all", value: "" };

/** Counts of one slice by day; days without any are left out. Sums what is folded and what is not yet. */
export async function countsByDay(
  tx: Tx,
  taxonomy: Taxonomy,
  range: Range,
  slice: Slice = WHOLE,
): Promise<CountsByDay> {
  const rows = await readSlice(tx, slice.dimension, storedValues(taxonomy, slice), range.from, range.to);
  return summed(rows, taxonomy.width, ({ day }) => day);
}

/** Counts of every value of a dimension over a range, by stored value. */
export async function countsByValue(tx: Tx, taxonomy: Taxonomy, range: Range, dimension: SliceName) {
  return summed(await readDays(tx, dimension, null, range.from, range.to), taxonomy.width, ({ value }) => value);
}

interface Row {
  readonly counts: readonly number[] | null;
  readonly kind: number | null;
  readonly change: number | null;
}

function summed<R extends Row>(rows: readonly R[], width: number, keyOf: (row: R) => string): Map<string, number[]> {
  const sums = new Map<string, number[]>();
  for (const row of rows) {
    const key = keyOf(row);
    let counts = sums.get(key);
    if (counts === undefined) {
      counts = new Array<number>(width).fill(0);
      sums.set(key, counts);
    }
    if (row.counts !== null) for (let i = 0; i < row.counts.length; i++) counts[i]! += row.counts[i]!;
    else counts[row.kind!]! += row.change!;
  }
  return sums;
}
