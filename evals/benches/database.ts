import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { openEmbedded } from "../../src/db/embedded/embedded.ts";
import { migrate } from "../../src/db/migrate.ts";
import { openNative } from "../../src/db/native/native.ts";
import type { Database } from "../../src/db/pool.ts";
import { newId } from "../../src/kernel/ids.ts";

/** A fresh, migrated database. The native server is TEST_DATABASE_URL, or one that the gate's script brings up. */
export async function benchDatabase(kind: "native" | "embedded"): Promise<Database> {
  const db = kind === "embedded" ? await openEmbedded(null) : await freshNative();
  await migrate(db);
  return db;
}

/** As `benchDatabase`, with the server's address of it for clients of other libraries; null for the embedded one. */
export async function benchPlace(
  kind: "native" | "embedded",
): Promise<{ db: Database; url: string | null; close(): Promise<void> }> {
  if (kind === "embedded") {
    const db = await benchDatabase(kind);
    return { db, url: null, close: db.close };
  }
  const { url, drop } = await nativeUrl();
  const db = openNative(url, () => {});
  await migrate(db);
  return { db, url, close: () => db.close().then(drop) };
}

/** The address of a fresh database on the native server, and what drops it again. */
export async function nativeUrl(): Promise<{ url: string; drop(): Promise<void> }> {
  const server =
    process.env["TEST_DATABASE_URL"] ??
    execFileSync(resolve(import.meta.dirname, "../../.ci/native-postgres"), ["start"], { encoding: "utf8" }).trim();
  const name = `bench_${newId().replaceAll("-", "")}`;
  const asAdmin = async (statement: string) => {
    const admin = openNative(server, () => {});
    await admin.script(statement);
    await admin.close();
  };
  await asAdmin(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`drop database ${name} with (force)`) };
}

async function freshNative(): Promise<Database> {
  const { url, drop } = await nativeUrl();
  const db = openNative(url, () => {});
  return { ...db, close: () => db.close().then(drop) };
}

/** The value below which `share` of the samples lie; nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
