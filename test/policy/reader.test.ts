import { expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { activatePolicy, publishPolicy } from "../../src/policy/publish.ts";
import { policyReader } from "../../src/policy/reader.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { shippedPolicies } from "./sample.ts";

const shipped = shippedPolicies();
const clock = testClock();

test("what another process published or took back decides at once, for that tenant only", async () => {
  const db = await testDatabase();
  const [{ ctx }, { ctx: other }] = [await freshTenant(), await freshTenant()];
  const read = policyReader(shipped);
  const silenced = () => inTenant(db, ctx.tenantId, async (tx) => (await read(tx)).autonomy.silence);
  const publish = (silence: boolean) =>
    inTenant(db, ctx.tenantId, (tx) =>
      publishPolicy({ tx, clock, ctx }, { kind: "autonomy", content: { ...shipped.autonomy, silence }, note: "x" }),
    );
  expect(await silenced()).toBe(shipped.autonomy.silence);
  await publish(false);
  await publish(true);
  expect(await silenced()).toBe(true);
  await inTenant(db, ctx.tenantId, (tx) => activatePolicy({ tx, clock, ctx }, "autonomy", 1));
  expect(await silenced()).toBe(false);
  await publish(true);
  expect(await inTenant(db, other.tenantId, async (tx) => (await read(tx)).autonomy.silence)).toBe(false);
});

test("what was read and not committed decides for nobody else", async () => {
  const db = await testDatabase();
  const { ctx } = await freshTenant();
  const read = policyReader(shipped);
  const content = { ...shipped.autonomy, silence: !shipped.autonomy.silence };
  const undone = inTenant(db, ctx.tenantId, async (tx) => {
    await publishPolicy({ tx, clock, ctx }, { kind: "autonomy", content, note: "x" });
    expect((await read(tx)).autonomy.silence).toBe(content.silence);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await inTenant(db, ctx.tenantId, async (tx) => (await read(tx)).autonomy.silence)).toBe(
    shipped.autonomy.silence,
  );
});
