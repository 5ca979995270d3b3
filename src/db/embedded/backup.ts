import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { DomainError } from "../../kernel/errors.ts";
import { prepareFolder } from "./data-folder.ts";
import { lockFolder } from "./folder-lock.ts";

/** The engine's own folder within DATA_DIR, and the file that says which PostgreSQL wrote it. */
const ENGINE = "postgres";
const VERSION = "PG_VERSION";

/**
 * Copies the embedded database of `folder` into the new folder `target`. The folder is locked meanwhile: nobody writes,
 * so the copy is one moment. Throws `DomainError`: `conflict` while a server runs or when the target is taken, `not_found`
 * when there is no database.
 */
export function backUpFolder(folder: string, target: string): void {
  if (!existsSync(join(folder, ENGINE, VERSION)))
    throw new DomainError("not_found", `The folder ${folder} holds no database. Set DATA_DIR to the one that does.`);
  refuseTaken(target);
  const unlock = lockFolder(folder);
  try {
    copyWhole(join(folder, ENGINE), target);
  } finally {
    unlock();
  }
}

/**
 * Puts a backup into `folder`, which must hold no database yet: what is there is never overwritten. Throws `DomainError`:
 * `invalid` when `source` is no whole backup, `conflict` when there is a database.
 */
export function restoreFolder(source: string, folder: string): void {
  if (!existsSync(join(source, VERSION)) || !/^\d+\s*$/.test(readFileSync(join(source, VERSION), "utf8")))
    throw new DomainError("invalid", `The folder ${source} is not a whole backup: it lacks ${VERSION}.`);
  prepareFolder(folder);
  const unlock = lockFolder(folder);
  try {
    refuseTaken(join(folder, ENGINE));
    copyWhole(source, join(folder, ENGINE));
  } finally {
    unlock();
  }
}

function refuseTaken(target: string): void {
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new DomainError("conflict", `There is something in ${target} already. Name a folder that is new or empty.`);
}

/** Under another name until all of it is there, so that half a copy is never taken for a backup. */
function copyWhole(from: string, to: string): void {
  const half = `${resolve(to)}.unfinished`;
  rmSync(half, { recursive: true, force: true });
  try {
    mkdirSync(resolve(to, ".."), { recursive: true });
    cpSync(from, half, { recursive: true, preserveTimestamps: true });
    rmSync(to, { recursive: true, force: true });
    renameSync(half, to);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw error;
  }
}
