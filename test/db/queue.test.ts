import { afterAll, expect, test } from "vitest";
import { type JobHandler, openQueue } from "../../src/db/queue.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const queue = await openQueue(db, silentLogger, ["test-work", "test-fails", "test-tells", "test-spent"]);
const done: string[] = [];
let attempts = 0;
const WORDS = "what a customer wrote";
const givenUp: string[] = [];
let noted = 0;
const handlers: Readonly<Record<string, JobHandler>> = {
  "test-work": async ({ id }) => void done.push(id),
  "test-spent": async () => Promise.reject(new Error("each time")),
  "test-fails": async () => {
    attempts += 1;
    if (attempts === 1) throw new Error("first attempt");
  },
  "test-tells": async ({ id }) => {
    done.push(id);
    throw Object.assign(new Error(`invalid input: ${WORDS}`), {
      code: "23502",
      detail: `Failing row contains (${WORDS})`,
    });
  },
};
await queue.start(
  handlers,
  {},
  {
    "test-spent": async ({ id }) => {
      noted += 1;
      if (noted === 1) throw new Error("not yet");
      givenUp.push(id);
    },
  },
);
afterAll(() => queue.stop(2000));

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};

test("a job enqueued in a transaction runs after its commit", async () => {
  const { ctx } = await freshTenant();
  const id = newId();
  await inTenant(db, ctx.tenantId, (tx) => queue.send(tx, "test-work", id));
  await until(() => done.includes(id));
});

test("a job enqueued in a transaction that rolls back never runs", async () => {
  const { ctx } = await freshTenant();
  const [lost, later] = [newId(), newId()];
  await inTenant(db, ctx.tenantId, async (tx) => {
    await queue.send(tx, "test-work", lost);
    throw new Error("no");
  }).catch(() => {});
  await inTenant(db, ctx.tenantId, (tx) => queue.send(tx, "test-work", later));
  await until(() => done.includes(later));
  expect(done).not.toContain(lost);
});

test("a job that stands for many changes is enqueued once, and again where its change was taken back", async () => {
  const { ctx } = await freshTenant();
  const id = newId();
  const send = (fails = false) =>
    inTenant(db, ctx.tenantId, async (tx) => {
      await queue.send(tx, "test-work", id, { once: true });
      if (fails) throw new Error("no");
    });
  await expect(send(true)).rejects.toThrow("no");
  await send();
  await send();
  const later = newId();
  await inTenant(db, ctx.tenantId, (tx) => queue.send(tx, "test-work", later));
  await until(() => done.includes(later));
  expect(done.filter((one) => one === id)).toEqual([id]);
});

// These three wait for the queue more than they work: each has jobs of its own.
test.concurrent("a backlog of jobs that become due together is worked off without a pause between them", async () => {
  const { ctx } = await freshTenant();
  const ids = Array.from({ length: 30 }, () => newId());
  const startAfter = new Date(Date.now() + 1000);
  await inTenant(db, ctx.tenantId, async (tx) => {
    for (const id of ids) await queue.send(tx, "test-work", id, { startAfter });
  });
  // With a pause of the polling interval between two of them this takes a minute, which the test does not wait.
  await until(() => ids.every((id) => done.includes(id)));
});

test.concurrent("a job that fails is tried again", async () => {
  const { ctx } = await freshTenant();
  await inTenant(db, ctx.tenantId, (tx) => queue.send(tx, "test-fails", newId()));
  await until(() => attempts > 1);
  expect(attempts).toBe(2);
});

test.concurrent("a job that has no try left is noted as given up, and tried to be until it is", {
  timeout: 60_000,
}, async () => {
  const { ctx } = await freshTenant();
  const id = newId();
  const startAfter = new Date(Date.now() + 3_600_000);
  await inTenant(db, ctx.tenantId, (tx) => queue.send(tx, "test-spent", id, { startAfter }));
  await db.query(
    "update jobs.job set retry_count = retry_limit, state = 'retry', start_after = now() where name = 'test-spent'",
  );
  await until(() => givenUp.length > 0);
  expect(givenUp).toEqual([id]);
});

