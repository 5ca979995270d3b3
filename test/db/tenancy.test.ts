import { expect, test } from "vitest";
import type { Connection, Database, Tx } from "../../src/db/pool.ts";
import { inTenant, inTenantAlone, readInTenant } from "../../src/db/tenant.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();

/** Tables of the application, with the columns that a test may rely on. */
async function tenantTables(): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`,
  );
  return rows.map((row) => row.name);
}

test("every table of the application starts with tenant_id", async () => {
  const { rows } = await db.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum = 1
     where n.nspname = 'public' and c.relkind in ('r', 'p') and (a.attname <> 'tenant_id' or a.atttypid <> 'uuid'::regtype)`,
  );
  expect(rows).toEqual([]);
  expect((await tenantTables()).length).toBeGreaterThan(4);
});

test("every key, index and foreign key of the application starts with tenant_id", async () => {
  const { rows: indexes } = await db.query(
    `select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     join pg_namespace n on n.oid = t.relnamespace
     where n.nspname = 'public' and x.indkey[0] <> 1`,
  );
  const { rows: foreignKeys } = await db.query(
    `select conname from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where n.nspname = 'public' and k.contype = 'f' and (k.conkey[1] <> 1 or k.confkey[1] <> 1)`,
  );
  expect({ indexes, foreignKeys }).toEqual({ indexes: [], foreignKeys: [] });
});

