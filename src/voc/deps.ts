import type { Database, Tx } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Policies } from "../policy/policies.ts";

/** What every verb about the voice of the customer is given. */
export interface VocDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** The policies that decide now, read in the caller's transaction; tags are read under their taxonomy. */
  readonly policies: (tx: Tx) => Promise<Policies>;
  /** Queues the job that runs a backfill, in the transaction that starts it. */
  readonly enqueueBackfill: (tx: Tx, backfillId: string) => Promise<void>;
}

/** What verbs need that change no taxonomy. */
export type TagDeps = Omit<VocDeps, "enqueueBackfill">;
