import { notifyAsker } from "../../access/notifications.ts";
import type { Database, Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Clock } from "../../kernel/clock.ts";
import { isDomainError } from "../../kernel/errors.ts";
import { changeOf, finishChange, noteTry } from "./store.ts";

/** Ends the change to this model, if there is one, and tells whoever asked for it. */
export async function endChange(tx: Tx, clock: Clock, model: string): Promise<void> {
  const ended = await finishChange(tx, model, clock.now());
  if (ended === undefined) return;
  const text = `检索已换用 ${model}。Search asks ${model} now.`;
  await notifyAsker(tx, clock, ended.requestedBy, { kind: "embedding", ticketId: null, text });
}

/** Notes that a try of the change failed, and tells whoever asked for it the first time; it is tried again by itself. */
export const noteFailedTry = (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  error: unknown,
): Promise<void> =>
  inTenant(db, tenantId, async (tx) => {
    const change = await changeOf(tx);
    if (change?.state !== "running") return;
    // Other errors are for the log alone.
    const problem = isDomainError(error) ? error.message : "The server failed; its log says why.";
    await noteTry(tx, { at: clock.now(), problem });
    if (change.failedAt !== null) return;
    const text = `换用 ${change.model} 遇到问题，会自动重试。The change to ${change.model} met a problem and is tried again.`;
    await notifyAsker(tx, clock, change.requestedBy, { kind: "embedding", ticketId: null, text });
  });

/** Notes that the change goes on well. */
export const noteGoodTry = ({ db }: { readonly db: Database }, tenantId: string): Promise<void> =>
  inTenant(db, tenantId, (tx) => noteTry(tx, null));
