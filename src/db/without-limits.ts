import type { Connection, Database } from "./pool.ts";

/**
 * Runs `run` on a connection of its own whose statements may take and wait for as long as they need: building an index
 * takes up to hours.
 */
export async function withoutLimits<Result>(
  db: Database,
  run: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await db.connect();
  let failed: Error | undefined;
  try {
    await connection.query(
      "select set_config('statement_timeout', '0', false), set_config('lock_timeout', '0', false)",
    );
    const result = await run(connection);
    await connection.query("reset statement_timeout");
    await connection.query("reset lock_timeout");
    return result;
  } catch (error) {
    failed = error instanceof Error ? error : new Error(String(error));
    throw failed;
  } finally {
    connection.release(failed);
  }
}
