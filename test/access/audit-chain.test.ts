import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listAudit, recordAudit } from "../../src/access/audit.ts";
import { anchorToFile, readAnchors, sealAudit } from "../../src/access/audit-seal.ts";
import { verifyAudit } from "../../src/access/audit-verify.ts";
import { AUDIT_CONTENT } from "../../src/access/store/audit-chain.ts";
import { inTenant } from "../../src/db/tenant.ts";
import type { Ctx } from "../../src/kernel/ctx.ts";
import { asTamperer, tamperWithAudit, writeSealedAudit } from "../support/audit-tampering.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const clock = testClock("2026-03-02T01:00:00.120Z");
const deps = { db, clock };
const write = (ctx: Ctx, objectId: string) =>
  inTenant(db, ctx.tenantId, (tx) =>
    recordAudit(tx, clock, ctx, { action: "thing.change", object: "thing", objectId, after: { objectId } }),
  );

/** The row that says that the tenant was made. */
const FIRST = 1;

/** CI runs few; `ROUNDS=1000` makes the full count. */
const ROUNDS = Number(process.env["ROUNDS"] ?? 60);

test("sealed rows verify, in batches, whatever the milliseconds of the clock", async () => {
  const { ctx } = await freshTenant();
  for (const instant of ["2026-03-02T01:00:00.000Z", "2026-03-02T01:00:00.120Z", "2026-03-02T01:00:20.003Z"]) {
    clock.set(instant);
    await write(ctx, instant);
    await sealAudit(deps, ctx.tenantId);
  }
  await write(ctx, "not sealed yet");
  expect(await verifyAudit(deps, ctx)).toMatchObject({ intact: true, sealed: FIRST + 3, pending: 1, fault: null });
  expect(await sealAudit(deps, ctx.tenantId)).toBe(1);
  expect(await sealAudit(deps, ctx.tenantId)).toBe(0);
  expect(await verifyAudit(deps, ctx)).toMatchObject({ intact: true, sealed: FIRST + 4, pending: 0 });
});

test("a tenant whose audit is not sealed yet is intact", async () => {
  const { ctx } = await freshTenant();
  expect(await verifyAudit(deps, ctx)).toEqual({
    intact: true,
    sealed: 0,
    pending: FIRST,
    head: null,
    checkpoint: null,
    fault: null,
  });
});

test("a row with an earlier time that is committed after a seal is no insertion", async () => {
  const { ctx } = await freshTenant();
  clock.set("2026-03-02T02:00:00Z");
  await write(ctx, "on time");
  await sealAudit(deps, ctx.tenantId);
  clock.set("2026-03-02T01:00:00Z");
  await write(ctx, "late");
  expect(await verifyAudit(deps, ctx)).toMatchObject({ intact: true, pending: 1 });
  await sealAudit(deps, ctx.tenantId);
  expect(await verifyAudit(deps, ctx)).toMatchObject({ intact: true, sealed: FIRST + 2 });
});

test("several sealers at once seal each row once", async () => {
  const { ctx } = await freshTenant();
  for (let index = 0; index < 20; index += 1) await write(ctx, String(index));
  const sealed = await Promise.all([1, 2, 3].map(() => sealAudit(deps, ctx.tenantId)));
  expect(sealed.reduce((sum, count) => sum + count)).toBe(FIRST + 20);
  expect(await verifyAudit(deps, ctx)).toMatchObject({ intact: true, sealed: FIRST + 20 });
});

test("the first bad row is named", async () => {
  const { ctx } = await freshTenant();
  await writeSealedAudit(db, clock, ctx, 20);
  const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query<{ audit_id: string; position: number }>(
      "select audit_id, position from audit_link where tenant_id = $1 and position in (9, 15) order by position",
      [ctx.tenantId],
    ),
  );
  await asTamperer(db, ctx.tenantId, (q) =>
    q.query("update audit set action = 'x' where tenant_id = $1 and id = any($2::uuid[])", [
      ctx.tenantId,
      rows.map((row) => row.audit_id),
    ]),
  );
  expect(await verifyAudit(deps, ctx)).toMatchObject({
    intact: false,
    sealed: 8,
    fault: { position: 9, auditId: rows[0]!.audit_id },
  });
});

test("random edits, deletions, insertions and reorderings of sealed rows are all found", async () => {
  const { ctx } = await freshTenant();
  expect(await tamperWithAudit(db, ctx, { runs: ROUNDS, seed: 7 })).toEqual({ found: ROUNDS, missed: [] });
});

