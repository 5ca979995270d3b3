import { type JobWithMetadata, PgBoss } from "pg-boss";
import type { Logger } from "../kernel/log.ts";
import type { Database, Queryable, Tx } from "./pool.ts";
import { APP_ROLE, WORKER_ROLE } from "./tenant.ts";

/** What the queue knows of a job: whose it is and which row it is about. All else is read inside the tenant. */
export interface JobRef {
  readonly tenantId: string;
  readonly id: string;
}

export interface JobOptions {
  /** Not before this instant. */
  readonly startAfter?: Date;
  /**
   * For an `id` that stands for what many changes have in common: once this process has enqueued its job, others that ask
   * for it add none.
   */
  readonly once?: boolean;
}

/** Handlers are called at least once for each job: every effect carries a unique key of its own. */
export type JobHandler = (job: JobRef, signal: AbortSignal) => Promise<void>;

export interface Queue {
  /** Enqueues in the caller's transaction, so the job exists exactly when the change does. */
  send(tx: Tx, kind: string, id: string, options?: JobOptions): Promise<void>;
  /**
   * Starts to work on these kinds. Call once. `atOnce`: jobs of a kind that this process works on together, one where
   * nothing is said and on the embedded database. Of those a tenant has all but one at most, so that no tenant keeps
   * the others waiting; jobs about one row run one after another. `givenUp`: what is done by kind about a job that has
   * failed as often as it is tried, or whose process died as often.
   */
  start(
    handlers: Readonly<Record<string, JobHandler>>,
    atOnce?: Readonly<Record<string, number>>,
    givenUp?: Readonly<Record<string, JobHandler>>,
  ): Promise<void>;
  /** Lets running jobs finish for up to `graceMs`, then aborts them; they are tried again after a restart. */
  stop(graceMs: number): Promise<void>;
}

const SCHEMA = "jobs";
const POLL_SECONDS = 2;
/** Where several jobs run together only one worker can be woken: the others look often. */
const POLL_TOGETHER_SECONDS = 1;
const MOST_REMEMBERED = 10_000;
/** The queue of jobs that have no try left, which the library copies there as it ends them. */
const GIVEN_UP = "given-up";
const NO_JOB = "00000000-0000-0000-0000-000000000000";
const RETRY = { retryLimit: 5, retryDelay: 2, retryBackoff: true, expireInSeconds: 3600, heartbeatSeconds: 30 };

const executor = (connection: Queryable & Partial<Pick<Database, "script">>) => ({
  async executeSql(text: string, values?: unknown[]) {
    // Without values the library may send several statements at once, and expects the rows of all of them.
    if (!values?.length && connection.script) return { rows: await connection.script(text) };
    return { rows: (await connection.query(text, values ?? [])).rows };
  },
});

/** For a job whose row nobody waits for: the library would only read its id. */
const unheard = (tx: Tx) => ({
  async executeSql(text: string, values: unknown[] = []) {
    tx.write(text, values);
    return { rows: [] };
  },
});

export interface QueueOptions {
  /**
   * When the process began that has the database to itself. Whatever was begun before is nobody's any more: it is taken
   * up at once, where it would wait a minute for the signs of life of a process that is gone.
   */
  readonly aloneSince?: Date;
  /**
   * Kinds whose jobs wait to see whether a request does the work itself. Those of a process that is gone need not wait.
   */
  readonly standIns?: readonly string[];
}

/** The one queue: pg-boss in schema `jobs` of the same database. `kinds` are all job kinds that exist. */
export async function openQueue(
  db: Database,
  log: Logger,
  kinds: readonly string[],
  { aloneSince, standIns = [] }: QueueOptions = {},
): Promise<Queue> {
  const boss = new PgBoss({
    db: executor(db),
    schema: SCHEMA,
    backend: db.kind === "embedded" ? "pglite" : "postgres",
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: 30,
  });
  boss.on("error", (error) => log.warn({ error: error.message }, "The queue met an error and goes on."));
  boss.on("warning", (warning) => log.warn({ warning: warning.message }, "The queue warns."));
  await boss.start();
  await boss.createQueue(GIVEN_UP, RETRY);
  for (const kind of kinds) {
    await boss.createQueue(kind, { ...RETRY, deadLetter: GIVEN_UP });
    // Reads the queue into the library's cache: `send` must not look it up beside the caller's transaction.
    await boss.findJobs(kind, { id: NO_JOB });
  }
  await toGivenUp(db, kinds);
  await grantQueue(db);
  if (aloneSince !== undefined) await takeUpLeft(db, aloneSince, standIns);
  const workers = new Map<string, string>();
  const stopping = new AbortController();
  const enqueued = new Set<string>();

  return {
    async send(tx, kind, id, options = {}) {
      const name = `${kind}/${tx.tenantId}/${id}`;
      if (options.once && enqueued.has(name)) return;
      await boss.send(kind, { tenantId: tx.tenantId, id } satisfies JobRef, {
        db: unheard(tx),
        group: { id: tx.tenantId },
        ...(options.startAfter && { startAfter: options.startAfter }),
      });
      tx.afterCommit(() => {
        if (options.once) remember(enqueued, name);
        const worker = workers.get(kind);
        if (worker !== undefined && options.startAfter === undefined) boss.notifyWorker(worker);
      });
    },
    async start(handlers, atOnce = {}, givenUp = {}) {
      for (const [kind, given] of Object.entries(handlers)) {
        const handler = inTurn(given);
        const worker = await boss.work<JobRef>(kind, pace(db.kind === "native" ? atOnce[kind] : 1), async ([job]) => {
          try {
            if (job === undefined) return;
            await handler(job.data, AbortSignal.any([stopping.signal, job.signal])).catch((error: unknown) => {
              log.warn({ kind, ...job.data, error }, "A job failed; it is tried again a few times.");
              throw withoutWords(error);
            });
          } finally {
            // More may be due: the worker looks at once, and rests only when it finds nothing.
            boss.notifyWorker(workers.get(kind) ?? NO_JOB);
          }
        });
        workers.set(kind, worker);
      }
      const looking = { pollingIntervalSeconds: POLL_SECONDS, includeMetadata: true } as const;
      await boss.work(GIVEN_UP, looking, async ([job]: JobWithMetadata<JobRef>[]) => {
        if (job === undefined) return;
        const kind = job.sourceName ?? "";
        log.error({ kind, ...job.data }, "A job failed as often as it is tried; it was given up.");
        const signal = AbortSignal.any([stopping.signal, job.signal]);
        await givenUp[kind]?.(job.data, signal).catch((error: unknown) => {
          log.warn({ kind, ...job.data, error }, "That a job was given up could not be noted; it is tried again.");
          throw withoutWords(error);
        });
      });
    },
    async stop(graceMs) {
      const timer = setTimeout(() => stopping.abort(), Math.max(0, graceMs - 1000));
      await boss.stop({ graceful: true, timeout: graceMs });
      clearTimeout(timer);
    },
  };
}

