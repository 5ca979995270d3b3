import { readFooting, saveFooting } from "../../db/model-footing.ts";
import type { Database } from "../../db/pool.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/log.ts";
import { Footing, type LadderStore } from "../../models/ladder.ts";

/** After that a provider is probed again: it may have learnt a stricter format since. */
const KEEP_MS = 30 * 24 * 3_600_000;
/** After that it is asked for a stream again: what refused one may have been a fault of the moment, or of a proxy. */
const WHOLE_MS = 24 * 3_600_000;

interface Learnt {
  readonly footing: Footing;
  readonly learntAt: Date;
}

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
  const memory = new Map<string, Learnt>();
  const tolerant = async <Value>(work: Promise<Value>): Promise<Value | undefined> =>
    work.catch((error: unknown) => {
      log.warn({ error }, "What is known of a model provider could not be read or kept.");
      return undefined;
    });
  const learnt = async (provider: string): Promise<Learnt | undefined> => {
    const known = memory.get(provider);
    if (known !== undefined) return known;
    const row = await tolerant(readFooting(db, provider));
    const footing = Footing.safeParse(row?.footing);
    if (row === undefined || !footing.success) return undefined;
    const stored = { footing: footing.data, learntAt: row.learntAt };
    memory.set(provider, stored);
    return stored;
  };
  return {
    read: async (provider) => {
      const known = await learnt(provider);
      if (known === undefined) return undefined;
      const age = clock.now().getTime() - known.learntAt.getTime();
      if (age > KEEP_MS) return undefined;
      return age > WHOLE_MS ? { ...known.footing, stream: true } : known.footing;
    },
    write: async (provider, footing) => {
      const learntAt = clock.now();
      memory.set(provider, { footing, learntAt });
      await tolerant(saveFooting(db, provider, footing, learntAt));
    },
  };
}
