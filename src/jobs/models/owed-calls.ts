import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";

/** Writes what one call took. */
export type Keep = (tx: Tx) => void;

/** Whoever is given `keep` calls it in a transaction that is committed, even where what asked for the call fails. */
export type Owe = (keep: Keep) => Promise<void>;

/** What calls took and nobody has kept yet. */
export interface OwedCalls {
  readonly owe: Owe;
  /** `run` calls `keep` in the transaction that it ends with; where it fails they are kept in one of their own. */
  readonly keptWith: <Result>(run: (keep: Keep) => Promise<Result>) => Promise<Result>;
}

/** Saves a transaction for every call: what it took is written beside what it was made for, and by itself if it ends later. */
export function owedCalls(db: Database, tenantId: string): OwedCalls {
  const owed: Keep[] = [];
  let isKept = false;
  const keepAlone = (keep: Keep) => inTenant(db, tenantId, async (tx) => keep(tx));
  const keepAll: Keep = (tx) => {
    isKept = true;
    for (const keep of owed) keep(tx);
  };
  return {
    owe: async (keep) => {
      if (isKept) await keepAlone(keep);
      else owed.push(keep);
    },
    keptWith: (run) =>
      run(keepAll).catch(async (error: unknown) => {
        isKept = true;
        if (owed.length > 0) await keepAlone(keepAll);
        throw error;
      }),
  };
}
