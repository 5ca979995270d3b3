import { createHash } from "node:crypto";
import pg from "pg";
import { arrayBinary, HALFVEC_TYPE, hasHalfVectors, isArrayParameter } from "../array-parameter.ts";
import { refuseWhileHeld } from "../holding.ts";
import type { Connection, Database, Rows } from "../pool.ts";
import { runAtOnce } from "./at-once.ts";
import { createFairTurns } from "./fair-turns.ts";
import { sendLargeValuesUncopied } from "./large-values.ts";
import { type Descriptions, PreparedQuery } from "./prepared-query.ts";

const INT8 = 20;
const DATE = 1082;

/** Whole numbers of 64 bits come as JavaScript numbers and dates as text, as from the embedded driver. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (oid === INT8) return Number;
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as "text");
  },
};

const rowsOf = <Row>(result: pg.QueryResult): Rows<Row> => ({
  rows: result.rows as Row[],
  rowCount: result.rowCount ?? 0,
});

/** Uses of a statement from which it is prepared, and the most that are: each costs every connection its plan. */
const HOT_FROM = 20;
const MOST_PREPARED = 250;
/** Statements without parameters that come with each transaction; others may be of a kind that cannot be prepared. */
const ENDS: ReadonlySet<string> = new Set(["begin", "commit"]);
/** What the server says when a prepared statement outlived a change of its tables. */
const FEATURE_NOT_SUPPORTED = "0A000";

/** Names the statements that come again and again, so that the server reads and plans them once a connection. */
function preparer(): (text: string, values: readonly unknown[]) => pg.QueryConfig {
  const uses = new Map<string, number>();
  const names = new Map<string, string>();
  return (text, given) => {
    const values = [...given];
    const name = names.get(text);
    if (name !== undefined) return { name, text, values };
    if (names.size >= MOST_PREPARED || (values.length === 0 && !ENDS.has(text))) return { text, values };
    const count = (uses.get(text) ?? 0) + 1;
    uses.set(text, count);
    // Statements that are made up as they go would fill the counts without ever coming again.
    if (uses.size > 10 * MOST_PREPARED) uses.clear();
    if (count >= HOT_FROM) names.set(text, createHash("sha256").update(text).digest("hex").slice(0, 32));
    return { text, values };
  };
}

/** A statement that waits for the others of its moment. */
interface Asked extends PromiseWithResolvers<pg.QueryResult> {
  readonly statement: pg.QueryConfig;
}

/**
 * Lets what is asked for at one moment leave together, with one mark of its end. Each by itself would be a call to the
 * system here and wake the server, which answers each mark with a call of its own and wakes this process. Where one
 * fails, so do the others of its moment: in the transaction that they are part of none would stay anyway.
 */
function gatherer(client: pg.PoolClient, known: Descriptions): (statement: pg.QueryConfig) => Promise<pg.QueryResult> {
  let gathered: Asked[] = [];
  const leave = async () => {
    const leaving = gathered;
    gathered = [];
    try {
      const statements = leaving.map(({ statement }) => statement);
      const results =
        statements.length === 1
          ? [await run(client, statements[0]!, known)]
          : await together(client, statements, known);
      for (const [i, { resolve }] of leaving.entries()) resolve(results[i]!);
    } catch (error) {
      for (const { reject } of leaving) reject(error);
    }
  };
  return (statement) => {
    if (gathered.length === 0) process.nextTick(leave);
    const asked = { statement, ...Promise.withResolvers<pg.QueryResult>() };
    gathered.push(asked);
    return asked.promise;
  };
}

const together = (client: pg.PoolClient, statements: readonly pg.QueryConfig[], known: Descriptions) =>
  runAtOnce(
    client,
    statements.map((statement) => ({ ...statement, types })),
    known,
  );

/** What each connection was told of its prepared statements. */
function descriptions(): (client: pg.PoolClient) => Descriptions {
  const told = new WeakMap<pg.PoolClient, Descriptions>();
  return (client) => {
    const known: Descriptions = told.get(client) ?? new Map();
    told.set(client, known);
    return known;
  };
}

const run = (client: pg.PoolClient, statement: pg.QueryConfig, known: Descriptions): Promise<pg.QueryResult> =>
  new Promise((resolve, reject) => {
    client.query(new PreparedQuery(statement, known, (error, result) => (error ? reject(error) : resolve(result))));
  });

