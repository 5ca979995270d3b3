import { type Checkpoint, verifyAudit } from "../access/audit-verify.ts";
import { systemCtx } from "../kernel/ctx.ts";
import { progressBar } from "../kernel/progress-bar.ts";
import { type Call, tenantNamed, usage } from "./command.ts";

/** Checks the tenant's sealed audit rows; exit code 1 where one was tampered with. */
export async function verifyAuditCommand({ values, say, withApp }: Call): Promise<number> {
  const since = values.since === undefined ? undefined : readCheckpoint(values.since);
  return withApp(null, async (app) => {
    const { tenantId } = await tenantNamed(app, values.tenant ?? "demo");
    const bar = progressBar(process.stderr, "Verifying");
    const verdict = await verifyAudit(app, systemCtx(tenantId, "cli"), { since, onProgress: bar.show });
    bar.end();
    const { checkpoint } = verdict;
    say(JSON.stringify({ ...verdict, checkpoint: checkpoint && `${checkpoint.batch}:${checkpoint.head}` }, null, 2));
    return verdict.fault === null ? 0 : 1;
  });
}

function readCheckpoint(text: string): Checkpoint {
  const [, batch, head] = /^([1-9]\d{0,8}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (head === undefined) throw usage("--since takes the checkpoint that an earlier run printed, such as 12:9f…");
  return { batch: Number(batch), head };
}
