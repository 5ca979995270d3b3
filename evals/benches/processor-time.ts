import { readdirSync, readFileSync } from "node:fs";
import type { Database } from "../../src/db/pool.ts";

/** Processor time in µs, by who took it. */
export interface ProcessorTime {
  readonly main: number;
  /** Threads that the program has begun. */
  readonly threads: number;
  /** The engine's own, which compile and collect. */
  readonly helpers: number;
  /** The database's connections, where the server runs on this machine. */
  readonly server: number;
}

/** What the system's accounts say by now; null where it keeps none (other systems than Linux). */
export async function processorTime(db: Database): Promise<ProcessorTime | null> {
  const own = "/proc/self/task";
  const time = { main: 0, threads: 0, helpers: 0, server: 0 };
  try {
    for (const id of readdirSync(own)) {
      const name = readFileSync(`${own}/${id}/comm`, "utf8").trim();
      const who = Number(id) === process.pid ? "main" : name === "WorkerThread" ? "threads" : "helpers";
      time[who] += ranFor(`${own}/${id}`);
    }
    const { rows } = await db.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database()",
    );
    if (db.kind === "native") for (const { pid } of rows) time.server += ranFor(`/proc/${pid}`);
    return time;
  } catch {
    return null;
  }
}

/** The first number is in nanoseconds (Linux, sched-stats). */
const ranFor = (folder: string): number => Number(readFileSync(`${folder}/schedstat`, "utf8").split(" ")[0]) / 1000;
