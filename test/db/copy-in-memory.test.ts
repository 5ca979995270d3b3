import { expect, test } from "vitest";
import { openCopy } from "../../src/db/embedded/embedded.ts";
import { readMigrations } from "../../src/db/migrate.ts";
import type { Database } from "../../src/db/pool.ts";
import { migratedFolder } from "../support/migrated-folder.ts";

const tableIn = async (db: Database) => (await db.query("select 1 from pg_class where relname = 'only_here'")).rows;

test("a copy in memory begins with what the folder holds, and changes neither it nor another copy", async () => {
  const folder = await migratedFolder();
  const [one, other] = [await openCopy(folder), await openCopy(folder)];
  const { rows } = await one.query<{ id: number }>("select max(id) as id from jobs.migration");
  expect(rows[0]!.id).toBe(readMigrations().length);
  await one.script("create table only_here (a int); checkpoint");
  expect(await tableIn(one)).toHaveLength(1);
  await one.close();
  expect(await tableIn(other)).toEqual([]);
  await other.close();
  const third = await openCopy(folder);
  expect(await tableIn(third)).toEqual([]);
  await third.close();
});
