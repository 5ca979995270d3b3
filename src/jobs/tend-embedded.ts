import { setTimeout as sleep } from "node:timers/promises";
import { inBackground } from "../db/background.ts";
import { type TendedPages, tendTables } from "../db/embedded/housekeeping.ts";
import type { Database } from "../db/pool.ts";
import type { Logger } from "../kernel/log.ts";

const EVERY_MS = 10 * 60_000;
const FIRST_MS = 30_000;

/** Tends the embedded database's tables every ten minutes; a server tends its own. Returns a stop that waits for the round. */
export function tendEmbedded({ db, log }: { readonly db: Database; readonly log: Logger }): () => Promise<void> {
  const stopping = new AbortController();
  const tended: TendedPages = new Map();
  const { signal } = stopping;
  const rounds = async () => {
    for (let pause = FIRST_MS; !signal.aborted; pause = EVERY_MS) {
      await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      await inBackground(() => tendTables(db, tended, signal)).catch((error: unknown) => {
        if (!signal.aborted) log.warn({ error }, "Tending the embedded database failed; it is tried again.");
      });
    }
  };
  const running = db.kind === "embedded" ? rounds() : Promise.resolve();
  return async () => {
    stopping.abort();
    await running;
  };
}
