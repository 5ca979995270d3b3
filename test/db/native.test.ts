import { expect, test } from "vitest";
import { openNative } from "../../src/db/native.ts";

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
