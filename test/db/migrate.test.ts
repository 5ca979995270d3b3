import { expect, test } from "vitest";
import { openCopy, openEmbedded } from "../../src/db/embedded/embedded.ts";
import { migrate, readMigrations } from "../../src/db/migrate.ts";
import { migratedFolder } from "../support/migrated-folder.ts";

const all = readMigrations();

test("migrations are numbered from 1 without a gap", () => {
  expect(all.map(({ id }) => id)).toEqual(all.map((_, index) => index + 1));
});

test("the schema can be brought up to date from every earlier state", async () => {
  const db = await openEmbedded(null);
  try {
    for (let prefix = 1; prefix <= all.length; prefix += 1) {
      expect(await migrate(db, all.slice(0, prefix))).toEqual([all[prefix - 1]!.name]);
    }
    expect(await migrate(db, all)).toEqual([]);
    await expect(migrate(db, all.slice(0, -1))).rejects.toThrow(/newer than this program/);
  } finally {
    await db.close();
  }
});

test("a migration that fails leaves nothing of itself and names its file", async () => {
  const db = await openCopy(await migratedFolder());
  try {
    expect(await migrate(db, all)).toEqual([]);
    const broken = {
      id: all.length + 1,
      name: "9999_broken.sql",
      sql: "create table half (tenant_id uuid); select 1 / 0;",
    };
    await expect(migrate(db, [...all, broken])).rejects.toThrow(/9999_broken\.sql failed: division by zero/);
    const { rows } = await db.query("select 1 from pg_class where relname = 'half'");
    expect(rows).toEqual([]);
    expect(await migrate(db, all)).toEqual([]);
  } finally {
    await db.close();
  }
});
