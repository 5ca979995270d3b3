import fc from "fast-check";
import { recordAudit } from "../../src/access/audit.ts";
import { type Anchor, sealAudit } from "../../src/access/audit-seal.ts";
import { verifyAudit } from "../../src/access/audit-verify.ts";
import type { Database, Queryable } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import type { Clock } from "../../src/kernel/clock.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import type { Ctx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";

/** One way to falsify a sealed audit, by somebody who may write every table. `one` and `two` choose rows. */
const Tampering = fc.record({
  kind: fc.constantFrom(
    ...(["edit", "editSeal", "deleteRow", "deleteLink", "deleteBoth", "deleteBatch", "deleteSeal"] as const),
    ...(["insertRow", "insertLinked", "swapLinks", "swapPlaces", "swapRows", "moveToOtherBatch", "rechain"] as const),
  ),
  one: fc.nat(),
  two: fc.nat(),
  column: fc.constantFrom("at", "actor", "action", "object", "object_id", "before", "after", "request_id", "id"),
});
type Tampering = typeof Tampering extends fc.Arbitrary<infer Value> ? Value : never;

const TABLES = ["audit", "audit_pending", "audit_link", "audit_seal"] as const;
type Snapshot = Record<(typeof TABLES)[number], unknown[]>;

/** Runs `run` as the owner of the tables inside the tenant, past all grants. */
export async function asTamperer<Result>(db: Database, tenantId: string, run: (q: Queryable) => Promise<Result>) {
  const connection = await db.connect(tenantId);
  try {
    await connection.query("begin");
    await connection.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
    const result = await run(connection);
    await connection.query("commit");
    return result;
  } catch (error) {
    await connection.query("rollback");
    throw error;
  } finally {
    connection.release();
  }
}

/** Writes `count` audit rows in several sealed batches; returns their anchors. */
export async function writeSealedAudit(db: Database, clock: Clock, ctx: Ctx, count: number): Promise<Anchor[]> {
  const anchors: Anchor[] = [];
  const anchor = async (head: Anchor) => void anchors.push(head);
  for (let done = 0; done < count; done += 1) {
    await inTenant(db, ctx.tenantId, (tx) =>
      recordAudit(tx, clock, ctx, {
        action: `thing.${done % 3}`,
        object: "thing",
        objectId: String(done),
        ...(done % 2 === 0 ? { before: { count: done, 名: "旧" }, after: { count: done + 1 } } : {}),
      }),
    );
    if (done % 7 === 6 || done === count - 1) await sealAudit({ db, clock, anchor }, ctx.tenantId);
  }
  return anchors;
}

/**
 * Falsifies a sealed audit `runs` times at random, verifies it after each, and puts it back. Gives the falsifications
 * that were not found: there should be none.
 */
export async function tamperWithAudit(
  db: Database,
  ctx: Ctx,
  { runs, seed }: { runs: number; seed: number },
): Promise<{ found: number; missed: Tampering[] }> {
  const anchors = await writeSealedAudit(db, systemClock, ctx, 30);
  const base = await snapshot(db, ctx.tenantId);
  const original = JSON.stringify(base);
  const missed: Tampering[] = [];
  let found = 0;
  for (const tampering of fc.sample(Tampering, { numRuns: runs * 2, seed })) {
    if (found + missed.length === runs) break;
    await tamper(db, ctx.tenantId, tampering);
    // Two equal values may have been swapped: then nothing was falsified.
    if (JSON.stringify(await snapshot(db, ctx.tenantId)) === original) continue;
    const { intact, fault } = await verifyAudit({ db }, ctx, { anchors });
    if (intact || fault === null) missed.push(tampering);
    else found += 1;
    await restore(db, ctx.tenantId, base);
  }
  if (!(await verifyAudit({ db }, ctx, { anchors })).intact) throw new Error("The audit was not put back as it was.");
  return { found, missed };
}

const snapshot = (db: Database, tenantId: string): Promise<Snapshot> =>
  asTamperer(db, tenantId, async (q) => {
    const tables = {} as Snapshot;
    for (const table of TABLES) {
      const { rows } = await q.query<{ row: unknown }>(
        `select to_jsonb(t) as row from ${table} t where tenant_id = $1 order by to_jsonb(t)::text`,
        [tenantId],
      );
      tables[table] = rows.map(({ row }) => row);
    }
    return tables;
  });

