import { ZodError } from "zod";
import { isDomainError } from "./errors.ts";

const SYSTEM_CAUSES: Record<string, string> = {
  ECONNREFUSED: "The database server does not answer at its address. Start it, or correct DATABASE_URL.",
  ENOTFOUND: "The host is not known. Correct the one in DATABASE_URL, or HOST.",
  EADDRNOTAVAIL: "HOST is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all.",
  EADDRINUSE: "The port is in use. Stop the other program, or set PORT to another one.",
  EACCES: "Permission denied. Check the owner of DATA_DIR, or use a PORT above 1023.",
  ENOENT: "There is no such file or folder. Check the path.",
  EEXIST: "A file stands where a folder is needed. Check DATA_DIR.",
  ENOTDIR: "A file stands where a folder is needed. Check DATA_DIR.",
  ENOSPC: "The disk is full. Free some space and start again.",
  "28P01": "The database refuses the password in DATABASE_URL.",
  "28000": "The database refuses the user in DATABASE_URL.",
  "3D000": "The database named in DATABASE_URL does not exist. Create it first.",
  "53100": "The disk of the database server is full.",
  "42501": "The database user lacks a right: it must own the database and may need CREATEROLE.",
  "0A000": "The server lacks a feature that is needed. PostgreSQL 15 or newer with pgvector 0.8 or newer is required.",
  "58P01": "The extension pgvector is not installed on the database server. Install it, then start again.",
};

/** One line that says what stopped the process and what to do about it. */
export function describeFailure(error: unknown): string {
  if (isDomainError(error)) return error.message;
  if (error instanceof ZodError)
    return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  const code = codeOf(error);
  const known = code === undefined ? undefined : SYSTEM_CAUSES[code];
  const text = error instanceof Error ? String(error.message ?? error.name).split("\n")[0] : String(error);
  return known === undefined ? `Unexpected failure: ${text}` : `${known} (${text || code})`;
}

/** The first system or SQL code in the chain of causes. */
function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown };
    if (typeof code === "string" && code !== "") return code;
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
    if (/no space left on device/i.test(at.message)) return "ENOSPC";
  }
  return undefined;
}
