import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { restoreFolder } from "../../src/db/embedded/backup.ts";
import { openNative } from "../../src/db/native/native.ts";
import { openDatabase } from "../../src/db/open.ts";
import type { Database } from "../../src/db/pool.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";

export type Kind = "native" | "embedded";

/** A database of its own that a process can be pointed to, and that can be looked into while no process runs. */
export interface Place {
  /** Settings of a process that lives here. */
  readonly env: Readonly<Record<string, string>>;
  open(): Promise<Database>;
  /** Another place with the same content. Nobody may have this one open. */
  copy(): Promise<Place>;
  remove(): Promise<void>;
}

/** `backup` is of an embedded database, which an embedded place then begins with: creating one takes seconds. */
export const newPlace = (kind: Kind, backup?: string): Promise<Place> =>
  kind === "native" ? newNative() : newEmbedded(backup);

async function newEmbedded(backup?: string): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "threeline-faults-"));
  if (backup !== undefined) restoreFolder(backup, folder);
  return embeddedIn(folder);
}

function embeddedIn(folder: string): Place {
  return {
    env: { DATA_DIR: folder },
    open: () => openDatabase({ url: undefined, poolSize: 4, folder }, silentLogger),
    copy: async () => {
      const to = mkdtempSync(join(tmpdir(), "threeline-faults-"));
      cpSync(folder, to, { recursive: true });
      return embeddedIn(to);
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The server of TEST_DATABASE_URL, or one that the gate's script brings up. */
const serverUrl = (): string =>
  process.env["TEST_DATABASE_URL"] ??
  execFileSync(resolve(import.meta.dirname, "../../.ci/native-postgres"), ["start"], { encoding: "utf8" }).trim();

const newNative = (): Promise<Place> => nativeFrom(serverUrl(), "template1");

async function nativeFrom(server: string, template: string): Promise<Place> {
  const name = `faults_${newId().replaceAll("-", "")}`;
  await onServer(server, `create database ${name} template ${template}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    env: { DATABASE_URL: url, DATABASE_POOL: "8" },
    open: () => openDatabase({ url, poolSize: 4, folder: null }, silentLogger),
    copy: () => nativeFrom(server, name),
    remove: () => onServer(server, `drop database ${name} with (force)`),
  };
}

async function onServer(server: string, sql: string): Promise<void> {
  const admin = openNative(server, () => {}, 2);
  await admin.script(sql).finally(() => admin.close());
}
