import { readConfig } from "../config.ts";
import { backUpFolder, restoreFolder } from "../db/embedded/backup.ts";
import { DomainError } from "../kernel/errors.ts";
import { type Call, usage } from "./command.ts";

/** The embedded database's folder; a server has better tools of its own. */
function embeddedFolder(): string {
  const { DATABASE_URL, DATA_DIR } = readConfig();
  if (DATABASE_URL !== undefined)
    throw new DomainError("unsupported", "The database is a server: use pg_dump and pg_restore (see the README).");
  return DATA_DIR;
}

export async function backupCommand({ words: [target], say }: Call): Promise<number> {
  if (target === undefined) throw usage("Name a new folder: backup FOLDER");
  const folder = embeddedFolder();
  backUpFolder(folder, target);
  say(`The database in ${folder} is copied to ${target}.`);
  return 0;
}

export async function restoreCommand({ words: [source], say }: Call): Promise<number> {
  if (source === undefined) throw usage("Name the backup: restore FOLDER");
  const folder = embeddedFolder();
  restoreFolder(source, folder);
  say(`The backup ${source} is in ${folder}; start the server.`);
  return 0;
}
