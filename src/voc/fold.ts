import type { Database } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import { SLICE_NAMES, sliceValue } from "./slices.ts";
import { addToRollups, hasDeltas, lockFold, type RollupRow, takeDeltas } from "./store/rollups.ts";
import type { Delta } from "./store/tags.ts";

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Deltas in one transaction: on the embedded database a fold must never hold up a chat for long. */
const BATCH = { embedded: 200, native: 2_000 } as const;

/**
 * Folds the tenant's deltas into the rollups until none is left or `signal` aborts: each batch is taken away and counted
 * in one transaction, so it counts exactly once, whenever the process dies. Returns how many were folded.
 */
export async function foldTenant({ db, clock }: Deps, tenantId: string, signal?: AbortSignal): Promise<number> {
  const most = BATCH[db.kind];
  for (let total = 0; ; ) {
    const taken = await inTenant(db, tenantId, async (tx) => {
      if (!(await hasDeltas(tx))) return 0;
      await lockFold(tx, clock.now());
      const deltas = await takeDeltas(tx, most);
      const rows = sumDeltas(deltas);
      if (rows.length > 0) await addToRollups(tx, rows);
      return deltas.length;
    });
    total += taken;
    if (taken < most || signal?.aborted) return total;
  }
}

/** What the deltas add up to, for every slice that they belong to; sums of nothing but zeros are left out. */
function sumDeltas(deltas: readonly Delta[]): RollupRow[] {
  const sums = new Map<string, { dimension: string; value: string; day: string; counts: number[] }>();
  for (const delta of deltas)
    for (const dimension of SLICE_NAMES) {
      const value = sliceValue(dimension, delta);
      const key = JSON.stringify([dimension, value, delta.day]);
      const row = sums.get(key) ?? { dimension, value, day: delta.day, counts: [] };
      while (row.counts.length <= delta.kind) row.counts.push(0);
      row.counts[delta.kind]! += delta.change;
      sums.set(key, row);
    }
  return [...sums.values()].filter(({ counts }) => counts.some((n) => n !== 0));
}
