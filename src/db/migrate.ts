import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DomainError } from "../kernel/errors.ts";
import type { Database } from "./pool.ts";

export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly sql: string;
}

/** The numbered files of `migrations/`, in order. Each runs once; none is ever edited after it has landed. */
export function readMigrations(folder: string = join(import.meta.dirname, "migrations")): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => ({ id: Number(file.slice(0, 4)), name: file, sql: readFileSync(join(folder, file), "utf8") }));
}

const LEDGER = `
  create schema if not exists jobs;
  create table if not exists jobs.migration (id int primary key, name text not null, applied_at timestamptz not null);
  insert into jobs.migration values (0, 'lock', now()) on conflict do nothing;`;

/**
 * Brings the schema up to the newest migration, one transaction each, under a row lock, so that several processes
 * may start at once. Returns the names applied. Throws `DomainError` when the database is newer than this program.
 */
export async function migrate(db: Database, migrations: readonly Migration[] = readMigrations()): Promise<string[]> {
  await prepareLedger(db);
  const { rows: before } = await db.query<{ id: number }>("select id from jobs.migration");
  const there = new Set(before.map(({ id }) => id));
  const applied: string[] = [];
  for (const migration of migrations.filter(({ id }) => !there.has(id))) {
    if (await applyOne(db, migration)) applied.push(migration.name);
  }
  const newest = migrations.at(-1)?.id ?? 0;
  const { rows } = await db.query<{ id: number }>("select max(id) as id from jobs.migration");
  if ((rows[0]?.id ?? 0) > newest) {
    throw new DomainError(
      "unsupported",
      `The database is at migration ${rows[0]?.id}, newer than this program (${newest}). Install the newer version.`,
    );
  }
  return applied;
}

async function prepareLedger(db: Database): Promise<void> {
  // Two processes creating the schema at the same instant: one of them sees a unique violation and tries again.
  for (let attempt = 0; ; attempt += 1) {
    try {
      await db.script(LEDGER);
      return;
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
}

async function applyOne(db: Database, { id, name, sql }: Migration): Promise<boolean> {
  const { rows } = await db.query("select 1 from jobs.migration where id = $1", [id]);
  if (rows.length > 0) return false;
  // However long it takes, and however long another process does that holds the row.
  const header = `begin; set local statement_timeout = 0; set local lock_timeout = 0;
    select 1 from jobs.migration where id = 0 for update;`;
  const record = `insert into jobs.migration values (${id}, '${name.replaceAll("'", "''")}', now()); commit;`;
  try {
    await db.script(`${header}\n${sql}\n${record}`);
    return true;
  } catch (error) {
    const { rows: after } = await db.query("select 1 from jobs.migration where id = $1", [id]);
    if (after.length > 0) return false;
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
