import { z } from "zod";
import { recordAudit } from "../access/audit.ts";
import { notify } from "../access/notifications.ts";
import type { Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { LANGUAGES } from "../kernel/labels.ts";
import { anomaliesOf, watch } from "./anomalies.ts";
import { type BriefingFacts, numbersOf, sentencesOf, trendFacts } from "./briefing-words.ts";
import type { VocDeps } from "./deps.ts";
import { addDays, type Range, STEPS, stepOf } from "./periods.ts";
import { DIMENSIONS, storedValues } from "./slices.ts";
import * as store from "./store/briefings.ts";
import { countThemes } from "./store/themes.ts";
import { dayOf } from "./tag-ticket.ts";
import { type Taxonomy, taxonomyOf } from "./taxonomy.ts";
import { trend } from "./trend.ts";

export const NewPlan = z.object({
  name: z.string().trim().min(1).max(120),
  every: z.enum(STEPS).default("week"),
  language: z.enum(LANGUAGES).default("zh"),
  slice: z
    .object({ dimension: z.enum(DIMENSIONS), value: z.string().min(1).max(200) })
    .nullable()
    .default(null),
  members: z.array(z.uuid()).min(1).max(50),
});

/** Plans a briefing for members. Throws `invalid` for a slice that the taxonomy does not have. */
export const addPlan = (deps: VocDeps, ctx: Ctx, plan: z.infer<typeof NewPlan>): Promise<string> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (plan.slice) storedValues(taxonomyOf((await deps.policies(tx)).taxonomy), plan.slice);
    const now = deps.clock.now();
    const id = newId(now);
    await store.insertPlan(tx, { ...plan, id, createdBy: ctx.actor.id, createdAt: now });
    const after = { name: plan.name, every: plan.every };
    await recordAudit(tx, deps.clock, ctx, {
      action: "voc.briefing_planned",
      object: "voc_briefing_plan",
      objectId: id,
      after,
    });
    return id;
  });

export const briefingPlans = (deps: VocDeps, ctx: Ctx): Promise<store.PlanRow[]> =>
  inTenant(deps.db, ctx.tenantId, store.listPlans);

export const briefings = (deps: VocDeps, ctx: Ctx): Promise<store.BriefingRow[]> =>
  inTenant(deps.db, ctx.tenantId, store.listBriefings);

export const removePlan = (deps: VocDeps, ctx: Ctx, id: string): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (!(await store.deletePlan(tx, id))) throw notFound("Briefing", id);
    const entry = { action: "voc.briefing_removed", object: "voc_briefing_plan", objectId: id };
    await recordAudit(tx, deps.clock, ctx, entry);
  });

/** Tells whether a sentence says only numbers that stand in a text. */
export type NumberCheck = (sentence: string, numbers: string) => boolean;

/**
 * Writes each plan's briefing of the last whole day, week or month, once, and tells its members. Every number is computed;
 * a sentence in which `holds` finds another one is left out and counted. Returns how many were written.
 */
export const writeBriefings = (deps: VocDeps, tenantId: string, holds: NumberCheck): Promise<number> =>
  inTenant(deps.db, tenantId, async (tx) => {
    let written = 0;
    for (const plan of await store.listPlans(tx)) {
      const range = lastWhole(plan.every, dayOf(deps.clock.now()));
      if (await store.hasBriefing(tx, plan.id, range.from)) continue;
      const taxonomy = taxonomyOf((await deps.policies(tx)).taxonomy);
      const facts = await factsOf(tx, taxonomy, plan, range);
      const all = sentencesOf(facts, plan.language);
      const sentences = all.filter((sentence) => holds(sentence, numbersOf(facts)));
      const refused = all.length - sentences.length;
      const row = { planId: plan.id, ...range, sentences, refused, at: deps.clock.now() };
      if (!(await store.insertBriefing(tx, row))) continue;
      written += 1;
      const text = `${plan.name}: ${sentences.slice(0, 3).join(" ")}`;
      for (const memberId of plan.members)
        await notify(tx, deps.clock, { memberId, kind: "insight", ticketId: null, text });
    }
    return written;
  });

/** The last step that has ended before today. */
function lastWhole(every: store.PlanRow["every"], today: string): Range {
  const to = addDays(stepOf(today, every), -1);
  return { from: stepOf(to, every), to };
}

async function factsOf(tx: Tx, taxonomy: Taxonomy, plan: store.PlanRow, range: Range): Promise<BriefingFacts> {
  const slice = plan.slice ?? undefined;
  const nameOf = (tag: string) => taxonomy.kind(tag)?.name[plan.language] ?? tag;
  const found = await trend(tx, taxonomy, { ...range, tags: [], by: "day", slice });
  const unusual = anomaliesOf(await watch(tx, taxonomy, { ...range, tags: [], by: "day", slice }));
  const themes = slice ? [] : await countThemes(tx, range, 0);
  return {
    ...range,
    total: found.total,
    previousTotal: found.previousTotal,
    ...trendFacts(found, nameOf),
    unusual: unusual
      .filter(({ count, expected }) => count > expected.high)
      .slice(0, 3)
      .map(({ tag, step, count, expected }) => ({ name: nameOf(tag), step, count, high: expected.high })),
    themes: themes
      .filter(({ firstDay }) => firstDay >= range.from)
      .slice(0, 3)
      .map(({ name, count }) => ({ name, count })),
  };
}
