import { expect, test } from "vitest";
import { authenticateKey, createApiKey, listApiKeys, revokeApiKey } from "../../src/access/api-keys.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const clock = testClock();
const deps = { db, clock };

test("a key stands for its tenant and its scopes", async () => {
  const { ctx } = await freshTenant();
  const { id, key } = await createApiKey(deps, ctx, { name: "bot", scopes: ["chat"] });
  expect(await authenticateKey(deps, key)).toEqual({
    tenantId: ctx.tenantId,
    actor: { type: "api_key", id, scopes: ["chat"] },
  });
});

test("only the hash of a key is stored", async () => {
  const { ctx } = await freshTenant();
  const { key } = await createApiKey(deps, ctx, { name: "bot", scopes: ["*"] });
  const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query("select * from api_key where tenant_id = $1", [ctx.tenantId]),
  );
  // The secret may hold an underscore itself.
  const secret = key.split("_").slice(3).join("_");
  expect(secret).toHaveLength(43);
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(await listApiKeys(deps, ctx)).toHaveLength(1);
});

test("a wrong, a foreign, a revoked and an expired key are refused", async () => {
  const [one, two] = [await freshTenant(), await freshTenant()];
  const { id, key } = await createApiKey(deps, one.ctx, {
    name: "a",
    scopes: ["chat"],
    expiresAt: "2026-03-02T02:00:00Z",
  });
  const moved = key.replace(one.ctx.tenantId.replaceAll("-", ""), two.ctx.tenantId.replaceAll("-", ""));
  for (const bad of ["", "tl_", `${key}x`, key.slice(0, -1).concat(key.endsWith("A") ? "B" : "A"), moved]) {
    await expect(authenticateKey(deps, bad)).rejects.toMatchObject({ code: "unauthenticated" });
  }
  clock.advance(3_600_000);
  await expect(authenticateKey(deps, key)).rejects.toThrow(/expired/);
  clock.set("2026-03-02T01:00:00Z");
  await revokeApiKey(deps, one.ctx, id);
  await expect(authenticateKey(deps, key)).rejects.toThrow(/not valid/);
});

test("a key of another tenant cannot be revoked", async () => {
  const [one, two] = [await freshTenant(), await freshTenant()];
  const { id } = await createApiKey(deps, one.ctx, { name: "a", scopes: ["chat"] });
  await expect(revokeApiKey(deps, two.ctx, id)).rejects.toMatchObject({ code: "not_found" });
});

test("creating and revoking a key leaves audit rows without the secret", async () => {
  const { ctx } = await freshTenant();
  const { id, key } = await createApiKey(deps, ctx, { name: "a", scopes: ["chat"] });
  await revokeApiKey(deps, ctx, id);
  const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query<{ action: string }>("select * from audit where tenant_id = $1", [ctx.tenantId]),
  );
  expect(rows.map((row) => row.action).sort()).toEqual(["api_key.create", "api_key.revoke", "tenant.create"]);
  expect(JSON.stringify(rows)).not.toContain(key.slice(-43));
});
