import type { Tx } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { newId } from "../kernel/ids.ts";
import { insertAudit } from "./store.ts";

/** A change worth remembering. `before` and `after` hold the changed fields only, never a secret. */
export interface AuditEntry {
  readonly action: string;
  readonly object: string;
  readonly objectId: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Writes the audit row in the transaction of the change itself: neither exists without the other. */
export async function recordAudit(tx: Tx, clock: Clock, ctx: Ctx, entry: AuditEntry): Promise<void> {
  const at = clock.now();
  await insertAudit(tx, {
    id: newId(at),
    at,
    actor: ctx.actor,
    before: undefined,
    after: undefined,
    ...entry,
    requestId: ctx.requestId ?? null,
  });
}
