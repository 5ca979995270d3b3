import { runHolding } from "./holding.ts";
import type { Connection, Database, Queryable, Rows, Statement } from "./pool.ts";

/** A statement came when its transaction had ended, or was bound to end. */
export class LateStatement extends Error {
  override readonly name = "LateStatement";
  override readonly message = "A statement was sent after its transaction has ended.";
}

/**
 * Sends all that `begin` and `read` ask for in one piece, which is a transaction to the server, and gives the connection
 * back. Throws `LateStatement` where `read` asks for more when that has left.
 */
export async function readAtOnce<Result>(
  connection: Connection,
  db: Database,
  begin: (connection: Queryable) => Promise<unknown>,
  read: (query: Queryable["query"]) => Promise<Result>,
): Promise<Result> {
  const asked: (Statement & PromiseWithResolvers<Rows<unknown>>)[] = [];
  let sent = false;
  const query = <Row>(text: string, values: readonly unknown[] = []): Promise<Rows<Row>> => {
    if (sent) return Promise.reject(new LateStatement());
    const waiting = { text, values, ...Promise.withResolvers<Rows<unknown>>() };
    asked.push(waiting);
    return waiting.promise as Promise<Rows<Row>>;
  };
  try {
    const steps = Promise.allSettled([begin({ query }), runHolding(db, () => read(query))]);
    sent = true;
    await connection.atOnce!(asked).then(
      (rows) => {
        for (const [i, { resolve }] of asked.entries()) resolve(rows[i]!);
      },
      (error: unknown) => {
        for (const { reject } of asked) reject(error);
      },
    );
    const [begun, done] = await steps;
    for (const step of [begun, done]) if (step.status === "rejected") throw step.reason;
    return (done as PromiseFulfilledResult<Result>).value;
  } finally {
    connection.release();
  }
}
