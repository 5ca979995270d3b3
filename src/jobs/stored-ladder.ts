import { readFooting, saveFooting } from "../db/model-footing.ts";
import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/log.ts";
import { Footing, type LadderStore, memoryLadder } from "../models/ladder.ts";

/** After that a provider is probed again: it may have learnt a stricter format since. */
const KEEP_MS = 30 * 24 * 3_600_000;

/**
 * Remembers over restarts how each provider can be asked. This process keeps what it knows in memory; a database that
 * cannot be asked costs a probe, never an answer.
 */
export function storedLadder({
  db,
  clock,
  log,
}: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
}): LadderStore {
  const memory = memoryLadder();
  const tolerant = async <Value>(work: Promise<Value>): Promise<Value | undefined> =>
    work.catch((error: unknown) => {
      log.warn({ error }, "What is known of a model provider could not be read or kept.");
      return undefined;
    });
  return {
    read: async (provider) => {
      const known = await memory.read(provider);
      if (known !== undefined) return known;
      const since = new Date(clock.now().getTime() - KEEP_MS);
      const stored = Footing.safeParse(await tolerant(readFooting(db, provider, since)));
      if (!stored.success) return undefined;
      await memory.write(provider, stored.data);
      return stored.data;
    },
    write: async (provider, footing) => {
      await memory.write(provider, footing);
      await tolerant(saveFooting(db, provider, footing, clock.now()));
    },
  };
}
