import { existsSync } from "node:fs";
import { join } from "node:path";
import { MANUALS } from "./cases.ts";

/** The folder that the command names, or the usual one. Throws when a manual is not in it. */
export function manualsFolder(): string {
  const folder = process.argv[2] ?? join(import.meta.dirname, "../../../shared/data/kb");
  for (const manual of MANUALS)
    if (!existsSync(join(folder, manual)))
      throw new Error(`The manual ${manual} is not in ${folder}; it is not part of the project.`);
  return folder;
}