test("with heads kept outside, a cut at the end is found too", async () => {
  const { ctx } = await freshTenant();
  const file = join(await mkdtemp(join(tmpdir(), "anchors-")), "heads.jsonl");
  for (const round of [1, 2]) {
    await write(ctx, String(round));
    await sealAudit({ ...deps, anchor: anchorToFile(file) }, ctx.tenantId);
  }
  const anchors = await readAnchors(file);
  expect(anchors).toHaveLength(2);
  expect(await verifyAudit(deps, ctx, { anchors })).toMatchObject({ intact: true, head: anchors[1]!.head });
  await asTamperer(db, ctx.tenantId, async (q) => {
    for (const statement of [
      "delete from audit where tenant_id = $1 and object_id = '2'",
      "delete from audit_link where tenant_id = $1 and batch = 2",
      "delete from audit_seal where tenant_id = $1 and batch = 2",
    ])
      await q.query(statement, [ctx.tenantId]);
  });
  expect(await verifyAudit(deps, ctx)).toMatchObject({ intact: true, sealed: FIRST + 1 });
  expect(await verifyAudit(deps, ctx, { anchors })).toMatchObject({ intact: false });
});

test("the application can neither change nor remove history", async () => {
  const { ctx } = await freshTenant();
  await writeSealedAudit(db, clock, ctx, 2);
  for (const table of ["audit", "audit_link", "audit_seal"]) {
    for (const statement of [`update ${table} set tenant_id = tenant_id`, `delete from ${table}`]) {
      const attempt = inTenant(db, ctx.tenantId, (tx) => tx.query(`${statement} where tenant_id = $1`, [ctx.tenantId]));
      await expect(attempt).rejects.toThrow(/permission denied/);
    }
  }
});

test("the chain covers every column of the audit", async () => {
  const { rows } = await db.query<{ name: string }>(
    "select attname as name from pg_attribute where attrelid = 'audit'::regclass and attnum > 0 and not attisdropped",
  );
  expect(rows.filter(({ name }) => !new RegExp(`a\\.${name}\\b`).test(AUDIT_CONTENT))).toEqual([]);
});

test("the audit is read in pages, each row once", async () => {
  const { ctx } = await freshTenant();
  await writeSealedAudit(db, clock, ctx, 9);
  const seen: string[] = [];
  let before: { at: string; id: string } | undefined;
  do {
    const page = await listAudit(deps, ctx, { object: "thing", before, limit: 4 });
    seen.push(...page.rows.map(({ objectId }) => objectId));
    before = page.next ?? undefined;
  } while (before !== undefined);
  expect(seen.sort()).toEqual([..."012345678"]);
});

test("a run goes on from the checkpoint of an earlier one, and finds what was changed after it; a whole run finds the rest", async () => {
  const { ctx } = await freshTenant();
  const sealed = async (...objects: string[]) => {
    for (const object of objects) await write(ctx, object);
    await sealAudit(deps, ctx.tenantId);
  };
  const tamper = (position: number) =>
    asTamperer(db, ctx.tenantId, (q) =>
      q.query(
        `update audit set action = 'nothing' where tenant_id = $1 and id = (
           select audit_id from audit_link where tenant_id = $1 and position = $2)`,
        [ctx.tenantId, position],
      ),
    );
  await sealed("a", "b");
  const first = await verifyAudit(deps, ctx);
  expect(first).toMatchObject({ intact: true, checkpoint: { batch: 1, head: first.head } });
  await sealed("c", "d", "e");
  const since = first.checkpoint!;
  const progress: number[][] = [];
  const second = await verifyAudit(deps, ctx, { since, onProgress: (...step) => progress.push(step) });
  expect(second).toMatchObject({ intact: true, checkpoint: { batch: 2 }, sealed: first.sealed + 3 });
  expect(progress).toEqual([[second.sealed, second.sealed]]);
  const again = await verifyAudit(deps, ctx, { since: second.checkpoint! });
  expect(again).toMatchObject({ intact: true, checkpoint: second.checkpoint, sealed: second.sealed });
  await tamper(1);
  expect(await verifyAudit(deps, ctx, { since })).toMatchObject({ intact: true });
  expect(await verifyAudit(deps, ctx)).toMatchObject({ intact: false, fault: { position: 1 } });
  await tamper(second.sealed);
  expect(await verifyAudit(deps, ctx, { since })).toMatchObject({ intact: false, fault: { position: second.sealed } });
  for (const wrong of [
    { ...since, head: "0".repeat(64) },
    { ...since, batch: 9 },
  ])
    await expect(verifyAudit(deps, ctx, { since: wrong })).rejects.toMatchObject({ code: "invalid" });
});
