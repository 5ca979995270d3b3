import { expect, test } from "vitest";
import { createServer } from "../../src/api/server.ts";
import type { Tx } from "../../src/db/pool.ts";
import { inTenant, inTenantOnce, readInTenant } from "../../src/db/tenant.ts";
import { databaseTrouble } from "../../src/db/trouble.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { send } from "../support/app.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const raise = (code: string) => db.query(`do $$ begin raise exception 'secret row' using errcode = '${code}'; end $$`);
const server = createServer({ db, clock: systemClock, log: silentLogger, maxBodyBytes: 1000, requestsPerMinute: 100 }, [
  (app) => {
    app.get("/assets/:file", async (c) => {
      await raise(c.req.param("file"));
      return c.text("never");
    });
  },
]);
const ask = (code: string) => send((request) => server.fetch(request), `GET /assets/${code}`);

test("what the database could do a little later is no bug: 503, when to come again, and no word of the driver's", async () => {
  for (const [code, after, words] of [
    ["57014", "10", /took too long/],
    ["55P03", "2", /Others work on the same/],
    ["40001", "1", /same moment/],
    ["40P01", "1", /same moment/],
    ["53300", "5", /too busy/],
    ["53100", "60", /disk/],
    ["57P01", "5", /does not answer/],
  ] as const) {
    const answer = await ask(code);
    expect([code, answer.status, answer.headers.get("retry-after")]).toEqual([code, 503, after]);
    expect(answer.body).toMatchObject({
      type: "urn:threeline:problem:unavailable",
      detail: expect.stringMatching(words),
      instance: expect.stringMatching(/^urn:threeline:request:/),
    });
    expect(JSON.stringify(answer.body)).not.toContain("secret row");
  }
});

test("a broken rule or a wrong statement stays a failure of ours", async () => {
  for (const code of ["23505", "42703", "22P02"]) expect((await ask(code)).status).toBe(500);
});

test("a pool without a free connection and a connection that broke are recognised without a code", () => {
  expect(databaseTrouble(new Error("timeout exceeded when trying to connect"))?.retryAfterS).toBe(5);
  expect(databaseTrouble(new Error("Connection terminated unexpectedly"))).toBeDefined();
  expect(
    databaseTrouble(new Error("outer", { cause: Object.assign(new Error("x"), { code: "ECONNRESET" }) })),
  ).toBeDefined();
  expect(databaseTrouble(new Error("anything else"))).toBeUndefined();
  expect(databaseTrouble("text")).toBeUndefined();
});

test("a reading that lost against a transaction beside it is done once more, and only once", async () => {
  const { ctx } = await freshTenant();
  let times = 0;
  const losing = (losses: number) => {
    times = 0;
    return readInTenant(db, ctx.tenantId, async (tx) => {
      times += 1;
      if (times <= losses) throw Object.assign(new Error("could not serialize"), { code: "40001" });
      return (await tx.query("select 1 as one")).rows;
    });
  };
  expect(await losing(1)).toEqual([{ one: 1 }]);
  await expect(losing(2)).rejects.toThrow(/serialize/);
  expect(times).toBe(2);
});

test("a change that lost against a transaction beside it is made once more, and only once; nothing of the lost try stays", async () => {
  const { ctx } = await freshTenant();
  const lose = (tx: Tx) =>
    tx.query("do $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$").then(() => "never");
  let times = 0;
  const heard: number[] = [];
  const change = (losing: number) =>
    inTenant(db, ctx.tenantId, async (tx) => {
      times += 1;
      const time = times;
      tx.afterCommit(() => heard.push(time));
      await tx.query("insert into contact (tenant_id, id, external_id, created_at) values ($1, $2, $3, now())", [
        ctx.tenantId,
        newId(),
        `try ${time} of ${losing}`,
      ]);
      return time > losing ? "made" : lose(tx);
    });
  expect(await change(1)).toBe("made");
  expect([times, heard]).toEqual([2, [2]]);
  times = 0;
  await expect(change(9)).rejects.toMatchObject({ code: "40P01" });
  expect([times, heard]).toEqual([2, [2]]);
  const kept = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query<{ id: string }>("select external_id as id from contact where tenant_id = $1", [ctx.tenantId]),
  );
  expect(kept.rows).toEqual([{ id: "try 2 of 1" }]);
});

test("what remembers its writings is not run again", async () => {
  const { ctx } = await freshTenant();
  let times = 0;
  const once = inTenantOnce(db, ctx.tenantId, (tx) => {
    times += 1;
    return tx.query("do $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$");
  });
  await expect(once).rejects.toMatchObject({ code: "40P01" });
  expect(times).toBe(1);
});

test.skipIf(db.kind === "embedded")("two changes that lock the same rows in opposite order are both made", async () => {
  const { ctx } = await freshTenant();
  const [a, b] = [newId(), newId()];
  await inTenant(db, ctx.tenantId, async (tx) => {
    for (const id of [a, b])
      await tx.query("insert into contact (tenant_id, id, external_id, created_at) values ($1, $2, $3, now())", [
        ctx.tenantId,
        id,
        id,
      ]);
  });
  let waiting = 2;
  const { promise: bothHold, resolve: hold } = Promise.withResolvers<void>();
  const inOrder = (ids: readonly string[], name: string) =>
    inTenant(db, ctx.tenantId, async (tx) => {
      for (const id of ids) {
        await tx.query("update contact set name = coalesce(name, '') || $3 where tenant_id = $1 and id = $2", [
          ctx.tenantId,
          id,
          name,
        ]);
        waiting -= 1;
        if (waiting <= 0) hold();
        await bothHold;
      }
    });
  await Promise.all([inOrder([a, b], "1"), inOrder([b, a], "2")]);
  const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query<{ name: string }>("select name from contact where tenant_id = $1", [ctx.tenantId]),
  );
  expect(rows.map(({ name }) => [...name].sort().join(""))).toEqual(["12", "12"]);
});
