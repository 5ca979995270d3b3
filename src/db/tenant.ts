import { DomainError } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import { runHolding, runReleased } from "./holding.ts";
import type { Connection, Database, Queryable, Tx } from "./pool.ts";

/** The role that requests run as: it owns no table and cannot bypass row-level security. */
export const APP_ROLE = "threeline_app";
/** The role of the queue's loop: it sees schema `jobs` and no tenant table. */
export const WORKER_ROLE = "threeline_worker";
/** The role that checks sign-ins: it sees schema `auth` and no tenant table. */
const AUTH_ROLE = "threeline_auth";

async function inTransaction<Result>(
  db: Database,
  begin: (connection: Connection) => Promise<unknown>,
  run: (connection: Queryable) => Promise<Result>,
): Promise<Result> {
  const connection = await db.connect();
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  const query: Queryable["query"] = async (text, values) => {
    // Of several statements under way one may fail and end the transaction. What the others would still send must not
    // reach the connection: by then it serves somebody else.
    if (ended) throw new Error("A statement was sent after its transaction has ended.");
    try {
      return await connection.query(text, values);
    } catch (error) {
      failure ??= { error };
      throw error;
    }
  };
  let broken: Error | undefined;
  try {
    // Sent together; nothing else is before both have succeeded.
    await Promise.all([connection.query("begin"), begin(connection)]);
    const result = await runHolding(db, () => run({ query }));
    // The server would answer a commit with a rollback and no error, however well the failure was caught.
    if (failure !== undefined) throw (failure as { error: unknown }).error;
    ended = true;
    await connection.query("commit");
    return result;
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

/**
 * Runs `run` in one transaction that sees and changes rows of this tenant only: role and tenant are set for the
 * transaction and end with it. Statements name the tenant as well; each of the two guards holds alone.
 */
export async function inTenant<Result>(
  db: Database,
  tenantId: string,
  run: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  if (!isUuid(tenantId))
    throw new DomainError("invalid", "The tenant id is not a UUID.", [{ field: "tenant_id", reason: "not a UUID" }]);
  const afterCommit: (() => void)[] = [];
  const result = await inTransaction(
    db,
    (connection) =>
      connection.query("select set_config('role', $1, true), set_config('app.tenant_id', $2, true)", [
        APP_ROLE,
        tenantId,
      ]),
    (connection) => run({ tenantId, query: connection.query, afterCommit: (callback) => afterCommit.push(callback) }),
  );
  for (const callback of afterCommit) runReleased(callback);
  return result;
}

/** Runs `run` in one transaction of the queue's role, before a tenant is known. */
export const asWorker = <Result>(db: Database, run: (connection: Queryable) => Promise<Result>): Promise<Result> =>
  inTransaction(db, (connection) => connection.query("select set_config('role', $1, true)", [WORKER_ROLE]), run);

/** Runs `run` in one transaction of the role that checks sign-ins, before a tenant is known. */
export const asSignIn = <Result>(db: Database, run: (connection: Queryable) => Promise<Result>): Promise<Result> =>
  inTransaction(db, (connection) => connection.query("select set_config('role', $1, true)", [AUTH_ROLE]), run);

/** Runs `run` in one transaction of the owner; for migrations and the tenant directory only. */
export const asOwner = <Result>(db: Database, run: (connection: Queryable) => Promise<Result>): Promise<Result> =>
  inTransaction(db, () => Promise.resolve(), run);
