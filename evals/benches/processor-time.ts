import { readdirSync, readFileSync } from "node:fs";
import type { Database } from "../../src/db/pool.ts";

/** Who takes processor time: the main thread, threads that the program began, the engine's own, the database's connections. */
export const TAKERS = ["main", "threads", "helpers", "server"] as const;
export type Taker = (typeof TAKERS)[number];

/** What the system's accounts say of each thread and connection by now, in µs. */
export type Accounts = ReadonlyMap<string, { readonly who: Taker; readonly time: number }>;

/** Null where the system keeps none (others than Linux). A server is heard of where it runs on this machine. */
export async function accountsNow(db: Database): Promise<Accounts | null> {
  const own = "/proc/self/task";
  const accounts = new Map<string, { who: Taker; time: number }>();
  try {
    for (const id of readdirSync(own)) {
      const name = readFileSync(`${own}/${id}/comm`, "utf8").trim();
      const who = Number(id) === process.pid ? "main" : name === "WorkerThread" ? "threads" : "helpers";
      accounts.set(id, { who, time: ranFor(`${own}/${id}`) });
    }
    if (db.kind === "embedded") return accounts;
    const { rows } = await db.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database()",
    );
    for (const { pid } of rows) accounts.set(`${pid}`, { who: "server", time: ranFor(`/proc/${pid}`) });
    return accounts;
  } catch {
    return null;
  }
}

/** Who took how much in between, in µs; what ended in between is left out. */
export function timeTaken(before: Accounts, after: Accounts): Record<Taker, number> {
  const taken = { main: 0, threads: 0, helpers: 0, server: 0 };
  for (const [id, { who, time }] of after) taken[who] += time - (before.get(id)?.time ?? 0);
  return taken;
}

/** The first number is in nanoseconds (Linux, sched-stats). */
const ranFor = (folder: string): number => Number(readFileSync(`${folder}/schedstat`, "utf8").split(" ")[0]) / 1000;
