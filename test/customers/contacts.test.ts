import { expect, test } from "vitest";
import { listAudit } from "../../src/access/audit.ts";
import { ensureContact } from "../../src/customers/contacts.ts";
import { inTenantAlone } from "../../src/db/tenant.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";

const db = await testDatabase();
const clock = testClock();

async function book() {
  const { ctx } = await freshTenant(clock);
  const meet = (externalId: string, customerId?: string) =>
    inTenantAlone(db, ctx.tenantId, (tx) => ensureContact(tx, clock, ctx, { externalId, customerId }));
  const audited = async () =>
    (await listAudit({ db }, ctx, { limit: 50 })).rows
      .map(({ action }) => action)
      .filter((action) => /^(contact|customer)\./.test(action))
      .sort();
  return { meet, audited };
}

test("contacts and customers are made on first sight, once, and the audit says so", async () => {
  const { meet, audited } = await book();
  const all = await Promise.all([meet("u-1", "c-1"), meet("u-1", "c-1"), meet("u-1", "c-1")]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect(await audited()).toEqual(["contact.create", "customer.create"]);
});

test("a contact whose customer is named later, or changes, follows; one that is left out changes nothing", async () => {
  const { meet, audited } = await book();
  const first = await meet("u-1");
  const named = await meet("u-1", "c-1");
  const moved = await meet("u-1", "c-2");
  const quiet = await meet("u-1");
  expect([first.id, named.id, moved.id, quiet.id].every((id) => id === first.id)).toBe(true);
  expect(first.customerId).toBeNull();
  expect(named.customerId).not.toBe(moved.customerId);
  expect(quiet.customerId).toBe(moved.customerId);
  expect((await audited()).filter((action) => action === "contact.change")).toHaveLength(2);
});