/** For queues and jobs that were made before there was a place for those given up. */
async function toGivenUp(db: Database, kinds: readonly string[]): Promise<void> {
  for (const [table, still] of [
    ["queue", "true"],
    ["job", "state < 'completed'"],
  ])
    await db.query(
      `update ${SCHEMA}.${table} set dead_letter = $2 where name = any($1::text[]) and dead_letter is null and ${still}`,
      [kinds, GIVEN_UP],
    );
}

/** Jobs that have no try left stay for the library, which ends them: one of them may be what brings the process down. */
async function takeUpLeft(db: Database, begun: Date, standIns: readonly string[]): Promise<void> {
  await db.query(
    `update ${SCHEMA}.job set state = 'retry', start_after = ${SCHEMA}.job_now(), heartbeat_on = null
     where state = 'active' and started_on < $1 and retry_count < retry_limit`,
    [begun],
  );
  await db.query(
    `update ${SCHEMA}.job set start_after = ${SCHEMA}.job_now()
     where state < 'active' and created_on < $1 and name = any($2::text[])`,
    [begun, standIns],
  );
}

/** The oldest is forgotten: its job is merely enqueued once more should somebody still ask for it. */
function remember(names: Set<string>, name: string): void {
  names.add(name);
  const [oldest] = names;
  if (names.size > MOST_REMEMBERED) names.delete(oldest!);
}

/**
 * What the queue keeps of an error in the job's row, which is no tenant's and which no erasure reaches: its kind. A
 * driver's error holds the row that failed.
 */
function withoutWords(error: unknown): Error {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return new Error(["The log tells why.", name, code].filter((part) => typeof part === "string").join(" "));
}

const pace = (atOnce = 1) =>
  atOnce === 1
    ? { pollingIntervalSeconds: POLL_SECONDS }
    : {
        pollingIntervalSeconds: POLL_TOGETHER_SECONDS,
        localConcurrency: atOnce,
        localGroupConcurrency: atOnce - 1,
      };

/**
 * Lets jobs about one row wait for each other. That spares work which only one of them could apply; what other processes
 * do at the same time the handlers bear anyway.
 */
function inTurn(handler: JobHandler): JobHandler {
  const last = new Map<string, Promise<void>>();
  return async (job, signal) => {
    const key = `${job.tenantId}/${job.id}`;
    const before = last.get(key);
    const mine = (before ?? Promise.resolve()).catch(() => {}).then(() => handler(job, signal));
    last.set(key, mine);
    await mine.finally(() => {
      if (last.get(key) === mine) last.delete(key);
    });
  };
}

/**
 * The app role enqueues inside its own transactions; the worker role runs the queue's loop. Sent as one script, so in one
 * transaction, behind the lock row of the migrations: two processes that grant at the same instant would fail each other.
 */
async function grantQueue(db: Database): Promise<void> {
  await db.script(`
    set local statement_timeout = 0;
    set local lock_timeout = 0;
    select id from ${SCHEMA}.migration where id = 0 for update;
    grant usage on schema ${SCHEMA} to ${APP_ROLE}, ${WORKER_ROLE};
    grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${WORKER_ROLE};
    grant select, insert on all tables in schema ${SCHEMA} to ${APP_ROLE};
    grant execute on all functions in schema ${SCHEMA} to ${APP_ROLE}, ${WORKER_ROLE};
    revoke all on ${SCHEMA}.migration from ${APP_ROLE}, ${WORKER_ROLE};`);
}
