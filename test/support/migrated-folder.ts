import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { openEmbedded } from "../../src/db/embedded/embedded.ts";
import { migrate, readMigrations } from "../../src/db/migrate.ts";

const CACHE = resolve(import.meta.dirname, "../../node_modules/.cache/threeline");
let made: Promise<string> | undefined;

/**
 * The folder of a migrated, empty embedded database that nobody has open, to be copied. Creating and migrating one takes
 * seconds, so it is made once for each state of the migrations and of the engine.
 */
export function migratedFolder(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const folder = join(CACHE, `migrated-${fingerprint()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(join(CACHE, "unfinished-"));
  const db = await openEmbedded(unfinished);
  await migrate(db);
  await db.close();
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another process was quicker.
    if (!existsSync(folder)) throw error;
    rmSync(unfinished, { recursive: true });
  }
  return folder;
}

/** What the database is made by. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const { name, sql } of readMigrations()) hash.update(`${name}\n${sql}\n`);
  for (const engine of ["@electric-sql/pglite", "@electric-sql/pglite-pgvector"])
    hash.update(readFileSync(join(dirname(createRequire(import.meta.url).resolve(engine)), "../package.json")));
  return hash.digest("hex").slice(0, 16);
}
