import { z } from "zod";
import { recordAudit } from "../access/audit.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { VocDeps } from "./deps.ts";
import * as store from "./store/watch.ts";

const LARGEST = 4_000;

export const NewView = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** The parameters of a question, as whoever shows it wants them back. */
  question: z
    .record(z.string(), z.unknown())
    .refine((question) => JSON.stringify(question).length <= LARGEST, `at most ${LARGEST} characters`),
  shared: z.boolean().default(false),
});

/** Keeps a question under a name. */
export const addView = (deps: VocDeps, ctx: Ctx, view: z.infer<typeof NewView>): Promise<string> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (ctx.actor.type === "end_user") throw new DomainError("forbidden", "Only members keep views.");
    const now = deps.clock.now();
    const id = newId(now);
    await store.insertView(tx, { ...view, id, ownerId: ctx.actor.id, createdAt: now });
    const after = { name: view.name, shared: view.shared };
    await recordAudit(tx, deps.clock, ctx, { action: "voc.view_added", object: "voc_view", objectId: id, after });
    return id;
  });

/** The actor's own views and those that others share. */
export const views = (deps: VocDeps, ctx: Ctx): Promise<store.ViewRow[]> =>
  inTenant(deps.db, ctx.tenantId, (tx) => store.listViews(tx, ctx.actor.id));

export const removeView = (deps: VocDeps, ctx: Ctx, id: string): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (!(await store.deleteView(tx, id, ctx.actor.id))) throw notFound("View", id);
    await recordAudit(tx, deps.clock, ctx, { action: "voc.view_removed", object: "voc_view", objectId: id });
  });
