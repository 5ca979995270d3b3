import { z } from "zod";
import { recordAudit } from "../access/audit.ts";
import type { Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, invalid, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { TicketDeps } from "./deps.ts";
import { type ContactReason, deleteReason, insertReason, listReasons, updateReason } from "./store/reasons.ts";

const MOST_REASONS = 300;
const MOST_EXAMPLES = 200;
const DEEPEST = 4;

export const ReasonInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  description: z.string().trim().max(500).default(""),
  parentId: z.uuid().nullable().default(null),
  examples: z.array(z.string().trim().min(1).max(1_000)).max(MOST_EXAMPLES).default([]),
});
export type ReasonInput = z.infer<typeof ReasonInput>;

type Deps = Pick<TicketDeps, "db" | "clock">;

export const contactReasons = (deps: Pick<Deps, "db">, ctx: Ctx): Promise<ContactReason[]> =>
  inTenant(deps.db, ctx.tenantId, listReasons);

/** Adds a reason. It is given to tickets from the next training on. */
export const addReason = (deps: Deps, ctx: Ctx, input: ReasonInput): Promise<ContactReason> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const all = await listReasons(tx);
    if (all.length >= MOST_REASONS)
      throw new DomainError("conflict", `There are ${MOST_REASONS} contact reasons, which is the most there may be.`);
    const now = deps.clock.now();
    const reason: ContactReason = { ...input, id: newId(now), createdAt: now, updatedAt: now };
    requireFits([...all, reason], reason);
    await insertReason(tx, reason);
    await audit(deps, tx, ctx, "added", { after: reason });
    return reason;
  });

export const changeReason = (deps: Deps, ctx: Ctx, id: string, input: ReasonInput): Promise<ContactReason> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const all = await listReasons(tx);
    const before = all.find((reason) => reason.id === id);
    if (before === undefined) throw notFound("Contact reason", id);
    const reason: ContactReason = { ...before, ...input, updatedAt: deps.clock.now() };
    requireFits([...all.filter((one) => one.id !== id), reason], reason);
    await updateReason(tx, reason);
    await audit(deps, tx, ctx, "changed", { before, after: reason });
    return reason;
  });

/** Removes a reason without reasons below it. Tickets keep what they were given. */
export const removeReason = (deps: Deps, ctx: Ctx, id: string): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const all = await listReasons(tx);
    const before = all.find((reason) => reason.id === id);
    if (before === undefined) throw notFound("Contact reason", id);
    if (all.some(({ parentId }) => parentId === id))
      throw new DomainError("conflict", "There are contact reasons below this one; move or remove them first.");
    await deleteReason(tx, id);
    await audit(deps, tx, ctx, "removed", { before });
  });

/** The parent exists, no circle, not too deep, no two of one name under one parent. */
function requireFits(all: readonly ContactReason[], reason: ContactReason): void {
  const parentOf = new Map(all.map(({ id, parentId }) => [id, parentId]));
  if (reason.parentId !== null && !parentOf.has(reason.parentId))
    throw invalid("parentId", "there is no such contact reason");
  let depth = 1;
  for (let at = reason.parentId; at !== null; at = parentOf.get(at) ?? null) {
    if (at === reason.id) throw invalid("parentId", "a reason cannot stand below itself");
    depth++;
    if (depth > DEEPEST) throw invalid("parentId", `at most ${DEEPEST} levels`);
  }
  const twin = all.some(
    ({ id, parentId, name }) => id !== reason.id && parentId === reason.parentId && name === reason.name,
  );
  if (twin) throw invalid("name", "there is a reason of this name already");
}

const audit = (
  deps: Deps,
  tx: Tx,
  ctx: Ctx,
  what: "added" | "changed" | "removed",
  { before, after }: { readonly before?: ContactReason | undefined; readonly after?: ContactReason | undefined },
): Promise<void> =>
  recordAudit(tx, deps.clock, ctx, {
    action: `reason.${what}`,
    object: "contact_reason",
    objectId: (after ?? before)!.id,
    before: shown(before),
    after: shown(after),
  });

const shown = (reason: ContactReason | undefined) =>
  reason && { name: reason.name, parentId: reason.parentId, examples: reason.examples.length };
