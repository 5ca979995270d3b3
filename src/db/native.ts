import pg from "pg";
import { refuseWhileHeld } from "./holding.ts";
import type { Connection, Database, Rows } from "./pool.ts";

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

/** A pool on a PostgreSQL server. `onError` hears of idle connections that broke; the pool replaces them. */
export function openNative(url: string, onError: (error: Error) => void, max = 16): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: "threeline",
    // Statements that do not wait for each other's rows travel together.
    pipeline: true,
  });
  pool.on("error", onError);
  // A connection that breaks while somebody holds it fails their statement; unheard, its event would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  const database: Database = {
    kind: "native",
    async query<Row>(text: string, values: readonly unknown[] = []) {
      refuseWhileHeld(database);
      return rowsOf<Row>(await pool.query(text, [...values]));
    },
    async connect(): Promise<Connection> {
      refuseWhileHeld(database);
      const client = await pool.connect();
      return {
        async query<Row>(text: string, values: readonly unknown[] = []) {
          return rowsOf<Row>(await client.query(text, [...values]));
        },
        release: (error) => client.release(error),
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
    async ping() {
      await pool.query("select 1");
    },
    close: () => pool.end(),
  };
  return database;
}
