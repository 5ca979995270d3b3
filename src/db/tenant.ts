import { DomainError } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import { holdingBack } from "./held-back.ts";
import { runHolding, runReleased } from "./holding.ts";
import { joiningChanges } from "./joined-changes.ts";
import type { Connection, Database, Queryable, ReadTx, Tx } from "./pool.ts";
import { LateStatement, readAtOnce } from "./read-at-once.ts";
import { afterLosing, databaseTrouble } from "./trouble.ts";

/** The role that requests run as: it owns no table and cannot bypass row-level security. */
export const APP_ROLE = "threeline_app";
/** The role of the queue's loop: it sees schema `jobs` and no tenant table. */
export const WORKER_ROLE = "threeline_worker";
/** The role that checks sign-ins: it sees schema `auth` and no tenant table. */
const AUTH_ROLE = "threeline_auth";

/** What changes nothing, and so may be on its way before it is known that the transaction has begun. */
const READS = /^\s*select\b/i;
/** What the server says to every statement after one that failed. */
const IN_FAILED_TRANSACTION = "25P02";

/** A transaction as `inTransaction` hands it out. */
interface Open {
  readonly query: Queryable["query"];
  readonly write: Tx["write"];
  readonly lastly: Tx["lastly"];
}

async function inTransaction<Result>(
  db: Database,
  begin: (connection: Queryable) => Promise<unknown>,
  run: (open: Open) => Promise<Result>,
  who?: string,
): Promise<Result> {
  return runOn(await db.connect(who), db, begin, run);
}

/** `oneTrip` sends the commit right behind what `run` asks for at once. */
async function runOn<Result>(
  connection: Connection,
  db: Database,
  begin: (connection: Queryable) => Promise<unknown>,
  run: (open: Open) => Promise<Result>,
  oneTrip = false,
): Promise<Result> {
  let begun = false;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let broken: Error | undefined;
  let committing: Promise<unknown> | undefined;
  const unheard: Promise<unknown>[] = [];
  /** Statements that wait until the transaction has begun, in their order. */
  const held = holdingBack();
  const refuseLate = () => {
    // Of several statements under way one may fail and end the transaction. What the others would still send must not
    // reach the connection: by then it serves somebody else.
    if (ended) throw new LateStatement();
  };
  const send: Queryable["query"] = async (text, values) => {
    refuseLate();
    try {
      // What is read early is read in the transaction or thrown away; a change waits until both have succeeded.
      if (begun || (held.isEmpty() && READS.test(text))) return await connection.query(text, values);
      return await held.push(async () => {
        refuseLate();
        return connection.query(text, values);
      });
    } catch (error) {
      failure ??= { error };
      throw error;
    }
  };
  const changes = joiningChanges(({ text, values }) => {
    unheard.push(send(text, values).catch((error: unknown) => (failure ??= { error })));
  });
  const commit = (): void => {
    changes.letGo();
    ended = true;
    committing = connection.query("commit");
    // It is waited for with the rest; a failure before that must not count as unhandled.
    committing.catch(() => {});
  };
  try {
    const opening = Promise.all([connection.query("begin"), begin(connection)]).then(() => {
      begun = true;
      held.letGo();
    }, held.refuse);
    const write: Open["write"] = (text, values) => {
      if (ended) failure ??= { error: new LateStatement() };
      else changes.write({ text, values });
    };
    const query: Queryable["query"] = (text, values) => {
      changes.letGo();
      return send(text, values);
    };
    const lastly: Open["lastly"] = (read) => {
      const reading = read();
      changes.letGo();
      if (held.isEmpty()) commit();
      else void opening.then(commit, () => {});
      return reading;
    };
    const running = runHolding(db, () => run({ query, write, lastly }));
    if (oneTrip) commit();
    const [opened, done] = await Promise.allSettled([opening, running]);
    // What fails because another statement has failed tells nothing.
    if (failure !== undefined && done.status === "rejected" && codeOf(done.reason) === IN_FAILED_TRANSACTION)
      throw (failure as { error: unknown }).error;
    for (const step of [opened, done]) if (step.status === "rejected") throw step.reason;
    // The server would answer a commit with a rollback and no error, however well the failure was caught.
    if (failure !== undefined) throw (failure as { error: unknown }).error;
    // The changes that nobody waits for are on their way: the commit follows them, and is a rollback if one fails.
    if (committing === undefined) commit();
    await committing;
    await Promise.all(unheard);
    if (failure !== undefined) throw (failure as { error: unknown }).error;
    return (done as PromiseFulfilledResult<Result>).value;
  } catch (error) {
    ended = true;
    await connection.query("rollback").catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    connection.release(broken);
  }
}

