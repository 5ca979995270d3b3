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

test("postings that were fresh in the form before stand behind the main ones once the schema is up to date", async () => {
  const narrow = all.findIndex(({ name }) => name.endsWith("_narrow_fresh_postings.sql"));
  const db = await openEmbedded(null);
  const tenant = "00000000-0000-7000-8000-000000000001";
  const bytes = (...slots: number[]) => Buffer.from(slots.flatMap((slot) => [slot, 0, 0, 0, 10, 20, 30, 0]));
  try {
    await migrate(db, all.slice(0, narrow));
    await db.query(
      "insert into tenant (tenant_id, slug, name, end_user_secret, link_secret, created_at) values ($1, 't', 't', 'e', 'l', now())",
      [tenant],
    );
    await db.query("insert into posting (tenant_id, term, block, content) values ($1, '备份', 0, $2)", [
      tenant,
      bytes(0),
    ]);
    for (const first of [8, 4])
      await db.query(
        `insert into posting_fresh (tenant_id, bucket, segment, block, terms, starts, content)
         values ($1, 7, $2, 0, E'备份\nrestore', '{1,17,25}', $3)`,
        [tenant, first, bytes(first, first + 1, first + 1)],
      );
    await migrate(db, all);
    const { rows } = await db.query<{ term: string; content: Uint8Array }>(
      "select term, content from posting order by term",
    );
    expect(rows.map(({ term, content }) => [term, Buffer.from(content)])).toEqual([
      ["restore", bytes(5, 9)],
      ["备份", bytes(0, 4, 5, 8, 9)],
    ]);
    expect((await db.query("select 1 from posting_fresh")).rows).toEqual([]);
  } finally {
    await db.close();
  }
});
