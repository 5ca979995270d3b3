import { expect, test } from "vitest";
import { authenticateKey, createApiKey, listApiKeys } from "../../src/access/api-keys.ts";
import { changeMember, disableMember } from "../../src/access/members.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshMember } from "../support/members.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const deps = { db, clock: testClock() };

/** An administrator who may be disabled, since there is another one. */
async function administrator() {
  const { ctx } = await freshTenant();
  await freshMember(ctx, "admin");
  const member = await freshMember(ctx, "admin");
  return { ctx, member, as: member.ctx };
}

test("the keys of a disabled member end with their access, those made with them too, and nobody else's", async () => {
  const { ctx, member, as } = await administrator();
  const own = await createApiKey(deps, as, { name: "own", scopes: ["*"] });
  const { tenantId, actor } = await authenticateKey(deps, own.key);
  const further = await createApiKey(deps, { tenantId, actor }, { name: "further", scopes: ["chat"] });
  const others = await createApiKey(deps, ctx, { name: "others", scopes: ["chat"] });
  const listed = await listApiKeys(deps, ctx);
  expect(Object.fromEntries(listed.map(({ name, madeBy }) => [name, madeBy]))).toEqual({
    own: member.id,
    further: own.id,
    others: null,
  });
  await disableMember(deps, ctx, member.id);
  for (const { key } of [own, further]) await expect(authenticateKey(deps, key)).rejects.toThrow(/not valid/);
  expect(await authenticateKey(deps, others.key)).toMatchObject({ actor: { id: others.id } });
  const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query<{ id: string }>("select object_id as id from audit where tenant_id = $1 and action = 'api_key.revoke'", [
      tx.tenantId,
    ]),
  );
  expect(rows.map(({ id }) => id).sort()).toEqual([own.id, further.id].sort());
});

test("a member with a lesser role keeps the keys that do what the new role may, and no others", async () => {
  const { ctx, member, as } = await administrator();
  const all = await createApiKey(deps, as, { name: "all", scopes: ["*"] });
  const { tenantId, actor } = await authenticateKey(deps, all.key);
  const further = await createApiKey(deps, { tenantId, actor }, { name: "further", scopes: ["search", "audit:read"] });
  const chat = await createApiKey(deps, as, { name: "chat", scopes: ["chat", "search"] });
  await changeMember(deps, ctx, member.id, { role: "agent" });
  for (const { key } of [all, further]) await expect(authenticateKey(deps, key)).rejects.toThrow(/not valid/);
  expect(await authenticateKey(deps, chat.key)).toMatchObject({ actor: { id: chat.id } });
  const late = createApiKey(deps, as, { name: "late", scopes: ["*"] });
  await expect(late).rejects.toMatchObject({ code: "forbidden" });
});

test("neither a member nor a key whose access has ended makes a key with a request that was under way", async () => {
  const { ctx, member, as } = await administrator();
  const { key } = await createApiKey(deps, as, { name: "own", scopes: ["*"] });
  const { tenantId, actor } = await authenticateKey(deps, key);
  await disableMember(deps, ctx, member.id);
  for (const late of [as, { tenantId, actor }])
    await expect(createApiKey(deps, late, { name: "late", scopes: ["chat"] })).rejects.toMatchObject({
      code: "unauthenticated",
    });
});

test("a key of a member who was disabled before keys ended with them is refused", async () => {
  const { ctx, member, as } = await administrator();
  const { key } = await createApiKey(deps, as, { name: "own", scopes: ["*"] });
  await inTenant(db, ctx.tenantId, (tx) =>
    tx.query("update member set status = 'disabled' where tenant_id = $1 and id = $2", [tx.tenantId, member.id]),
  );
  await expect(authenticateKey(deps, key)).rejects.toThrow(/not valid/);
});

test("an administrator who may only draft gets no right to send by a key of their own, nor by one made with it", async () => {
  const { ctx } = await freshTenant();
  await freshMember(ctx, "admin");
  const drafts = await freshMember(ctx, "admin", { maySend: false });
  const as = async (key: string) => {
    const { tenantId, actor } = await authenticateKey(deps, key);
    return { tenantId, actor };
  };
  const own = await as((await createApiKey(deps, drafts.ctx, { name: "own", scopes: ["*"] })).key);
  const further = await as((await createApiKey(deps, own, { name: "further", scopes: ["*"] })).key);
  for (const by of [drafts.ctx, own, further])
    await expect(changeMember(deps, by, drafts.id, { maySend: true })).rejects.toMatchObject({ code: "forbidden" });
  const others = await as((await createApiKey(deps, ctx, { name: "others", scopes: ["*"] })).key);
  expect(await changeMember(deps, others, drafts.id, { maySend: true })).toMatchObject({ maySend: true });
});
