import { expect, test } from "vitest";
import { migrate } from "../../src/db/migrate.ts";
import { openNative } from "../../src/db/native.ts";
import { withoutLimits } from "../../src/db/without-limits.ts";
import { newId } from "../../src/kernel/ids.ts";

const url = process.env["TEST_DATABASE_URL"];

test.skipIf(url === undefined)(
  "a server that drops a connection in a transaction fails it, not the process",
  async () => {
    const db = openNative(url!, () => {}, 3);
    const held = await db.connect();
    await held.query("begin");
    const { rows } = await held.query<{ pid: number }>("select pg_backend_pid() as pid");
    await db.query("select pg_terminate_backend($1)", [rows[0]!.pid]);
    await expect(held.query("select 1")).rejects.toThrow();
    held.release(new Error("broken"));
    expect((await db.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await db.close();
  },
);

const NEVER = { statementMs: 0, lockMs: 0, idleInTransactionMs: 0 };
const sleepLong = "select pg_sleep(30)";

test.skipIf(url === undefined)("a statement that takes too long is ended; what must take its time is not", async () => {
  const db = openNative(url!, () => {}, 1, { ...NEVER, statementMs: 100, lockMs: 100 });
  await expect(db.query(sleepLong)).rejects.toThrow(/statement timeout/);
  await withoutLimits(db, (connection) => connection.query("select pg_sleep(0.3)"));
  await expect(db.query(sleepLong)).rejects.toThrow(/statement timeout/);
  await expect(withoutLimits(db, (connection) => connection.query("select 1 / 0"))).rejects.toThrow(/division/);
  await expect(db.query(sleepLong)).rejects.toThrow(/statement timeout/);
  await db.close();
});

test.skipIf(url === undefined)("a transaction that its holder forgot ends, and frees what it had locked", async () => {
  const db = openNative(url!, () => {}, 2, { ...NEVER, lockMs: 5000, idleInTransactionMs: 100 });
  const table = `forgotten_${newId().replaceAll("-", "")}`;
  await db.script(`create table ${table} (id int); insert into ${table} values (1);`);
  const forgotten = await db.connect();
  await forgotten.query("begin");
  await forgotten.query(`select id from ${table} for update`);
  expect((await db.query(`update ${table} set id = 2`)).rowCount).toBe(1);
  await expect(forgotten.query("commit")).rejects.toThrow();
  forgotten.release(new Error("ended"));
  await db.script(`drop table ${table}`);
  await db.close();
});

test.skipIf(url === undefined)("who waits for a lock gives up; a migration takes as long as it needs", async () => {
  const admin = openNative(url!, () => {}, 1);
  const name = `limits_${newId().replaceAll("-", "")}`;
  await admin.script(`create database ${name}`);
  const own = new URL(url!);
  own.pathname = `/${name}`;
  const db = openNative(own.href, () => {}, 2, { ...NEVER, statementMs: 400, lockMs: 100 });
  const slow = { id: 1, name: "0001_slow.sql", sql: "create table slow (id int); select pg_sleep(0.6);" };
  expect(await migrate(db, [slow])).toEqual([slow.name]);
  const holder = await db.connect();
  await holder.query("begin");
  await holder.query("lock table slow");
  await expect(db.query("select id from slow")).rejects.toThrow(/lock timeout/);
  await holder.query("rollback");
  holder.release();
  await db.close();
  await admin.script(`drop database ${name} with (force)`);
  await admin.close();
});
