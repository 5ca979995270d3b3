import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ZodError } from "zod";
import type { Tx } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { readPolicyTexts } from "../../src/policy/folder.ts";
import { POLICY_KINDS } from "../../src/policy/policies.ts";
import {
  activatePolicy,
  activePolicies,
  policyHistory,
  policySource,
  policyVersion,
  publishAll,
  publishPolicy,
} from "../../src/policy/publish.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { shippedPolicies } from "./sample.ts";

const shipped = shippedPolicies();
const clock = testClock();
const silent = { ...shipped.autonomy, silence: true };

async function tenant() {
  const { ctx } = await freshTenant();
  const db = await testDatabase();
  const act = <Result>(run: (deps: { tx: Tx; clock: typeof clock; ctx: typeof ctx }) => Promise<Result>) =>
    inTenant(db, ctx.tenantId, (tx) => run({ tx, clock, ctx }));
  return { ctx, act };
}

test("a published policy decides, and what was never published comes from the fallback", async () => {
  const { act } = await tenant();
  await act((deps) => publishPolicy(deps, { kind: "autonomy", content: silent, note: "quiet please" }));
  const { policies, versions } = await act(({ tx }) => activePolicies(tx, shipped));
  expect(policies.autonomy.silence).toBe(true);
  expect(policies.dispatch).toEqual(shipped.dispatch);
  expect(versions).toEqual({ autonomy: 1 });
});

test("publishing what already decides adds no version", async () => {
  const { act } = await tenant();
  await act((deps) => publishAll(deps, shipped, "first"));
  await act((deps) => publishAll(deps, shipped, "again"));
  const { versions } = await act(({ tx }) => activePolicies(tx, shipped));
  expect(new Set(Object.values(versions))).toEqual(new Set([1]));
});

test("an earlier version can decide again, and history keeps all of them", async () => {
  const { act } = await tenant();
  await act((deps) => publishPolicy(deps, { kind: "autonomy", content: shipped.autonomy, note: "one" }));
  await act((deps) => publishPolicy(deps, { kind: "autonomy", content: silent, note: "two" }));
  await act((deps) => activatePolicy(deps, "autonomy", 1));
  const { policies } = await act(({ tx }) => activePolicies(tx, shipped));
  expect(policies.autonomy.silence).toBe(false);
  const history = await act(({ tx }) => policyHistory(tx, "autonomy", { limit: 10 }));
  expect(history.map(({ version, note, active }) => [version, note, active])).toEqual([
    [2, "two", false],
    [1, "one", true],
  ]);
});

test("a malformed policy is refused with its place and leaves nothing behind", async () => {
  const { act } = await tenant();
  const content = { ...shipped.autonomy, silence: "yes" };
  await expect(act((deps) => publishPolicy(deps, { kind: "autonomy", content, note: "" }))).rejects.toMatchObject({
    code: "invalid",
    problems: [{ field: "silence" }],
  });
  expect(await act(({ tx }) => policyHistory(tx, "autonomy", { limit: 10 }))).toEqual([]);
});

test("an ordinal of the taxonomy is never given to another tag", async () => {
  const { act } = await tenant();
  await act((deps) => publishPolicy(deps, { kind: "taxonomy", content: shipped.taxonomy, note: "" }));
  const [first, second, ...rest] = shipped.taxonomy.serviceModules;
  const swapped = [{ ...first!, ordinal: second!.ordinal }, { ...second!, ordinal: first!.ordinal }, ...rest];
  const removed = [second!, ...rest];
  for (const serviceModules of [swapped, removed]) {
    const content = { ...shipped.taxonomy, serviceModules };
    await expect(act((deps) => publishPolicy(deps, { kind: "taxonomy", content, note: "" }))).rejects.toThrow(
      /ordinal 0/,
    );
  }
  const retired = { ...shipped.taxonomy.retired, serviceModules: [first!.ordinal] };
  const content = { ...shipped.taxonomy, serviceModules: removed, retired };
  expect(await act((deps) => publishPolicy(deps, { kind: "taxonomy", content, note: "" }))).toMatchObject({
    version: 2,
  });
});

test("an SLA row that the catalogue names cannot be taken away", async () => {
  const { act } = await tenant();
  await act((deps) => publishAll(deps, shipped, ""));
  const targets = shipped.sla.targets.map((row) => (row.id === "complaint" ? { ...row, id: "grievance" } : row));
  const content = { ...shipped.sla, targets };
  await expect(act((deps) => publishPolicy(deps, { kind: "sla", content, note: "" }))).rejects.toThrow(
    /no row complaint in sla/,
  );
});

test("the sample policies are shown as their authors wrote them, comments and all", async () => {
  const { act } = await tenant();
  const texts = await readPolicyTexts(fileURLToPath(new URL("../../knowledge/policies", import.meta.url)));
  await act((deps) => publishAll(deps, shipped, "sample", texts));
  for (const kind of POLICY_KINDS) {
    const shown = await act(async ({ tx }) => policySource(tx, await policyVersion(tx, kind, 1)));
    expect(shown).toBe(texts[kind]);
    expect(shown).toContain("# ");
  }
});

test("another tenant sees none of it", async () => {
  const one = await tenant();
  const two = await tenant();
  await one.act((deps) => publishAll(deps, shipped, ""));
  expect(await two.act(({ tx }) => policyHistory(tx, "sla", { limit: 10 }))).toEqual([]);
  const foreign = await two.act(({ tx }) =>
    tx.query("select 1 from policy_version where tenant_id = $1", [one.ctx.tenantId]),
  );
  expect(foreign.rowCount).toBe(0);
});

test("a change is audited with who made it", async () => {
  const { act, ctx } = await tenant();
  await act((deps) => publishPolicy(deps, { kind: "autonomy", content: silent, note: "quiet" }));
  const { rows } = await act(({ tx }) =>
    tx.query<{ action: string; after: object }>("select action, after from audit where tenant_id = $1", [ctx.tenantId]),
  );
  expect(rows).toContainEqual({
    action: "policy.published",
    after: expect.objectContaining({ version: 1, note: "quiet" }),
  });
});

test("a stored policy that cannot be read is a fault of ours, never one of the request's fields", async () => {
  const { act } = await tenant();
  await act((deps) => publishPolicy(deps, { kind: "autonomy", content: silent, note: "" }));
  const read = act(async ({ tx, ctx }) => {
    // As another version of the program might have left it.
    await tx.query(
      `insert into policy_version (tenant_id, kind, version, content, content_hash, note, created_at, created_by)
       values ($1, 'autonomy', 2, '{"silence": "yes"}', 'x', '', now(), 'test')`,
      [ctx.tenantId],
    );
    await tx.query("update policy_active set version = 2 where tenant_id = $1 and kind = 'autonomy'", [ctx.tenantId]);
    return activePolicies(tx, shipped);
  });
  const error: unknown = await read.catch((thrown: unknown) => thrown);
  expect(error).not.toBeInstanceOf(ZodError);
  expect(error).toMatchObject({ message: expect.stringMatching(/Version 2 of the autonomy policy cannot be read/) });
});
