import { expect, test } from "vitest";
import { openCopy } from "../../src/db/embedded/embedded.ts";
import { tendTables } from "../../src/db/embedded/housekeeping.ts";
import { migratedFolder } from "../support/migrated-folder.ts";

const never = new AbortController().signal;

test("a table is tended once it has grown by a fifth, and then the planner knows it", async () => {
  const db = await openCopy(await migratedFolder());
  await db.script(`create table "Odd name" (a int); insert into "Odd name" select g from generate_series(1, 20000) g`);
  const tended = new Map<string, number>();
  expect(await tendTables(db, tended, never)).toEqual([`public."Odd name"`]);
  const { rows } = await db.query<{ rows: number }>(
    `select reltuples::int as rows from pg_class where relname = 'Odd name'`,
  );
  expect(rows[0]!.rows).toBe(20_000);
  expect(await tendTables(db, tended, never)).toEqual([]);
  await db.query(`insert into "Odd name" select g from generate_series(1, 6000) g`);
  expect(await tendTables(db, tended, never)).toEqual([`public."Odd name"`]);
  expect(await tendTables(db, tended, AbortSignal.abort())).toEqual([]);
  await db.close();
});
