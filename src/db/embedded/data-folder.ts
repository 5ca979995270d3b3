import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DomainError } from "../../kernel/errors.ts";

const PROBE_BYTES = 65_536;
/** What an empty database takes, and a little. */
const NEW_DATABASE_BYTES = 100_000_000;
const REASONS: Record<string, string> = {
  ENOENT: "no folder can be made there",
  ENOTDIR: "a file stands where a folder is needed",
  EEXIST: "a file stands where a folder is needed",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full or has less than 100 MB left",
  EDQUOT: "the quota of this user is used up",
  EIO: "the disk fails",
};

/**
 * Makes the folder for the embedded database and proves that it can be written to, before anything else is tried in it.
 * Throws `DomainError` invalid, with the reason and what to do.
 */
export function prepareFolder(folder: string): void {
  try {
    makeFolder(resolve(folder));
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, Buffer.alloc(PROBE_BYTES), { flush: true });
    unlinkSync(probe);
    const { bavail, bsize } = statfsSync(folder);
    if (!existsSync(join(folder, "postgres")) && bavail * bsize < NEW_DATABASE_BYTES)
      throw Object.assign(new Error("too little space"), { code: "ENOSPC" });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    const reason = REASONS[code] ?? (cause as Error).message;
    throw new DomainError(
      "invalid",
      `The folder ${folder} cannot hold the database: ${reason}${code === "" ? "" : ` (${code})`}. Set DATA_DIR to another folder, or mend this one.`,
      [{ field: "DATA_DIR", reason }],
      { cause },
    );
  }
}

/** One level after the other: where a system refuses with the wrong words, making them all at once goes on for ever. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error("not a folder"), { code: "ENOTDIR" });
    return;
  }
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it at the same moment.
    if (!existsSync(folder)) throw error;
  }
}
