import { z } from "zod";
import { recordAudit } from "../../access/audit.ts";
import { requireMembers } from "../../access/members.ts";
import { notifyAll } from "../../access/notifications.ts";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import type { VocDeps } from "../deps.ts";
import { addDays, stepOf } from "../periods.ts";
import { DIMENSIONS, hasValue, storedValues } from "../slices.ts";
import * as store from "../store/watch.ts";
import { dayOf } from "../tags/tag-ticket.ts";
import { type Taxonomy, taxonomyOf } from "../taxonomy/taxonomy.ts";
import { anomaliesOf, watch } from "./anomalies.ts";
import { kindsOf } from "./trend.ts";

export const AlertRuleShape = z.strictObject({
  /** A count that chance does not explain, or one that reaches `atLeast`. */
  when: z.enum(["anomaly", "threshold"]),
  atLeast: z.int().min(1).max(1_000_000).optional(),
  by: z.enum(["day", "week"]).default("day"),
  tags: z.array(z.string().min(1).max(63)).max(20).default([]),
  slice: z.strictObject({ dimension: z.enum(DIMENSIONS), value: z.string().min(1).max(200) }).optional(),
});
export type AlertRule = z.infer<typeof AlertRuleShape>;

export const NewAlert = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    rule: AlertRuleShape,
    members: z.array(z.uuid()).min(1).max(50),
  })
  .refine(({ rule }) => rule.when !== "threshold" || (rule.atLeast !== undefined && rule.tags.length > 0), {
    path: ["rule", "atLeast"],
    message: "a threshold names `atLeast` and its tags",
  });

/**
 * Watches tags for members. Throws `invalid` for tags or slices that the taxonomy does not have, and `conflict` when there
 * are as many alerts as are judged.
 */
export const addAlert = (deps: VocDeps, ctx: Ctx, alert: z.infer<typeof NewAlert>): Promise<string> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const taxonomy = taxonomyOf((await deps.policies(tx)).taxonomy);
    kindsOf(taxonomy, alert.rule.tags);
    if (alert.rule.slice) storedValues(taxonomy, alert.rule.slice);
    await requireMembers(tx, alert.members);
    if ((await store.listAlerts(tx)).length >= store.MOST_ALERTS)
      throw new DomainError("conflict", `There are ${store.MOST_ALERTS} alerts already; remove one first.`);
    const now = deps.clock.now();
    const id = newId(now);
    await store.insertAlert(tx, { ...alert, id, createdBy: ctx.actor.id, createdAt: now });
    const after = { name: alert.name, rule: alert.rule };
    await recordAudit(tx, deps.clock, ctx, { action: "voc.alert_added", object: "voc_alert", objectId: id, after });
    return id;
  });

export const alerts = (deps: VocDeps, ctx: Ctx): Promise<store.AlertRow[]> =>
  inTenant(deps.db, ctx.tenantId, store.listAlerts);

export const alarms = (deps: VocDeps, ctx: Ctx): Promise<store.AlarmRow[]> =>
  inTenant(deps.db, ctx.tenantId, store.listAlarms);

export const removeAlert = (deps: VocDeps, ctx: Ctx, id: string): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (!(await store.deleteAlert(tx, id))) throw notFound("Alert", id);
    await recordAudit(tx, deps.clock, ctx, { action: "voc.alert_removed", object: "voc_alert", objectId: id });
  });

/** Days before today that are judged, so that an alarm is not missed when nothing ran for a while. */
const BACK = 7;

/**
 * Judges every alert over the whole days and weeks before today, and tells its members of each step once, however often
 * this runs. Returns how many alarms there were.
 */
export const raiseAlarms = (deps: VocDeps, tenantId: string): Promise<number> =>
  inTenant(deps.db, tenantId, async (tx) => {
    const found = await store.listAlerts(tx);
    if (found.length === 0) return 0;
    const taxonomy = taxonomyOf((await deps.policies(tx)).taxonomy);
    let raised = 0;
    for (const alert of found)
      for (const alarm of await alarmsOf(tx, taxonomy, alert, dayOf(deps.clock.now()))) {
        if (!(await store.insertAlarm(tx, alert.id, alarm, deps.clock.now()))) continue;
        raised += 1;
        const { zh, en } = taxonomy.kind(alarm.tag)?.name ?? { zh: alarm.tag, en: alarm.tag };
        const usual = alarm.expected ? ` (${Math.round(alarm.expected.low)}–${Math.round(alarm.expected.high)})` : "";
        const told = (name: string) => `${alert.name}: ${name} ${alarm.step} ${alarm.count}${usual}`;
        const text = `${told(zh)}。${told(en)}`;
        await notifyAll(tx, deps.clock, alert.members, { kind: "insight", ticketId: null, text });
      }
    return raised;
  });

async function alarmsOf(tx: Tx, taxonomy: Taxonomy, { rule, createdAt }: store.AlertRow, today: string) {
  const { by, slice, when, atLeast = 0 } = rule;
  // A tag that was merged away since is watched no more, and neither is a product that has gone.
  const tags = rule.tags.filter((tag) => taxonomy.kind(tag) !== undefined);
  if (rule.tags.length > 0 && tags.length === 0) return [];
  if (slice !== undefined && !hasValue(taxonomy, slice)) return [];
  const from = by === "day" ? addDays(today, -BACK) : addDays(stepOf(today, "week"), -7);
  const to = by === "day" ? addDays(today, -1) : addDays(stepOf(today, "week"), -1);
  const watched = await watch(tx, taxonomy, { from, to, tags, by, slice });
  const since = stepOf(addDays(dayOf(createdAt), -1), by);
  const found =
    when === "anomaly"
      ? anomaliesOf(watched)
      : watched.flatMap(({ tag, steps }) =>
          steps.filter(({ count }) => count >= atLeast).map((step) => ({ tag, ...step })),
        );
  return found.filter(({ step }) => step >= since);
}
