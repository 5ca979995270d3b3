import { DomainError } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import { runHolding, runReleased } from "./holding.ts";
import type { Connection, Database, Queryable, ReadTx, Tx } from "./pool.ts";
import { databaseTrouble } from "./trouble.ts";

/** The role that requests run as: it owns no table and cannot bypass row-level security. */
export const APP_ROLE = "threeline_app";
/** The role of the queue's loop: it sees schema `jobs` and no tenant table. */
export const WORKER_ROLE = "threeline_worker";
/** The role that checks sign-ins: it sees schema `auth` and no tenant table. */
const AUTH_ROLE = "threeline_auth";

class LateStatement extends Error {
  override readonly name = "LateStatement";
}

/** What changes nothing, and so may be on its way before it is known that the transaction has begun. */
const READS = /^\s*select\b/i;

/** `oneTrip` sends the commit right behind what `run` asks for at once. */
async function inTransaction<Result>(
  db: Database,
  begin: (connection: Connection) => Promise<unknown>,
  run: (connection: Queryable) => Promise<Result>,
  oneTrip = false,
): Promise<Result> {
  const connection = await db.connect();
  let begun = false;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let broken: Error | undefined;
  const refuseLate = () => {
    // Of several statements under way one may fail and end the transaction. What the others would still send must not
    // reach the connection: by then it serves somebody else.
    if (ended) throw new LateStatement("A statement was sent after its transaction has ended.");
  };
  try {
    const opening = Promise.all([connection.query("begin"), begin(connection)]).then(() => {
      begun = true;
    });
    const query: Queryable["query"] = async (text, values) => {
      refuseLate();
      // What is read early is read in the transaction or thrown away; a change waits until both have succeeded.
      if (!begun && !READS.test(text)) {
        await opening;
        refuseLate();
      }
      try {
        return await connection.query(text, values);
      } catch (error) {
        failure ??= { error };
        throw error;
      }
    };
    const running = runHolding(db, () => run({ query }));
    ended = oneTrip;
    const committing = oneTrip ? connection.query("commit") : undefined;
    const [opened, done, committed] = await Promise.allSettled([opening, running, committing]);
    for (const step of [opened, done, committed]) if (step.status === "rejected") throw step.reason;
    // The server would answer a commit with a rollback and no error, however well the failure was caught.
    if (failure !== undefined) throw (failure as { error: unknown }).error;
    ended = true;
    if (!oneTrip) await connection.query("commit");
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

/** Sets role and tenant, for the transaction only. */
function asTenant(tenantId: string): (connection: Connection) => Promise<unknown> {
  if (!isUuid(tenantId))
    throw new DomainError("invalid", "The tenant id is not a UUID.", [{ field: "tenant_id", reason: "not a UUID" }]);
  const set = "select set_config('role', $1, true), set_config('app.tenant_id', $2, true)";
  return (connection) => connection.query(set, [APP_ROLE, tenantId]);
}

/**
 * Runs `run` in one transaction that sees and changes rows of this tenant only: role and tenant are set for the
 * transaction and end with it. Statements name the tenant as well; each of the two guards holds alone.
 */
export async function inTenant<Result>(
  db: Database,
  tenantId: string,
  run: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const afterCommit: (() => void)[] = [];
  const result = await inTransaction(db, asTenant(tenantId), ({ query }) =>
    run({ tenantId, query, afterCommit: (callback) => afterCommit.push(callback) }),
  );
  for (const callback of afterCommit) runReleased(callback);
  return result;
}

/**
 * As `inTenant`, for reading: the whole transaction goes to the server in one trip. It is for what asks for everything at
 * once; where a statement waits for the rows of another after all, or loses against a transaction that runs beside it,
 * `read` runs once more in an ordinary transaction.
 */
export const readInTenant = async <Result>(
  db: Database,
  tenantId: string,
  read: (tx: ReadTx) => Promise<Result>,
): Promise<Result> => {
  try {
    return await inTransaction(db, asTenant(tenantId), ({ query }) => read({ tenantId, query }), true);
  } catch (error) {
    if (!(error instanceof LateStatement) && databaseTrouble(error)?.lost !== true) throw error;
    return inTenant(db, tenantId, read);
  }
};

/** Runs `run` in one transaction of the queue's role, before a tenant is known. */
export const asWorker = <Result>(db: Database, run: (connection: Queryable) => Promise<Result>): Promise<Result> =>
  inTransaction(db, (connection) => connection.query("select set_config('role', $1, true)", [WORKER_ROLE]), run);

/** Runs `run` in one transaction of the role that checks sign-ins, before a tenant is known. */
export const asSignIn = <Result>(db: Database, run: (connection: Queryable) => Promise<Result>): Promise<Result> =>
  inTransaction(db, (connection) => connection.query("select set_config('role', $1, true)", [AUTH_ROLE]), run);

/** Runs `run` in one transaction of the owner; for migrations and the tenant directory only. */
export const asOwner = <Result>(db: Database, run: (connection: Queryable) => Promise<Result>): Promise<Result> =>
  inTransaction(db, () => Promise.resolve(), run);
