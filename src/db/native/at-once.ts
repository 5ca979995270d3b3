import pg from "pg";
import { type Descriptions, PreparedQuery } from "./prepared-query.ts";
import { variantsOf } from "./variants.ts";

/** What the driver calls of a statement under way, beside what its types tell. */
interface Part extends PreparedQuery {
  handleDataRow(message: unknown): void;
  handleReadyForQuery(connection: pg.Connection): void;
  handleError(error: Error, connection: pg.Connection): void;
}

interface Prepared {
  readonly submittedNamedStatements: Record<string, string>;
}

/** A connection whose statements do not say that they are the last one. */
const openEnded = variantsOf<pg.Connection>({ sync: () => {} });

/**
 * Runs statements that all go to the server before it is told that this is all: to it they are one transaction, which
 * needs no statement that begins it or ends it. Where one fails, so do all. The driver ends each statement by itself, so
 * this stands in its queue as a single one and hands what comes back to each in turn. `known`: what the connection was told
 * of its prepared statements.
 */
export function runAtOnce(
  client: pg.PoolClient,
  statements: readonly pg.QueryConfig[],
  known: Descriptions,
): Promise<pg.QueryResult[]> {
  const results = statements.map((statement) => resultOf(statement, known));
  const parts = results.map(({ part }) => part);
  let at = 0;
  const whole = new pg.Query("");
  // The driver notes under this name that a statement has been prepared.
  const turnTo = (next: number) => {
    at = next;
    Object.assign(whole, { name: parts[at]?.name, text: parts[at]?.text });
  };
  turnTo(0);
  Object.assign(whole, {
    submit(connection: pg.Connection) {
      connection.stream.cork();
      const open = openEnded(connection);
      for (const part of parts) part.submit(open);
      connection.sync();
      connection.stream.uncork();
      return null;
    },
    handleRowDescription: (message: unknown) => parts[at]!.handleRowDescription(message),
    handleDataRow: (message: unknown) => parts[at]!.handleDataRow(message),
    handleCommandComplete(message: unknown, connection: pg.Connection) {
      parts[at]!.handleCommandComplete(message, connection);
      turnTo(at + 1);
    },
    handleReadyForQuery(connection: pg.Connection) {
      for (const part of parts) part.handleReadyForQuery(connection);
    },
    handleError(error: Error, connection: pg.Connection) {
      const { submittedNamedStatements } = connection as unknown as Prepared;
      // The server passed over what stood behind the failure, so nothing of it is prepared.
      for (const { name } of parts.slice(at)) delete submittedNamedStatements[name ?? ""];
      for (const part of parts) part.handleError(error, connection);
    },
  });
  client.query(whole);
  return Promise.all(results.map(({ result }) => result));
}

function resultOf(
  statement: pg.QueryConfig,
  known: Descriptions,
): { readonly part: Part; readonly result: Promise<pg.QueryResult> } {
  const { promise: result, resolve, reject } = Promise.withResolvers<pg.QueryResult>();
  const part = new PreparedQuery(statement, known, (error, given) => (error ? reject(error) : resolve(given))) as Part;
  Object.assign(part, { queryMode: "extended" });
  Object.assign(part._result, { _types: statement.types });
  return { part, result };
}
