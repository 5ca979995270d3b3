import { Worker } from "node:worker_threads";
import { createTurnstile } from "../background.ts";
import { refuseWhileHeld } from "../holding.ts";
import type { Connection, Database, Rows } from "../pool.ts";

/** What goes to the worker thread, and what comes back under the same id. */
export type EmbeddedRequest =
  | { readonly id: number; readonly op: "query"; readonly text: string; readonly values: unknown[] }
  | { readonly id: number; readonly op: "script"; readonly text: string }
  | { readonly id: number; readonly op: "open" | "close" };
export interface EmbeddedReply {
  readonly id: number;
  readonly rows?: unknown[];
  readonly rowCount?: number;
  readonly error?: {
    message: string;
    code?: string | undefined;
    constraint?: string | undefined;
    detail?: string | undefined;
  };
}

/** Where the worker keeps the database. */
export interface EmbeddedPlace {
  /** Null is in memory. */
  readonly folder: string | null;
  /** A folder whose database one in memory begins as. */
  readonly copyOf?: string | undefined;
}

type Send = (
  request: { op: "query"; text: string; values: unknown[] } | { op: "script"; text: string } | { op: "open" | "close" },
) => Promise<Rows<unknown>>;

function startWorker(place: EmbeddedPlace): { worker: Worker; send: Send } {
  const worker = new Worker(new URL("./embedded-worker.ts", import.meta.url), { workerData: place });
  const waiting = new Map<number, { resolve: (rows: Rows<unknown>) => void; reject: (error: Error) => void }>();
  let last = 0;
  let broken: Error | undefined;
  const fail = (error: Error) => {
    broken = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on("message", (reply: EmbeddedReply) => {
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
    if (reply.error) caller?.reject(Object.assign(new Error(reply.error.message), reply.error));
    else caller?.resolve({ rows: reply.rows ?? [], rowCount: reply.rowCount ?? 0 });
  });
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("The embedded database has stopped.")));
  const send: Send = (request) =>
    new Promise((resolve, reject) => {
      if (broken) return reject(broken);
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.ref();
      worker.postMessage({ id: last, ...request });
    });
  return { worker, send };
}

/**
 * The embedded PostgreSQL (PGlite with pgvector) in a worker thread, behind the pool shape of the native driver.
 * `folder` null keeps everything in memory. It survives a process crash, not a power cut. The caller holds the lock
 * of the folder (`lockFolder`).
 */
export const openEmbedded = (folder: string | null): Promise<Database> => openIn({ folder });

/**
 * The same in memory, which begins as a copy of the database in `folder`. No process may have that open meanwhile; it
 * stays as it is.
 */
export const openCopy = (folder: string): Promise<Database> => openIn({ folder: null, copyOf: folder });

async function openIn(place: EmbeddedPlace): Promise<Database> {
  const { worker, send } = startWorker(place);
  const enter = createTurnstile();
  await send({ op: "open" });
  const run = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await send({ op: "query", text, values: [...values] })) as Rows<Row>;
  const database: Database = {
    kind: "embedded",
    async query<Row>(text: string, values: readonly unknown[] = []) {
      refuseWhileHeld(database);
      const leave = await enter();
      return run<Row>(text, values).finally(leave);
    },
    async connect(): Promise<Connection> {
      refuseWhileHeld(database);
      const leave = await enter();
      return { query: run, release: () => leave() };
    },
    async script(sql) {
      refuseWhileHeld(database);
      const leave = await enter();
      try {
        return (await send({ op: "script", text: sql })).rows as Record<string, unknown>[];
      } catch (error) {
        await send({ op: "script", text: "rollback" }).catch(() => {});
        throw error;
      } finally {
        leave();
      }
    },
    async ping() {
      await send({ op: "query", text: "select 1", values: [] });
    },
    async close() {
      const leave = await enter();
      await send({ op: "close" }).finally(leave);
      await worker.terminate();
    },
  };
  return database;
}
