import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "../kernel/log.ts";
import { openEmbedded } from "./embedded/embedded.ts";
import { lockFolder } from "./embedded/folder-lock.ts";
import { migrate } from "./migrate.ts";
import { type Limits, openNative } from "./native/native.ts";
import type { Database } from "./pool.ts";

export interface DatabaseSettings {
  /** A PostgreSQL server, or undefined for the embedded database in `folder`. */
  readonly url: string | undefined;
  readonly poolSize: number;
  /** What a server's connections hold to; without it a statement may take as long as it needs. */
  readonly limits?: Limits;
  /** Null keeps the embedded database in memory. */
  readonly folder: string | null;
}

/** Opens the database that the settings name, brought up to date. Closing it also lets go of the folder. */
export async function openDatabase(
  { url, poolSize, limits, folder }: DatabaseSettings,
  log: Logger,
): Promise<Database> {
  if (url !== undefined) {
    const db = openNative(
      url,
      (error) => log.warn({ error: error.message }, "An idle database connection broke."),
      poolSize,
      limits,
    );
    return migrated(db);
  }
  if (folder === null) return migrated(await openEmbedded(null));
  const unlock = lockFolder(folder);
  try {
    mkdirSync(join(folder, "postgres"), { recursive: true });
    const db = await migrated(await openEmbedded(join(folder, "postgres")));
    return { ...db, close: () => db.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function migrated(db: Database): Promise<Database> {
  try {
    await migrate(db);
    return db;
  } catch (error) {
    await db.close().catch(() => {});
    throw error;
  }
}