const restore = (db: Database, tenantId: string, tables: Snapshot): Promise<void> =>
  asTamperer(db, tenantId, async (q) => {
    for (const table of TABLES) {
      await q.query(`delete from ${table} where tenant_id = $1`, [tenantId]);
      await q.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`, [
        JSON.stringify(tables[table]),
      ]);
    }
  });

async function tamper(db: Database, tenantId: string, tampering: Tampering): Promise<void> {
  await asTamperer(db, tenantId, (q) => falsify(q, tenantId, tampering));
  if (tampering.kind === "rechain") await sealAudit({ db, clock: systemClock }, tenantId);
}

interface LinkRow {
  readonly position: number;
  readonly audit_id: string;
  readonly batch: number;
}

async function falsify(q: Queryable, tenantId: string, { kind, one, two, column }: Tampering): Promise<void> {
  const { rows } = await q.query<LinkRow>(
    "select position, audit_id, batch from audit_link where tenant_id = $1 order by position",
    [tenantId],
  );
  const a = rows[one % rows.length]!;
  const b = rows[(one + 1 + (two % (rows.length - 1))) % rows.length]!;
  const run = (text: string, ...values: unknown[]) => q.query(text, [tenantId, ...values]);
  const free = 1_000_000;
  switch (kind) {
    case "edit":
      return void (await run(`update audit set ${EDITS[column]} where tenant_id = $1 and id = $2`, a.audit_id));
    case "editSeal":
      return void (await run(
        "update audit_seal set sealed_at = sealed_at + interval '1 microsecond' where tenant_id = $1 and batch = $2",
        a.batch,
      ));
    case "deleteRow":
      return void (await run("delete from audit where tenant_id = $1 and id = $2", a.audit_id));
    case "deleteLink":
      return void (await run("delete from audit_link where tenant_id = $1 and position = $2", a.position));
    case "deleteBoth":
      await run("delete from audit where tenant_id = $1 and id = $2", a.audit_id);
      await run("delete from audit_link where tenant_id = $1 and position = $2", a.position);
      await run(
        "update audit_link set position = position + $3 where tenant_id = $1 and position > $2",
        a.position,
        free,
      );
      await run("update audit_link set position = position - $2 - 1 where tenant_id = $1 and position > $2", free);
      return void (await run(
        `update audit_seal set last_position = last_position - 1,
           first_position = first_position - case when first_position > $2 then 1 else 0 end
         where tenant_id = $1 and last_position >= $2`,
        a.position,
      ));
    case "deleteBatch":
      await run(
        "delete from audit where tenant_id = $1 and id in (select audit_id from audit_link where tenant_id = $1 and batch = $2)",
        a.batch,
      );
      await run("delete from audit_link where tenant_id = $1 and batch = $2", a.batch);
      return void (await run("delete from audit_seal where tenant_id = $1 and batch = $2", a.batch));
    case "deleteSeal":
      return void (await run("delete from audit_seal where tenant_id = $1 and batch = $2", a.batch));
    case "insertRow":
      return void (await copyRow(q, tenantId, a.audit_id));
    case "insertLinked": {
      const copy = await copyRow(q, tenantId, a.audit_id);
      await run(
        "update audit_link set position = position + $3 where tenant_id = $1 and position > $2",
        a.position,
        free,
      );
      await run("update audit_link set position = position - $2 + 1 where tenant_id = $1 and position > $2", free);
      await run(
        `insert into audit_link select tenant_id, position + 1, $3, batch, hash from audit_link
         where tenant_id = $1 and position = $2`,
        a.position,
        copy,
      );
      return void (await run(
        `update audit_seal set last_position = last_position + 1,
           first_position = first_position + case when first_position > $2 then 1 else 0 end
         where tenant_id = $1 and last_position >= $2`,
        a.position,
      ));
    }
    case "swapLinks":
      await run("update audit_link set position = $3 where tenant_id = $1 and position = $2", a.position, free);
      await run("update audit_link set position = $3 where tenant_id = $1 and position = $2", b.position, a.position);
      return void (await run(
        "update audit_link set position = $3 where tenant_id = $1 and position = $2",
        free,
        b.position,
      ));
    case "swapPlaces":
      await run("update audit_link set audit_id = $3 where tenant_id = $1 and position = $2", a.position, newId());
      await run("update audit_link set audit_id = $3 where tenant_id = $1 and position = $2", b.position, a.audit_id);
      return void (await run(
        "update audit_link set audit_id = $3 where tenant_id = $1 and position = $2",
        a.position,
        b.audit_id,
      ));
    case "swapRows":
      return void (await run(
        `update audit x set action = y.action, object_id = y.object_id, before = y.before, after = y.after
         from audit y where x.tenant_id = $1 and y.tenant_id = $1 and (x.id, y.id) in (($2::uuid, $3::uuid), ($3::uuid, $2::uuid))`,
        a.audit_id,
        b.audit_id,
      ));
    case "moveToOtherBatch":
      return void (await run(
        "update audit_link set batch = $3 where tenant_id = $1 and position = $2",
        a.position,
        b.batch,
      ));
    case "rechain":
      await run(`update audit set ${EDITS[column]} where tenant_id = $1 and id = $2`, a.audit_id);
      await run("delete from audit_link where tenant_id = $1");
      await run("delete from audit_seal where tenant_id = $1");
      return void (await run("insert into audit_pending select tenant_id, id from audit where tenant_id = $1"));
  }
}

/** The smallest change of each column that the database can hold. */
const EDITS: Record<string, string> = {
  at: "at = at + interval '1 microsecond'",
  actor: `actor = actor || '{"id": "somebody else"}'`,
  action: "action = action || ' '",
  object: "object = upper(object)",
  object_id: "object_id = object_id || '0'",
  before: "before = case when before is null then 'null'::jsonb else null end",
  after: `after = coalesce(after, '{}') || '{"count": 1.0}'`,
  request_id: "request_id = coalesce(request_id, '')",
  id: "id = gen_random_uuid()",
};

async function copyRow(q: Queryable, tenantId: string, id: string): Promise<string> {
  const copy = newId();
  await q.query(
    `insert into audit select tenant_id, $3, at, actor, action, object, object_id, before, after, request_id
     from audit where tenant_id = $1 and id = $2`,
    [tenantId, id, copy],
  );
  return copy;
}
