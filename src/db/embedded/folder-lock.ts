import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DomainError } from "../../kernel/errors.ts";
import { prepareFolder } from "./data-folder.ts";

/**
 * Takes the folder for this process. PGlite has no lock of its own, and two processes on one folder corrupt it.
 * An exclusive SQLite transaction is a lock of the operating system: it ends with the process, even with kill -9.
 * Throws `DomainError` conflict when another process holds the folder, invalid when it cannot be written to.
 */
export function lockFolder(folder: string): () => void {
  prepareFolder(folder);
  const lock = new DatabaseSync(join(folder, "lock"));
  try {
    lock.exec("begin exclusive");
  } catch (cause) {
    lock.close();
    throw new DomainError(
      "conflict",
      `The folder ${folder} is in use by another Threeline process. Stop that one, or set DATA_DIR to another folder.`,
      [],
      { cause },
    );
  }
  return () => lock.close();
}
