import type { Database } from "./pool.ts";
import { asWorker } from "./tenant.ts";

/** How a kind of job stands, over all processes and tenants. */
export interface QueueState {
  readonly kind: string;
  /** Due and waiting. */
  readonly depth: number;
  readonly active: number;
  /** Given up, and kept for a while. */
  readonly failed: number;
  /** Seconds for which the longest waiting one has been due; 0 when none waits. */
  readonly oldestS: number;
}

/** Reads the queue of each kind. Sees names and times, no tenant. */
export async function readQueues(db: Database, kinds: readonly string[], now: Date): Promise<QueueState[]> {
  const { rows } = await asWorker(db, (connection) =>
    connection.query<QueueState>(
      `select k.kind, count(*) filter (where j.state < 'active' and j.start_after <= $2)::int as depth,
         count(*) filter (where j.state = 'active')::int as active,
         count(*) filter (where j.state = 'failed')::int as failed,
         greatest(0, coalesce(extract(epoch from $2 - min(j.start_after) filter (where j.state < 'active')), 0))::float8 as "oldestS"
       from unnest($1::text[]) as k (kind) left join jobs.job j on j.name = k.kind and j.state in ('created', 'retry', 'active', 'failed')
       group by k.kind order by k.kind`,
      [kinds, now],
    ),
  );
  return rows;
}
