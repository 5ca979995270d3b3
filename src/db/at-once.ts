import pg from "pg";

/** Columns of a prepared statement's rows. */
type Columns = readonly unknown[];

/** What the driver calls of a statement under way, beside what its types tell. */
interface Part extends pg.Query {
  readonly name: string | undefined;
  readonly text: string;
  readonly _result: object;
  handleRowDescription(message: { readonly fields: Columns }): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
  handleReadyForQuery(connection: pg.Connection): void;
  handleError(error: Error, connection: pg.Connection): void;
}

interface Prepared {
  readonly submittedNamedStatements: Record<string, string>;
}

/** Of each connection, the columns of the statements that are prepared on it: they are not asked for again. */
const columnsOf = new WeakMap<pg.PoolClient, Map<string, Columns>>();

/**
 * Runs statements that all go to the server before it is told that this is all: to it they are one transaction, which
 * needs no statement that begins it or ends it. Where one fails, so do all. The driver ends each statement by itself, so
 * this stands in its queue as a single one and hands what comes back to each in turn.
 */
export function runAtOnce(client: pg.PoolClient, statements: readonly pg.QueryConfig[]): Promise<pg.QueryResult[]> {
  const known = columnsOf.get(client) ?? new Map<string, Columns>();
  columnsOf.set(client, known);
  const results = statements.map(resultOf);
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
      for (const part of parts) send(part, connection, known);
      connection.sync();
      connection.stream.uncork();
      return null;
    },
    handleRowDescription(message: { readonly fields: Columns }) {
      const part = parts[at]!;
      if (part.name !== undefined) known.set(part.name, message.fields);
      part.handleRowDescription(message);
    },
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

function resultOf({ name, text, values, types }: pg.QueryConfig): {
  readonly part: Part;
  readonly result: Promise<pg.QueryResult>;
} {
  const { promise: result, resolve, reject } = Promise.withResolvers<pg.QueryResult>();
  // Given all of it at once, the driver would copy it property by property.
  const part = new pg.Query(text, values) as Part;
  Object.assign(part, {
    name,
    queryMode: "extended",
    callback: (error: Error | null, given: pg.QueryResult) => (error ? reject(error) : resolve(given)),
  });
  Object.assign(part._result, { _types: types });
  return { part, result };
}

/** Sends a statement without saying that it is the last one. */
function send(part: Part, connection: pg.Connection, known: ReadonlyMap<string, Columns>): void {
  const fields = part.name === undefined ? undefined : known.get(part.name);
  if (fields !== undefined) part.handleRowDescription({ fields });
  const open = Object.create(connection, {
    sync: { value: () => {} },
    ...(fields !== undefined && { describe: { value: () => {} } }),
  });
  part.submit(open);
}
