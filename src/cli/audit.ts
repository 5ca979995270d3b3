import { verifyAudit } from "../access/audit-verify.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { type Call, tenantNamed, withApp } from "./command.ts";

/** Checks the tenant's sealed audit rows; exit code 1 where one was tampered with. */
export async function verifyAuditCommand({ values, say }: Call): Promise<number> {
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, values.tenant ?? "demo");
    const verdict = await verifyAudit(app, systemCtx(tenantId, "cli"));
    say(JSON.stringify(verdict, null, 2));
    return verdict.fault === null ? 0 : 1;
  });
}
