import { setTimeout as sleep } from "node:timers/promises";
import { listTenantIds } from "../access/tenants.ts";
import { inBackground } from "../db/background.ts";
import type { Database } from "../db/pool.ts";
import type { Logger } from "../kernel/log.ts";

interface Deps {
  readonly db: Database;
  readonly log: Logger;
  /** The tenants of a round; all of them when left out. */
  readonly tenants?: () => Promise<string[]>;
  /** Lets a round begin before its time. */
  readonly bell?: Bell;
}

/** Rung by whoever makes work; a ring during a round begins another one after it. */
export interface Bell {
  ring(): void;
  /** Aborts at the next ring; aborted already after one that was not answered. */
  heard(): AbortSignal;
  /** A round begins that does what was rung for. */
  answered(): void;
}

export function createBell(): Bell {
  let next = new AbortController();
  return {
    ring: () => next.abort(),
    heard: () => next.signal,
    answered: () => {
      if (next.signal.aborted) next = new AbortController();
    },
  };
}

/** What is done for one tenant; it ends early when `signal` aborts. */
type Run = (tenantId: string, signal: AbortSignal) => Promise<unknown>;

/**
 * Runs `run` for every tenant every `everyMs`, one round at a time, in the background. A tenant whose run fails holds up
 * no other one; it is tried again in the next round. Returns a stop that waits for the round.
 */
export function repeatForTenants(deps: Deps, name: string, everyMs: number, run: Run): () => Promise<void> {
  const stopping = new AbortController();
  const { bell } = deps;
  const pause = async () => {
    const ends = bell === undefined ? [stopping.signal] : [stopping.signal, bell.heard()];
    await sleep(everyMs, undefined, { signal: AbortSignal.any(ends) }).catch(() => {});
    bell?.answered();
  };
  const loop = async () => {
    for (await pause(); !stopping.signal.aborted; await pause())
      await inBackground(() => runRound(deps, name, run, stopping.signal));
  };
  const running = loop();
  return async () => {
    stopping.abort();
    await running;
  };
}

/** One round over all tenants, until `signal` aborts. Never throws. */
export async function runRound(
  { db, log, tenants: chosen }: Deps,
  name: string,
  run: Run,
  signal: AbortSignal,
): Promise<void> {
  const failed = (tenantId: string | null) => (error: unknown) =>
    log.warn({ job: name, tenantId, error }, "A regular job failed; it is tried again.");
  const tenants = await (chosen?.() ?? listTenantIds({ db })).catch((error: unknown) => {
    failed(null)(error);
    return [];
  });
  for (const tenantId of tenants) {
    if (signal.aborted) return;
    await run(tenantId, signal).catch(failed(tenantId));
  }
}