test("a job that a process left when it died is taken up at once by the one that has the database to itself", async () => {
  const { ctx } = await freshTenant();
  const [left, running, spent] = [newId(), newId(), newId()];
  const other = await openQueue(db, silentLogger, ["test-left"]);
  await inTenant(db, ctx.tenantId, async (tx) => {
    for (const id of [left, running, spent]) await other.send(tx, "test-left", id);
  });
  await other.stop(1000);
  const begun = (id: string, at: string, tries: number) =>
    db.query(
      `update jobs.job set state = 'active', started_on = $2, heartbeat_on = now(), retry_count = $3
       where name = 'test-left' and data->>'id' = $1`,
      [id, at, tries],
    );
  await begun(left, "2026-01-01T08:00:00Z", 0);
  await begun(running, "2026-01-01T10:00:00Z", 0);
  await begun(spent, "2026-01-01T08:00:00Z", 5);
  const next = await openQueue(db, silentLogger, ["test-left"], { aloneSince: new Date("2026-01-01T09:00:00Z") });
  const { rows } = await db.query<{ id: string; state: string }>(
    "select data->>'id' as id, state from jobs.job where name = 'test-left' and data->>'tenantId' = $1",
    [ctx.tenantId],
  );
  expect(Object.fromEntries(rows.map(({ id, state }) => [id, state]))).toEqual({
    [left]: "retry",
    [running]: "active",
    [spent]: "active",
  });
  const worked: string[] = [];
  await next.start({ "test-left": async ({ id }) => void worked.push(id) });
  await until(() => worked.includes(left));
  await next.stop(1000);
});

test("what stands in for a request starts at once where the process of that request is gone", async () => {
  const { ctx } = await freshTenant();
  const [left, later, fresh] = [newId(), newId(), newId()];
  const other = await openQueue(db, silentLogger, ["test-stand-in", "test-later"]);
  const startAfter = new Date(Date.now() + 3_600_000);
  await inTenant(db, ctx.tenantId, async (tx) => {
    for (const id of [left, fresh]) await other.send(tx, "test-stand-in", id, { startAfter });
    await other.send(tx, "test-later", later, { startAfter });
  });
  await other.stop(1000);
  await db.query("update jobs.job set created_on = '2026-01-01T08:00:00Z' where data->>'id' = any($1::text[])", [
    [left, later],
  ]);
  const alone = { aloneSince: new Date("2026-01-01T09:00:00Z"), standIns: ["test-stand-in"] };
  await (await openQueue(db, silentLogger, ["test-stand-in"], alone)).stop(1000);
  const { rows } = await db.query<{ id: string }>(
    "select data->>'id' as id from jobs.job where data->>'tenantId' = $1 and start_after <= now()",
    [ctx.tenantId],
  );
  expect(rows).toEqual([{ id: left }]);
});

test("a job that failed keeps none of the words that its error holds", async () => {
  const { ctx } = await freshTenant();
  const id = newId();
  await inTenant(db, ctx.tenantId, (tx) => queue.send(tx, "test-tells", id));
  const kept = async () => {
    const { rows } = await db.query<{ row: string }>(
      "select to_jsonb(j)::text as row from jobs.job j where name = 'test-tells' and data->>'id' = $1 and output is not null",
      [id],
    );
    return rows[0]?.row;
  };
  while ((await kept()) === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await kept()).toContain("23502");
  expect(await kept()).not.toContain(WORDS);
});

test("a script gives the rows of all its statements, and a failed one leaves no transaction open", async () => {
  const rows = await db.script("begin; select 1 as one; select 2 as two; commit;");
  expect(rows).toEqual([{ one: 1 }, { two: 2 }]);
  await expect(db.script("begin; select 1; select 1 / 0; commit;")).rejects.toThrow(/division by zero/);
  expect((await db.query("select 3 as three")).rows).toEqual([{ three: 3 }]);
});
