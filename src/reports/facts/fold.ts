import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Policies } from "../../policy/policies.ts";
import { measureBy, measureTicket } from "./measure.ts";
import { readSources, ticketsBehind } from "./read.ts";
import { writeFacts } from "./write.ts";

/** Few enough that nobody waits for a batch on the one embedded connection. */
const BATCH = 60;

export interface FoldDeps {
  readonly db: Database;
  /** The policies that decide now. */
  readonly policies: (tx: Tx) => Promise<Policies>;
}

/**
 * Brings the facts of all tickets changed since `since` up to date, batch by batch, each in its own transaction; ends
 * early when `signal` aborts. Doing it again changes nothing. Gives the number of tickets measured.
 */
export async function foldFacts(
  { db, policies }: FoldDeps,
  tenantId: string,
  since: Date,
  signal?: AbortSignal,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  let done = 0;
  for (let found = BATCH; found === BATCH && !signal?.aborted; done += found) {
    found = await inTenant(db, tenantId, async (tx) => {
      const ids = await ticketsBehind(tx, since, BATCH);
      if (ids.length === 0) return 0;
      const measure = measureBy((await policies(tx)).sla);
      const { sources, drafts } = await readSources(tx, ids);
      await writeFacts(
        tx,
        sources.map((source) => measureTicket(measure, source)),
        drafts,
      );
      return ids.length;
    });
    onProgress(done + found);
  }
  return done;
}
