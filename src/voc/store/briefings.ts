import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";
import type { Language } from "../../kernel/labels.ts";
import type { Step } from "../periods.ts";
import type { Slice } from "../slices.ts";

/** Who puts a briefing into words. */
export const BRIEFING_WORDS = ["template", "model"] as const;
export type BriefingWords = (typeof BRIEFING_WORDS)[number];

/** How a briefing came to its words. */
export type Told =
  | {
      readonly by: "template";
      /** Why no model told it, where one was wanted. */
      readonly because?: "needs_model" | "budget_spent" | "model_failed" | undefined;
    }
  | {
      readonly by: "model";
      readonly model: string;
      readonly prompt: { readonly id: string; readonly version: number; readonly hash: string };
      /** Sentences of the model that said more than was computed, with the template's in their place. */
      readonly replaced: number;
    };

export interface PlanRow {
  readonly id: string;
  readonly name: string;
  readonly every: Step;
  readonly language: Language;
  readonly slice: Slice | null;
  /** The report that it tells; null for what customers say. */
  readonly report: string | null;
  readonly members: readonly string[];
  readonly words: BriefingWords;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface BriefingRow {
  readonly planId: string;
  readonly name: string;
  readonly report: string | null;
  readonly from: string;
  readonly to: string;
  readonly sentences: readonly string[];
  readonly refused: number;
  readonly told: Told;
  readonly at: Date;
}

/** Plans of a tenant. */
export const MOST_PLANS = 100;

export async function insertPlan(tx: Tx, row: PlanRow): Promise<void> {
  await tx.query(
    `insert into voc_briefing_plan (tenant_id, id, name, every, language, slice, members, created_by, created_at, words, report)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::uuid[], $8, $9, $10, $11)`,
    [
      tx.tenantId,
      row.id,
      row.name,
      row.every,
      row.language,
      row.slice === null ? null : storedJson(row.slice),
      row.members,
      row.createdBy,
      row.createdAt,
      row.words,
      row.report,
    ],
  );
}

export async function listPlans(tx: Tx): Promise<PlanRow[]> {
  const { rows } = await tx.query<PlanRow>(
    `select id, name, every, language, slice, report, members, words, created_by as "createdBy", created_at as "createdAt"
     from voc_briefing_plan where tenant_id = $1 order by name, id limit $2`,
    [tx.tenantId, MOST_PLANS],
  );
  return rows;
}

export async function deletePlan(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query("delete from voc_briefing_plan where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
  ]);
  return rowCount === 1;
}

/** Keeps the briefing of a period; false when there is one already. */
export async function insertBriefing(tx: Tx, row: Omit<BriefingRow, "name" | "report">): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into voc_briefing (tenant_id, plan_id, from_day, to_day, sentences, refused, at, told)
     values ($1, $2, $3::date, $4::date, $5::jsonb, $6, $7, $8::jsonb) on conflict do nothing`,
    [
      ...[tx.tenantId, row.planId, row.from, row.to, storedJson(row.sentences), row.refused, row.at],
      storedJson(row.told),
    ],
  );
  return rowCount === 1;
}

export async function hasBriefing(tx: Tx, planId: string, from: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    "select 1 from voc_briefing where tenant_id = $1 and plan_id = $2 and from_day = $3::date",
    [tx.tenantId, planId, from],
  );
  return rowCount > 0;
}

export async function listBriefings(tx: Tx): Promise<BriefingRow[]> {
  const { rows } = await tx.query<BriefingRow>(
    `select b.plan_id as "planId", p.name, p.report, b.from_day as from, b.to_day as to, b.sentences, b.refused, b.told, b.at
     from voc_briefing b join voc_briefing_plan p on p.tenant_id = b.tenant_id and p.id = b.plan_id
     where b.tenant_id = $1 order by b.at desc, p.name limit 100`,
    [tx.tenantId],
  );
  return rows;
}