/** Milliseconds after which the server gives up; 0 never does. What may take longer uses `withoutLimits`. */
export interface Limits {
  readonly statementMs: number;
  /** For a lock that somebody else holds. */
  readonly lockMs: number;
  /** For a transaction of which nothing is heard: its connection ends, its locks are free. */
  readonly idleInTransactionMs: number;
}

/** How long a caller waits for a connection. */
const PATIENCE_MS = 10_000;
const NO_LIMITS: Limits = { statementMs: 0, lockMs: 0, idleInTransactionMs: 0 };

/** A pool on a PostgreSQL server. `onError` hears of idle connections that broke; the pool replaces them. */
export function openNative(url: string, onError: (error: Error) => void, max = 16, limits = NO_LIMITS): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: PATIENCE_MS,
    application_name: "threeline",
    statement_timeout: limits.statementMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    // Statements that do not wait for each other's rows travel together.
    pipeline: true,
  });
  pool.on("error", onError);
  // A connection that breaks while somebody holds it fails their statement; unheard, its event would end the process.
  pool.on("connect", (client) => {
    client.on("error", () => {});
    sendLargeValuesUncopied(client);
  });
  const turns = createFairTurns(max, PATIENCE_MS);
  const statement = preparer();
  const knownTo = descriptions();
  let halfvec: number | undefined;
  const askHalfVectors = async (client: pg.Pool | pg.PoolClient) => {
    const { rows } = await client.query<{ element: number }>(HALFVEC_TYPE);
    halfvec = rows[0]!.element;
  };
  const prepared = (text: string, given: readonly unknown[]) => {
    const values = given.map((value) => (isArrayParameter(value) ? arrayBinary(value, halfvec) : value));
    return statement(text, values);
  };
  /** Statements are sent in the order they are given: nothing is waited for before, but the very first time. */
  const send = async <Row>(
    client: pg.Pool | pg.PoolClient,
    text: string,
    given: readonly unknown[],
    ask: (statement: pg.QueryConfig) => Promise<pg.QueryResult>,
  ) => {
    if (halfvec === undefined && hasHalfVectors(given)) await askHalfVectors(client);
    return rowsOf<Row>(await ask(prepared(text, given)));
  };
  const database: Database = {
    kind: "native",
    async query<Row>(text: string, values: readonly unknown[] = []) {
      refuseWhileHeld(database);
      return send<Row>(pool, text, values, (statement) => pool.query(statement));
    },
    async connect(who = ""): Promise<Connection> {
      refuseWhileHeld(database);
      const leave = await turns.take(who);
      const client = await pool.connect().catch((error: unknown) => {
        leave();
        throw error;
      });
      let outdated: Error | undefined;
      const ask = gatherer(client, knownTo(client));
      /** Its plans may be older than the tables: the connection is not used again. */
      const watchPlans = (error: unknown): never => {
        if (error instanceof pg.DatabaseError && error.code === FEATURE_NOT_SUPPORTED) outdated = error;
        throw error;
      };
      return {
        query<Row>(text: string, values: readonly unknown[] = []) {
          return send<Row>(client, text, values, ask).catch(watchPlans);
        },
        async atOnce(statements) {
          if (halfvec === undefined && statements.some(({ values }) => hasHalfVectors(values)))
            await askHalfVectors(client);
          const configs = statements.map(({ text, values }) => prepared(text, values));
          return (await together(client, configs, knownTo(client)).catch(watchPlans)).map(rowsOf);
        },
        release(error) {
          client.release(error ?? outdated);
          leave();
        },
      };
    },
    async script(sql) {
      refuseWhileHeld(database);
      const client = await pool.connect();
      try {
        // Several statements give an array of results, one statement gives a single one.
        const results = (await client.query(sql)) as pg.QueryResult | pg.QueryResult[];
        client.release();
        return [results].flat().flatMap(({ rows }) => rows ?? []);
      } catch (error) {
        // The connection may be inside the script's transaction: it is thrown away.
        client.release(true);
        throw error;
      }
    },
    use: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount + turns.waiting() }),
    async ping() {
      await pool.query("select 1");
    },
    close: () => pool.end(),
  };
  return database;
}
