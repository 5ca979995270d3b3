import type { Database, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { newId } from "../kernel/ids.ts";
import { requireAction } from "./roles.ts";
import * as store from "./store/audit.ts";

/**
 * A change worth remembering. `before` and `after` hold the changed fields only, never a secret, and of customers ids of
 * our own and no words: a sealed row cannot be changed when somebody asks to be erased.
 */
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
  store.insertAudit(tx, {
    id: newId(at),
    at,
    actor: ctx.actor,
    before: undefined,
    after: undefined,
    ...entry,
    requestId: ctx.requestId ?? null,
  });
}

/** A place between two rows: the next page starts after it. */
export interface AuditPlace {
  readonly at: string;
  readonly id: string;
}

export interface AuditPage {
  readonly rows: readonly store.AuditRow[];
  /** Where the next page goes on; null on the last one. */
  readonly next: AuditPlace | null;
}

/** The tenant's audit, newest first. A row that is committed late can appear on a page that was read before. */
export async function listAudit(
  { db }: { readonly db: Database },
  ctx: Ctx,
  query: store.AuditQuery,
): Promise<AuditPage> {
  requireAction(ctx, "audit.read");
  const found = await inTenant(db, ctx.tenantId, (tx) => store.pageOfAudit(tx, { ...query, limit: query.limit + 1 }));
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ instant: _instant, ...row }) => row),
    next: found.length > query.limit && last !== undefined ? { at: last.instant, id: last.id } : null,
  };
}
