import type { Database } from "../pool.ts";

/** Pages of a table (8 kB each) when it was last tended. */
export type TendedPages = Map<string, number>;

const SMALLEST_PAGES = 8;
const GROWN = 1.2;

/**
 * Vacuums and analyses tables that have grown by a fifth since they were last tended. The embedded database runs no
 * autovacuum: without this its planner knows nothing of the tables, and dead rows of busy ones stay for good. One
 * statement a table, each its own turn on the connection. Returns the tables tended.
 */
export async function tendTables(db: Database, tended: TendedPages, signal: AbortSignal): Promise<string[]> {
  const { rows } = await db.query<{ name: string; pages: number }>(
    `select format('%I.%I', n.nspname, c.relname) as name, (pg_relation_size(c.oid) / 8192)::int as pages
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('public', 'auth', 'jobs') order by 1`,
  );
  const done: string[] = [];
  for (const { name, pages } of rows) {
    if (signal.aborted) break;
    if (pages < SMALLEST_PAGES || pages < (tended.get(name) ?? 0) * GROWN) continue;
    await db.query(`vacuum (analyze) ${name}`);
    tended.set(name, pages);
    done.push(name);
  }
  return done;
}