const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown } | null)?.code;

/** Sets role and tenant, for the transaction only. */
function asTenant(tenantId: string): (connection: Queryable) => Promise<unknown> {
  if (!isUuid(tenantId))
    throw new DomainError("invalid", "The tenant id is not a UUID.", [{ field: "tenant_id", reason: "not a UUID" }]);
  const set = "select set_config('role', $1, true), set_config('app.tenant_id', $2, true)";
  return (connection) => connection.query(set, [APP_ROLE, tenantId]);
}

/**
 * Runs `run` in one transaction that sees and changes rows of this tenant only: role and tenant are set for the
 * transaction and end with it. Statements name the tenant as well; each of the two guards holds alone.
 *
 * A transaction that lost against another one (a deadlock) left nothing behind and runs once more, so `run` changes
 * nothing but rows, and tells nobody before `afterCommit`. What remembers more than that uses `inTenantOnce`.
 */
export const inTenant = async <Result>(
  db: Database,
  tenantId: string,
  run: (tx: Tx) => Promise<Result>,
): Promise<Result> => {
  try {
    return await inTenantOnce(db, tenantId, run);
  } catch (error) {
    if (databaseTrouble(error)?.lost !== true) throw error;
    return afterLosing(() => inTenantOnce(db, tenantId, run));
  }
};

/** As `inTenant`, for what keeps in memory what it has written: run again, it would not write it again. */
export async function inTenantOnce<Result>(
  db: Database,
  tenantId: string,
  run: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const afterCommit: (() => void)[] = [];
  const kept = Promise.withResolvers<void>();
  // Most transactions have nobody who waits for it.
  kept.promise.catch(() => {});
  const tx = {
    tenantId,
    meanwhile: <Begun>(begin: (kept: Promise<void>) => Begun) => runReleased(() => begin(kept.promise)),
    afterCommit: (callback: () => void) => void afterCommit.push(callback),
  };
  try {
    const result = await inTransaction(db, asTenant(tenantId), (open) => run({ ...open, ...tx }), tenantId);
    kept.resolve();
    for (const callback of afterCommit) runReleased(callback);
    return result;
  } catch (error) {
    kept.reject(error);
    throw error;
  }
}

const UNIQUE_VIOLATION = "23505";
const MOST_TRIES = 4;

/**
 * As `inTenant`, for what adds rows in the belief that nobody adds the same at this very instant, so that it need not
 * wait to hear of each. Where somebody did, all is taken back and runs again, and finds them.
 */
export const inTenantAlone = async <Result>(
  db: Database,
  tenantId: string,
  run: (tx: Tx) => Promise<Result>,
): Promise<Result> => {
  for (let left = MOST_TRIES; ; left -= 1) {
    try {
      return await inTenant(db, tenantId, run);
    } catch (error) {
      if (codeOf(error) !== UNIQUE_VIOLATION || left === 1) throw error;
    }
  }
};

/**
 * As `inTenant`, for reading: the whole transaction goes to the server in one trip. For what asks for everything at once;
 * where a statement waits for another's rows, or the transaction loses against another one, it runs once more as usual.
 */
export const readInTenant = async <Result>(
  db: Database,
  tenantId: string,
  read: (tx: ReadTx) => Promise<Result>,
): Promise<Result> => {
  const begin = asTenant(tenantId);
  try {
    const connection = await db.connect(tenantId);
    return connection.atOnce === undefined
      ? await runOn(connection, db, begin, ({ query }) => read({ tenantId, query }), true)
      : await readAtOnce(connection, db, begin, (query) => read({ tenantId, query }));
  } catch (error) {
    if (!(error instanceof LateStatement) && databaseTrouble(error)?.lost !== true) throw error;
    return inTenantOnce(db, tenantId, read);
  }
};

/** Runs `run` in one transaction of the queue's role, before a tenant is known. */
export const asWorker = <Result>(db: Database, run: (connection: Queryable) => Promise<Result>): Promise<Result> =>
  inTransaction(db, (connection) => connection.query("select set_config('role', $1, true)", [WORKER_ROLE]), run);

/** The same of the role that checks sign-ins. They wait for a connection in a line of their own, or in that of `who`. */
export const asSignIn = <Result>(
  db: Database,
  run: (connection: Queryable & Pick<Tx, "lastly">) => Promise<Result>,
  who = "sign-in",
): Promise<Result> =>
  inTransaction(db, (connection) => connection.query("select set_config('role', $1, true)", [AUTH_ROLE]), run, who);
