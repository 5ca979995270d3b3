import fc from "fast-check";
import { expect, test } from "vitest";
import { joiningChanges } from "../../src/db/joined-changes.ts";
import type { Statement, Tx } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { newId } from "../../src/kernel/ids.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();

function sent(...changes: readonly (readonly [text: string, ...values: unknown[]])[]): Statement[] {
  const statements: Statement[] = [];
  const joining = joiningChanges((statement) => statements.push(statement));
  for (const [text, ...values] of changes) joining.write({ text, values });
  joining.letGo();
  return statements;
}

const ADD = "insert into message (tenant_id, id) values ($1, $2)";
const EVENT = "insert into ticket_event (tenant_id, seq, kind) values ($1, $2, $3)";
const UPDATE = "update message set text = $3 where tenant_id = $1 and id = $2";

test("changes that need no order go as one statement, with the tenant once", () => {
  expect(sent([ADD, "t", 1], [EVENT, "t", 2, "k"], [ADD, "t", 3])).toEqual([
    {
      text: `with part_0 as (insert into message (tenant_id, id) values ($1, $2)),
part_1 as (insert into ticket_event (tenant_id, seq, kind) values ($1, $3, $4))
insert into message (tenant_id, id) values ($1, $5)`,
      values: ["t", 1, 2, "k", 3],
    },
  ]);
  expect(sent([EVENT, "t", 2, "k"], [UPDATE, "t", 1, "x"])).toHaveLength(1);
  expect(sent([ADD, "t", 1])).toEqual([{ text: ADD, values: ["t", 1] }]);
});

test("what touches rows of a table goes behind what was changed in it before, and before what comes after", () => {
  expect(sent([ADD, "t", 1], [UPDATE, "t", 1, "x"])).toHaveLength(2);
  expect(sent([UPDATE, "t", 1, "x"], [ADD, "t", 1])).toHaveLength(2);
  expect(sent([UPDATE, "t", 1, "x"], [UPDATE, "t", 1, "y"])).toHaveLength(2);
  expect(sent([`${ADD} on conflict (tenant_id, id) do update set id = 1`, "t", 1], [ADD, "t", 1])).toHaveLength(2);
});

test("what reads a table, deletes or belongs to another tenant goes by itself", () => {
  for (const alone of [
    "delete from message where tenant_id = $1",
    "update message set text = d.text from draft d where message.tenant_id = $1 and d.tenant_id = $1",
    "insert into message (tenant_id, id) select $1, id from draft where tenant_id = $1",
    "with gone as (delete from draft where tenant_id = $1) insert into message (tenant_id) values ($1)",
    "insert into jobs.job (name) values ($1)",
  ])
    expect(sent([EVENT, "t", 2, "k"], [alone, "t"], [EVENT, "t", 2, "k"]).map(({ text }) => text)).toEqual([
      EVENT,
      alone,
      EVENT,
    ]);
  expect(sent([ADD, "t", 1], [EVENT, "u", 2, "k"])).toHaveLength(2);
});

const Step = fc.record({
  act: fc.constantFrom("add", "add", "rename", "renameAll", "note", "read"),
  key: fc.integer({ min: 0, max: 4 }),
  text: fc.string({ unit: fc.constantFrom("a", "$", "2", "字"), maxLength: 3 }),
});
type Step = typeof Step extends fc.Arbitrary<infer Value> ? Value : never;

const ADDED = "insert into customer (tenant_id, id, external_id, name, created_at) values ($1, $2, $3, $4, now())";
const AUDIT = `insert into audit (tenant_id, id, at, actor, action, object, object_id)
  values ($1, $2, now(), '{}', 'a', 'b', $3)`;

/** Does the same to the database and to a map. */
async function take(tx: Tx, names: Map<number, string>, { act, key, text }: Step): Promise<void> {
  const { tenantId } = tx;
  const where = "where tenant_id = $1 and external_id = $2";
  if (act === "add" && !names.has(key)) {
    tx.write(ADDED, [tenantId, newId(new Date()), `${key}`, text]);
    names.set(key, text);
  } else if (act === "rename") {
    tx.write(`update customer set name = $3 ${where}`, [tenantId, `${key}`, text]);
    if (names.has(key)) names.set(key, text);
  } else if (act === "renameAll") {
    tx.write("update customer set name = name || $2 where tenant_id = $1", [tenantId, text]);
    for (const [one, name] of names) names.set(one, name + text);
  } else if (act === "note") tx.write(AUDIT, [tenantId, newId(new Date()), text]);
  else if (act === "read") expect(await namesOf(tx)).toEqual(sorted(names));
}

const sorted = (names: ReadonlyMap<number, string>) => [...names].sort(([a], [b]) => a - b);
async function namesOf(tx: Tx): Promise<[number, string][]> {
  const { rows } = await tx.query<{ key: number; name: string }>(
    "select external_id::int as key, name from customer where tenant_id = $1 order by 1",
    [tx.tenantId],
  );
  return rows.map(({ key, name }) => [key, name]);
}

test("whatever goes together, the rows are as if each change had gone by itself", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { maxLength: 30 }), async (steps) => {
      const { ctx } = await freshTenant();
      const names = new Map<number, string>();
      await inTenant(db, ctx.tenantId, async (tx) => {
        for (const step of steps) await take(tx, names, step);
      });
      expect(await inTenant(db, ctx.tenantId, namesOf)).toEqual(sorted(names));
    }),
    { numRuns: Number(process.env["ROUNDS"] ?? 25) },
  );
});
