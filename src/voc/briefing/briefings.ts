import { z } from "zod";
import { recordAudit } from "../../access/audit.ts";
import { type Member, readMember, requireMembers } from "../../access/members.ts";
import { notifyAll } from "../../access/notifications.ts";
import { can } from "../../access/roles.ts";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { DomainError, invalid, notFound } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { LANGUAGES, type Language } from "../../kernel/labels.ts";
import type { VocDeps } from "../deps.ts";
import { addDays, type Range, STEPS, stepOf } from "../periods.ts";
import { DIMENSIONS, hasValue, storedValues } from "../slices.ts";
import * as store from "../store/briefings.ts";
import { countThemes } from "../store/themes.ts";
import { dayOf } from "../tags/tag-ticket.ts";
import { type Taxonomy, taxonomyOf } from "../taxonomy/taxonomy.ts";
import { anomaliesOf, watch } from "../trends/anomalies.ts";
import { trend } from "../trends/trend.ts";
import { saysOnlyWhatHolds } from "./holds.ts";
import type { Statement } from "./statement.ts";
import { type BriefingFacts, numbersOf, statementsOf, trendFacts } from "./words.ts";

/** What a plan of any kind says; what it tells is for the caller to check. */
export const NewPlan = z.strictObject({
  name: z.string().trim().min(1).max(120),
  every: z.enum(STEPS).default("week"),
  language: z.enum(LANGUAGES).default("zh"),
  /** `model`: sentence by sentence, where it says what was computed and nothing else; else the template's. */
  words: z.enum(store.BRIEFING_WORDS).default("template"),
  slice: z
    .strictObject({ dimension: z.enum(DIMENSIONS), value: z.string().min(1).max(200) })
    .nullable()
    .default(null),
  /** The report that is told in the place of what customers say: whole, and in its own words. */
  report: z.string().max(50).nullable().default(null),
  members: z.array(z.uuid()).min(1).max(50),
});

/**
 * Plans a briefing for members. Throws `invalid` for a slice that the taxonomy does not have, and `conflict` when there are
 * as many plans as are written.
 */
export const addPlan = (deps: VocDeps, ctx: Ctx, plan: z.infer<typeof NewPlan>): Promise<string> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (plan.slice) storedValues(taxonomyOf((await deps.policies(tx)).taxonomy), plan.slice);
    const now = deps.clock.now();
    const id = newId(now);
    await requireMembers(tx, plan.members);
    if (plan.report !== null) await requireWhole(deps, tx, plan);
    if ((await store.listPlans(tx)).length >= store.MOST_PLANS)
      throw new DomainError("conflict", `There are ${store.MOST_PLANS} briefings already; remove one first.`);
    await store.insertPlan(tx, { ...plan, id, createdBy: ctx.actor.id, createdAt: now });
    const after = { name: plan.name, every: plan.every, report: plan.report };
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

/** The newest briefings; those that tell a report only for whoever may read reports. */
export const briefings = async (deps: VocDeps, ctx: Ctx): Promise<store.BriefingRow[]> => {
  const found = await inTenant(deps.db, ctx.tenantId, store.listBriefings);
  return found.filter(({ report }) => report === null || can(ctx.actor, "report.read"));
};

/** Throws unless a plan of a report tells all of it, without a model, to members who may read it. */
async function requireWhole(deps: VocDeps, tx: Tx, plan: z.infer<typeof NewPlan>): Promise<void> {
  if (plan.slice !== null) throw invalid("slice", "a report is told whole; leave the slice out");
  if (plan.words === "model") throw invalid("words", "a report is told in its own words; use template");
  for (const id of plan.members) {
    const member = await readMember(tx, deps.clock, id);
    if (member !== undefined && !readsReports(member)) throw invalid("members", `${member.name} may not read reports`);
  }
}

const readsReports = (member: Member): boolean =>
  member.status !== "disabled" && can({ type: "member", ...member }, "report.read");

export const removePlan = (deps: VocDeps, ctx: Ctx, id: string): Promise<void> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    if (!(await store.deletePlan(tx, id))) throw notFound("Briefing", id);
    const entry = { action: "voc.briefing_removed", object: "voc_briefing_plan", objectId: id };
    await recordAudit(tx, deps.clock, ctx, entry);
  });

/** Tells whether a sentence says only numbers that stand in a text. */
export type NumberCheck = (sentence: string, numbers: string) => boolean;

/** Statements in a model's words, null where it gave none; or why there are none at all. */
export type ModelWords =
  | (Omit<Extract<store.Told, { by: "model" }>, "by" | "replaced"> & { readonly texts: readonly (string | null)[] })
  | { readonly because: Extract<store.Told, { by: "template" }>["because"] };