test("every table of the application enforces row-level security on its owner too", async () => {
  const { rows } = await db.query(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p')
       and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid))`,
  );
  expect(rows).toEqual([]);
});

test("nothing in the schema stands in the way of a distributed engine", async () => {
  const { rows: sequences } = await db.query(
    "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'auth') and c.relkind = 'S'",
  );
  const { rows: indexes } = await db.query(
    `select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_am m on m.oid = i.relam
     join pg_namespace n on n.oid = i.relnamespace
     where n.nspname = 'public' and (m.amname = 'gist' or (m.amname = 'gin' and x.indnatts > 1))`,
  );
  const { rows: constraints } = await db.query(
    `select conname from pg_constraint k join pg_namespace n on n.oid = k.connamespace
     where n.nspname = 'public' and (k.contype = 'x' or k.condeferrable)`,
  );
  const { rows: generated } = await db.query(
    `select a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and (a.attgenerated <> '' or a.attidentity <> '')`,
  );
  expect({ sequences, indexes, constraints, generated }).toEqual({
    sequences: [],
    indexes: [],
    constraints: [],
    generated: [],
  });
});

test("a transaction of one tenant sees no row of another in any table, whatever it asks for", async () => {
  const [mine, other] = [await freshTenant(), await freshTenant()];
  for (const table of await tenantTables()) {
    const { rows } = await inTenant(db, mine.ctx.tenantId, (tx) =>
      tx.query(`select 1 from ${table} where tenant_id = $1`, [other.ctx.tenantId]),
    );
    expect({ table, rows }).toEqual({ table, rows: [] });
  }
});

test("a transaction of one tenant cannot write a row of another", async () => {
  const [mine, other] = [await freshTenant(), await freshTenant()];
  const write = inTenant(db, mine.ctx.tenantId, (tx) =>
    tx.query("insert into artefact values ($1, 'k', ''::bytea, ''::bytea, now())", [other.ctx.tenantId]),
  );
  await expect(write).rejects.toThrow(/row-level security/);
});

test("role and tenant end with the transaction", async () => {
  const { ctx } = await freshTenant();
  await inTenant(db, ctx.tenantId, (tx) => tx.query("select 1"));
  const { rows } = await db.query<{ role: string; tenant: string | null }>(
    "select current_user as role, nullif(current_setting('app.tenant_id', true), '') as tenant",
  );
  expect(rows[0]?.role).not.toBe("threeline_app");
  expect(rows[0]?.tenant).toBeNull();
});

test("a statement beside the transaction that its call chain holds fails at once instead of waiting for itself", async () => {
  const { ctx } = await freshTenant();
  await expect(inTenant(db, ctx.tenantId, () => db.query("select 1"))).rejects.toThrow(/use its `tx`/);
  await expect(inTenant(db, ctx.tenantId, () => inTenant(db, ctx.tenantId, async () => {}))).rejects.toThrow(
    /use its `tx`/,
  );
});

test("callbacks run after the commit, and never after a rollback", async () => {
  const { ctx } = await freshTenant();
  const ran: string[] = [];
  await inTenant(db, ctx.tenantId, async (tx) => tx.afterCommit(() => ran.push("committed")));
  await inTenant(db, ctx.tenantId, async (tx) => {
    tx.afterCommit(() => ran.push("rolled back"));
    throw new Error("no");
  }).catch(() => {});
  expect(ran).toEqual(["committed"]);
});

test("what begins while a transaction ends runs outside of it, and hears whether it was kept", async () => {
  const { ctx } = await freshTenant();
  const seen: string[] = [];
  const look = (kept: Promise<void>) =>
    kept.then(
      async () => seen.push(await inTenant(db, ctx.tenantId, kinds)),
      (error: Error) => seen.push(error.message),
    );
  const change = (fails: boolean) =>
    inTenant(db, ctx.tenantId, async (tx) => {
      tx.write(ARTEFACT, [tx.tenantId, fails ? null : "a"]);
      return { looking: tx.meanwhile(look) };
    });
  await expect(change(true)).rejects.toThrow(/null value/);
  await (await change(false)).looking;
  expect(seen).toEqual([expect.stringMatching(/null value/), "a"]);
});

test("a statement that comes after its transaction has ended is refused and changes nothing", async () => {
  const { ctx } = await freshTenant();
  const add = (kind: string) =>
    ["insert into artefact values ($1, $2, ''::bytea, ''::bytea, now())", [ctx.tenantId, kind]] as const;
  let late: Promise<unknown> | undefined;
  const ended = inTenant(db, ctx.tenantId, async (tx) => {
    // What goes on beside a failure: the transaction is rolled back while this has one more statement to send.
    late = tx.query("select pg_sleep(0.01)").then(() => new Promise((done) => setTimeout(done, 50)));
    late = late.then(() => tx.query(...add("late")));
    late.catch(() => {});
    throw new Error("no");
  });
  await expect(ended).rejects.toThrow("no");
  await expect(late).rejects.toThrow(/has ended/);
  const kept = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query("select kind from artefact where tenant_id = $1", [ctx.tenantId]),
  );
  expect(kept.rows).toEqual([]);
});

test("a transaction with a failed statement never counts as committed, also when the failure was caught", async () => {
  const { ctx } = await freshTenant();
  const ran: string[] = [];
  const swallowing = inTenant(db, ctx.tenantId, async (tx) => {
    tx.afterCommit(() => ran.push("told"));
    await tx.query("select 1 / 0").catch(() => {});
    return "done";
  });
  await expect(swallowing).rejects.toThrow(/zero/);
  expect(ran).toEqual([]);
});

test("a read in one trip sees the tenant's rows alone, also where one statement waits for another", async () => {
  const [{ ctx }, { ctx: other }] = [await freshTenant(), await freshTenant()];
  const tenants = "select tenant_id from tenant where tenant_id = any($1)";
  const read = readInTenant(db, ctx.tenantId, (tx) => tx.query(tenants, [[ctx.tenantId, other.tenantId]]));
  expect((await read).rows).toEqual([{ tenant_id: ctx.tenantId }]);
  const waits = readInTenant(db, ctx.tenantId, async (tx) => {
    await tx.query("select 1");
    return tx.query(tenants, [[ctx.tenantId, other.tenantId]]);
  });
  expect((await waits).rows).toEqual([{ tenant_id: ctx.tenantId }]);
});

test("nothing that changes anything leaves before the transaction has begun, and what was read by then is thrown away", async () => {
  const { ctx } = await freshTenant();
  const sent: string[] = [];
  const refusing: Database = {
    ...db,
    async connect(): Promise<Connection> {
      const query: Connection["query"] = async (text) => {
        sent.push(text.split(" ")[0]!);
        if (text === "begin") throw new Error("not now");
        return { rows: [], rowCount: 0 };
      };
      return { query, release: () => {} };
    },
  };
  const outcome = inTenant(refusing, ctx.tenantId, (tx) =>
    Promise.all([tx.query("select 1"), tx.query("insert into artefact values ($1)", [ctx.tenantId])]),
  );
  await expect(outcome).rejects.toThrow("not now");
  expect(sent).toEqual(["begin", "select", "select", "rollback"]);
});

const ARTEFACT = "insert into artefact values ($1, $2, ''::bytea, ''::bytea, now())";
const kinds = async (tx: Pick<Tx, "query" | "tenantId">) =>
  (await tx.query<{ kind: string }>("select kind from artefact where tenant_id = $1 order by kind", [tx.tenantId])).rows
    .map(({ kind }) => kind)
    .join(" ");

test("a change that nobody waits for is found by whoever reads after it, and kept, however early it was asked for", async () => {
  const { ctx } = await freshTenant();
  const read = await inTenant(db, ctx.tenantId, (tx) => {
    tx.write(ARTEFACT, [tx.tenantId, "a"]);
    const found = kinds(tx);
    tx.write(ARTEFACT, [tx.tenantId, "b"]);
    return found;
  });
  expect(read).toBe("a");
  await inTenant(db, ctx.tenantId, async (tx) => tx.write(ARTEFACT, [tx.tenantId, "c"]));
  expect(await inTenant(db, ctx.tenantId, kinds)).toBe("a b c");
});

test("a change that fails although nobody waits for it takes all of its transaction back, for its own reason", async () => {
  const { ctx } = await freshTenant();
  const ran: string[] = [];
  const failing = (after: (tx: Tx) => Promise<unknown>) =>
    inTenant(db, ctx.tenantId, async (tx) => {
      tx.afterCommit(() => ran.push("told"));
      tx.write(ARTEFACT, [tx.tenantId, "kept"]);
      tx.write("select 1 / $1::int", [0]);
      return after(tx);
    });
  await expect(failing(async () => "done")).rejects.toThrow(/zero/);
  await expect(failing(kinds)).rejects.toThrow(/zero/);
  await expect(failing((tx) => tx.lastly(() => kinds(tx)))).rejects.toThrow(/zero/);
  expect(ran).toEqual([]);
  expect(await inTenant(db, ctx.tenantId, kinds)).toBe("");
});

test("nothing is sent after what was said to be the last of a transaction", async () => {
  const { ctx } = await freshTenant();
  const add = (tx: Tx) => tx.write(ARTEFACT, [tx.tenantId, "a"]);
  const found = inTenant(db, ctx.tenantId, (tx) => {
    add(tx);
    return tx.lastly(() => kinds(tx));
  });
  expect(await found).toBe("a");
  const late = inTenant(db, ctx.tenantId, async (tx) => {
    await tx.lastly(() => kinds(tx));
    await kinds(tx);
  });
  await expect(late).rejects.toThrow(/has ended/);
  const lateChange = inTenant(db, ctx.tenantId, async (tx) => {
    await tx.lastly(() => kinds(tx));
    tx.write(ARTEFACT, [tx.tenantId, "b"]);
  });
  await expect(lateChange).rejects.toThrow(/has ended/);
  expect(await inTenant(db, ctx.tenantId, kinds)).toBe("a");
});

test("what is changed beside the last that is asked for is kept, however early it was asked for", async () => {
  const { ctx } = await freshTenant();
  const found = await inTenant(db, ctx.tenantId, (tx) =>
    tx.lastly(() => {
      const before = kinds(tx);
      tx.write(ARTEFACT, [tx.tenantId, "a"]);
      return before;
    }),
  );
  expect(found).toBe("");
  expect(await inTenant(db, ctx.tenantId, kinds)).toBe("a");
});

test("what adds a row that somebody adds at the same instant runs again and finds it", async () => {
  const { ctx } = await freshTenant();
  const add = (tx: Tx) => tx.write(ARTEFACT, [tx.tenantId, "a"]);
  await inTenant(db, ctx.tenantId, async (tx) => add(tx));
  let tries = 0;
  const ensured = inTenantAlone(db, ctx.tenantId, async (tx) => {
    tries += 1;
    if (tries > 1) return kinds(tx);
    add(tx);
    return "";
  });
  expect(await ensured).toBe("a");
});
