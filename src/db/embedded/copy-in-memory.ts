import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MemoryFS, PGlite } from "@electric-sql/pglite";

/** The engine's files in memory. They begin as those of a folder that no process has open, and leave it as it is. */
export class CopyInMemory extends MemoryFS {
  readonly #folder: string;

  constructor(folder: string) {
    super();
    this.#folder = folder;
  }

  override async initialSyncFs(): Promise<void> {
    const { FS } = this.pg!.Module;
    const copy = (from: string, to: string) => {
      FS.mkdir(to, 0o700);
      for (const entry of readdirSync(from, { withFileTypes: true })) {
        const [source, target] = [join(from, entry.name), `${to}/${entry.name}`];
        if (entry.isDirectory()) copy(source, target);
        else FS.writeFile(target, readFileSync(source), { canOwn: true } as { flags?: string });
      }
    };
    copy(this.#folder, PGlite.paths.PGDATA);
  }
}
