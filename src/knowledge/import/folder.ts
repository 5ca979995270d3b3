import { constants, type Dirent } from "node:fs";
import { type FileHandle, lstat, open, opendir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { DomainError, invalid } from "../../kernel/errors.ts";
import { isHidden, safePath } from "./file-paths.ts";
import { type ImportLimits, megabytes } from "./limits.ts";

/** A file of an import before it is read. `problem` says why it will not be. */
export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
  readonly problem: string | null;
  /** Said by who has the file, which then need not be read: it is as it was, it is gone, or it cannot be had now. */
  readonly known?: "unchanged" | "gone" | "unreachable";
}

/** Where an import's files are, whatever happens to the process in between. */
export interface ImportFiles {
  /** All files that are not hidden, sorted by path. */
  list(signal: AbortSignal): Promise<ListedFile[]>;
  /** Null when the file is gone. */
  read(path: string): Promise<Uint8Array | null>;
}

/** The files below a folder. Symbolic links are never followed. */
export async function openFolder(folder: string, limits: ImportLimits): Promise<ImportFiles> {
  const root = await realpath(folder).catch(() => null);
  if (root === null || !(await lstat(root)).isDirectory()) throw invalid("folder", `${folder} is not a folder`);
  return {
    list: (signal) => listFolder(root, limits, signal),
    read: (path) => readWithin(root, path, limits),
  };
}

async function listFolder(root: string, limits: ImportLimits, signal: AbortSignal): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  let total = 0;
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (depth > limits.maxDepth)
      throw new DomainError("too_large", `${folder}: folders are nested deeper than ${limits.maxDepth}.`);
    for await (const entry of await opendir(join(root, folder))) {
      signal.throwIfAborted();
      const path = safePath(folder === "" ? entry.name : `${folder}/${entry.name}`);
      if (path === null || isHidden(entry.name) || entry.name === "node_modules") continue;
      if (entry.isDirectory()) await walk(path, depth + 1);
      const file = await listed(root, path, entry, limits);
      if (file) files.push(file);
      total += file?.bytes ?? 0;
      refuseExcess(files.length, total, limits);
    }
  };
  await walk("", 0);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function listed(root: string, path: string, entry: Dirent, limits: ImportLimits): Promise<ListedFile | null> {
  if (entry.isSymbolicLink()) return { path, bytes: 0, problem: "Symbolic links are not followed." };
  if (!entry.isFile()) return null;
  const { size } = await lstat(join(root, path));
  return size > limits.maxFileBytes
    ? { path, bytes: 0, problem: tooLarge(size, limits) }
    : { path, bytes: size, problem: null };
}

export const tooLarge = (bytes: number, limits: ImportLimits): string =>
  `The file has ${megabytes(bytes)}; at most ${megabytes(limits.maxFileBytes)} are read.`;

export function refuseExcess(files: number, bytes: number, limits: ImportLimits): void {
  if (files > limits.maxFiles) throw new DomainError("too_large", `There are more than ${limits.maxFiles} files.`);
  if (bytes > limits.maxTotalBytes)
    throw new DomainError("too_large", `The files have more than ${megabytes(limits.maxTotalBytes)} together.`);
}

async function readWithin(root: string, path: string, limits: ImportLimits): Promise<Uint8Array | null> {
  if (safePath(path) !== path) return null;
  let file: FileHandle | undefined;
  try {
    const real = await realpath(join(root, path));
    // A folder on the way may have become a link since it was listed.
    if (real !== join(root, path)) return null;
    file = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const { size } = await file.stat();
    return size > limits.maxFileBytes ? null : await file.readFile();
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      (error.code === "ENOENT" || error.code === "ELOOP" || error.code === "ENOTDIR")
    )
      return null;
    throw error;
  } finally {
    await file?.close();
  }
}
