import { openCopy } from "../../src/db/embedded/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { openNative } from "../../src/db/native/native.ts";
import type { Database } from "../../src/db/pool.ts";
import { migratedFolder } from "./migrated-folder.ts";

/** One migrated database per test process: every test makes its own tenant in it. */
let opened: Promise<Database> | undefined;

/** The database of this process: in memory, or the server named by TEST_DATABASE_URL. */
export function testDatabase(): Promise<Database> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Database> {
  const url = process.env["TEST_DATABASE_URL"];
  const db = url === undefined ? await openCopy(await migratedFolder()) : openNative(url, () => {});
  await migrate(db);
  return db;
}
