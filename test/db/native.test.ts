import { afterAll, beforeAll, expect, test } from "vitest";
import { texts } from "../../src/db/array-parameter.ts";
import { migrate } from "../../src/db/migrate.ts";
import { openNative } from "../../src/db/native/native.ts";
import type { Connection } from "../../src/db/pool.ts";
import { withoutLimits } from "../../src/db/without-limits.ts";
import { newId } from "../../src/kernel/ids.ts";

const server = process.env["TEST_DATABASE_URL"];
/** A database of this file's own: an aborted run leaves no table where other tests look at all there are. */
const name = `native_${newId().replaceAll("-", "")}`;
const url = server && Object.assign(new URL(server), { pathname: `/${name}` }).href;
const onServer = async (statement: string): Promise<void> => {
  if (server === undefined) return;
  const admin = openNative(server, () => {}, 1);
  await admin.script(statement);
  await admin.close();
};

beforeAll(() => onServer(`create database ${name}`));
afterAll(() => onServer(`drop database ${name} with (force)`));

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

test.skipIf(url === undefined)(
  "statements of one moment succeed or fail together, and the connection goes on",
  async () => {
    const db = openNative(url!, () => {}, 1);
    const connection = await db.connect();
    const half = (of: number) => connection.query<{ half: number }>("select 100 / $1::int as half", [of]);
    const told = async (...all: Promise<unknown>[]) => (await Promise.allSettled(all)).map(({ status }) => status);
    // From its twentieth use on a statement has a name, which a failure before it must not leave half known.
    for (let use = 0; use < 25; use++) {
      expect(await told(half(0), connection.query("select $1::int as one", [1]))).toEqual(["rejected", "rejected"]);
      expect(await told(half(2), connection.query("select $1::int as two", [2]))).toEqual(["fulfilled", "fulfilled"]);
      await connection.query("begin");
      expect(await told(half(2), half(0), connection.query("commit"))).toEqual(["rejected", "rejected", "rejected"]);
      await connection.query("rollback");
      const [one, two] = await Promise.all([half(2), half(4)]);
      expect([one.rows, two.rows]).toEqual([[{ half: 50 }], [{ half: 25 }]]);
    }
    connection.release();
    await db.close();
  },
);

test.skipIf(url === undefined)("large values arrive as they were, whatever stands beside them", async () => {
  const db = openNative(url!, () => {}, 1);
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
  const words = Array.from({ length: 9_000 }, (_, i) => (i % 7 === 0 ? null : `词 ${i}`));
  const values = [bytes, null, "短", texts(words), 7, "长".repeat(40_000), bytes.subarray(1, 4), { a: ["b"] }];
  // From its twentieth use on a statement has a name.
  for (let use = 0; use < 22; use++) {
    const { rows } = await db.query(
      `select $1::bytea as large, $2::text as nothing, $3::text as short, $4::text[] as words, $5::int as number,
         $6::text as long, $7::bytea as few, $8::jsonb as json`,
      values,
    );
    expect(rows).toEqual([
      {
        large: Buffer.from(bytes),
        nothing: null,
        short: "短",
        words,
        number: 7,
        long: "长".repeat(40_000),
        few: Buffer.from([1, 2, 3]),
        json: { a: ["b"] },
      },
    ]);
  }
  await expect(db.query("select $1::bytea, $2::int", [bytes, "x"])).rejects.toThrow(/integer/);
  expect((await db.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await db.close();
});

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
  const db = openNative(url!, () => {}, 2, { ...NEVER, statementMs: 400, lockMs: 100 });
  const slow = { id: 1, name: "0001_slow.sql", sql: "create table slow (id int); select pg_sleep(0.6);" };
  expect(await migrate(db, [slow])).toEqual([slow.name]);
  const holder = await db.connect();
  await holder.query("begin");
  await holder.query("lock table slow");
  await expect(db.query("select id from slow")).rejects.toThrow(/lock timeout/);
  await holder.query("rollback");
  holder.release();
  await db.close();
});

test.skipIf(url === undefined)(
  "statements sent at once are one transaction, and a failure of one undoes all",
  async () => {
    const db = openNative(url!, () => {}, 1);
    const table = `at_once_${newId().replaceAll("-", "")}`;
    await db.script(`create table ${table} (id int primary key)`);
    const connection = await db.connect();
    const insert = (id: number) => ({ text: `insert into ${table} values ($1) returning id`, values: [id] });
    const set = { text: "select set_config('app.said', $1, true)", values: ["here"] };
    const said = { text: "select current_setting('app.said', true) as said where $1", values: [true] };
    const count = { text: `select count(*)::int as n from ${table} where $1`, values: [true] };
    // Often enough that each statement has been prepared in between.
    for (let round = 0; round < 60; round += 1) {
      const [, heard, added] = await connection.atOnce!([set, said, insert(round)]);
      expect([heard!.rows, added!.rows]).toEqual([[{ said: "here" }], [{ id: round }]]);
      // Which is set for the transaction ends with it.
      expect((await connection.atOnce!([said]))[0]!.rows).toEqual([{ said: "" }]);
      await expect(connection.atOnce!([insert(1000 + round), insert(round), said])).rejects.toThrow(/duplicate/);
      expect((await connection.query(count.text, count.values)).rows).toEqual([{ n: round + 1 }]);
    }
    connection.release();
    await db.script(`drop table ${table}`);
    await db.close();
  },
);

test.skipIf(url === undefined)(
  "a statement that comes again and again reads as the first time: rows, none, a refusal, and a table that has changed",
  async () => {
    const db = openNative(url!, () => {}, 1);
    const table = `repeated_${newId().replaceAll("-", "")}`;
    await db.script(`create table ${table} (id int, made timestamptz)`);
    const within = async <Result>(run: (connection: Connection) => Promise<Result>): Promise<Result> => {
      const connection = await db.connect();
      return run(connection).finally(() => connection.release());
    };
    const made = new Date("2026-11-27T08:00:00Z");
    const rows = [{ id: 1, made }];
    const read = () => within((connection) => connection.query(`select * from ${table} where id = $1`, [1]));
    const change = (id: unknown) =>
      within((connection) => connection.query(`update ${table} set made = made where id = $1`, [id]));
    await db.query(`insert into ${table} values ($1, $2)`, [1, made]);
    for (let i = 0; i < 30; i += 1) {
      expect(await read()).toEqual({ rows, rowCount: 1 });
      expect(await change(1)).toEqual({ rows: [], rowCount: 1 });
      expect(await change(2)).toEqual({ rows: [], rowCount: 0 });
    }
    await expect(change("no number")).rejects.toThrow(/invalid input syntax/);
    const together = await within((connection) =>
      Promise.all([1, 2, 1].map((id) => connection.query(`select * from ${table} where id = $1`, [id]))),
    );
    expect(together.map((result) => result.rows)).toEqual([rows, [], rows]);
    const atOnce = { text: `select * from ${table} where id = $1`, values: [1] };
    expect((await within((connection) => connection.atOnce!([atOnce, atOnce]))).map((result) => result.rows)).toEqual([
      rows,
      rows,
    ]);
    await db.script(`alter table ${table} add column name text default 'new'`);
    await expect(read()).rejects.toThrow(/must not change result type/);
    expect((await read()).rows).toEqual([{ id: 1, made, name: "new" }]);
    await db.script(`drop table ${table}`);
    await db.close();
  },
);
