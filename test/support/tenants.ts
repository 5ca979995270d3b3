import { createTenant, type Tenant } from "../../src/access/tenants.ts";
import type { Clock } from "../../src/kernel/clock.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { type Ctx, systemCtx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";
import { testDatabase } from "./database.ts";

/** A fresh tenant in the process's database, and a system context in it. */
export async function freshTenant(clock: Clock = systemClock): Promise<{ tenant: Tenant; ctx: Ctx }> {
  const db = await testDatabase();
  const tenant = await createTenant({ db, clock }, { slug: `t-${newId().slice(-20)}`, name: "Test tenant" });
  return { tenant, ctx: systemCtx(tenant.tenantId, "test") };
}