export interface Telling {
  readonly holds: NumberCheck;
  /** Asks the tenant's model, outside of any transaction. Never throws for what the model does. */
  readonly tell: (tenantId: string, language: Language, statements: readonly Statement[]) => Promise<ModelWords>;
  /** The sentences of a report over whole days in UTC. */
  readonly report: (tenantId: string, report: string, language: Language, range: Range) => Promise<readonly string[]>;
}

/**
 * Writes each plan's briefing of the last whole day, week or month, once, and tells its members. Every number is computed;
 * a sentence in which `holds` finds another one is left out and counted. A model's sentence stands only where all that it
 * says was computed. Returns how many were written.
 */
export async function writeBriefings(deps: VocDeps, tenantId: string, telling: Telling): Promise<number> {
  const today = dayOf(deps.clock.now());
  const due = await inTenant(deps.db, tenantId, async (tx) => {
    const found = [];
    for (const plan of await store.listPlans(tx))
      if (!(await store.hasBriefing(tx, plan.id, lastWhole(plan.every, today).from))) found.push(plan);
    return found;
  });
  let written = 0;
  for (const plan of due) {
    const range = lastWhole(plan.every, today);
    if (plan.report !== null) {
      const sentences = await telling.report(tenantId, plan.report, plan.language, range);
      const row = { planId: plan.id, ...range, sentences, refused: 0, told: { by: "template" as const } };
      if (await keep(deps, tenantId, plan, { ...row, at: deps.clock.now() })) written += 1;
      continue;
    }
    const facts = await inTenant(deps.db, tenantId, async (tx) =>
      factsOf(tx, taxonomyOf((await deps.policies(tx)).taxonomy), plan, range),
    );
    if (facts === null) {
      const row = { planId: plan.id, ...range, sentences: [goneText(plan)], refused: 0 };
      if (await keep(deps, tenantId, plan, { ...row, told: { by: "template" }, at: deps.clock.now() })) written += 1;
      continue;
    }
    const { sentences: all, told } = await inWords(telling, tenantId, plan, facts);
    const sentences = all.filter((sentence) => telling.holds(sentence, numbersOf(facts)));
    const row = { planId: plan.id, ...range, sentences, refused: all.length - sentences.length, told };
    if (await keep(deps, tenantId, plan, { ...row, at: deps.clock.now() })) written += 1;
  }
  return written;
}

/** Keeps a briefing and tells the plan's members; false when another process did, or the plan is gone. */
const keep = (deps: VocDeps, tenantId: string, plan: store.PlanRow, row: Omit<store.BriefingRow, "name" | "report">) =>
  inTenant(deps.db, tenantId, async (tx) => {
    if (!(await store.insertBriefing(tx, row))) return false;
    const text = `${plan.name}: ${row.sentences.slice(0, 3).join(" ")}`;
    const needs = plan.report === null ? "voc.read" : "report.read";
    await notifyAll(tx, deps.clock, plan.members, { kind: "insight", ticketId: null, text, needs });
    return true;
  });

/** The facts in sentences, by the plan's choice. With nothing to tell no model is asked. */
async function inWords({ tell }: Telling, tenantId: string, plan: store.PlanRow, facts: BriefingFacts) {
  const statements = statementsOf(facts, plan.language);
  const plain = statements.map(({ text }) => text);
  if (plan.words === "template" || facts.total === 0)
    return { sentences: plain, told: { by: "template" } satisfies store.Told };
  const words = await tell(tenantId, plan.language, statements);
  if ("because" in words)
    return { sentences: plain, told: { by: "template", because: words.because } satisfies store.Told };
  const kept = statements.map((statement, i) => {
    const text = words.texts[i]?.trim() ?? "";
    return text !== "" && saysOnlyWhatHolds(text, statement) ? text : null;
  });
  const replaced = kept.filter((text) => text === null).length;
  const { model, prompt } = words;
  return {
    sentences: kept.map((text, i) => text ?? plain[i]!),
    told: { by: "model", model, prompt, replaced } satisfies store.Told,
  };
}

/** The last step that has ended before today. */
function lastWhole(every: store.PlanRow["every"], today: string): Range {
  const to = addDays(stepOf(today, every), -1);
  return { from: stepOf(to, every), to };
}

/** What is told where the taxonomy has the plan's slice no more. */
const goneText = ({ slice, language }: store.PlanRow): string =>
  language === "zh"
    ? `分类中已没有“${slice?.value}”，这份简报无法生成；请取消它，另订一份。`
    : `The taxonomy has no “${slice?.value}” any more, so there is nothing to tell; remove this plan and make another.`;

/** Null where the taxonomy has the plan's slice no more. */
async function factsOf(tx: Tx, taxonomy: Taxonomy, plan: store.PlanRow, range: Range): Promise<BriefingFacts | null> {
  const slice = plan.slice ?? undefined;
  if (slice !== undefined && !hasValue(taxonomy, slice)) return null;
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
