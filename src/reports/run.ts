import { requireAction } from "../access/roles.ts";
import type { Database, Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { invalid } from "../kernel/errors.ts";
import type { Policies } from "../policy/policies.ts";
import { agents } from "./catalogue/agents.ts";
import { benchmark } from "./catalogue/benchmark.ts";
import { bot } from "./catalogue/bot.ts";
import { config } from "./catalogue/config.ts";
import { content } from "./catalogue/content.ts";
import { knowledgeGaps } from "./catalogue/knowledge-gaps.ts";
import { overall } from "./catalogue/overall.ts";
import { byOrganisation, byPerson, byProduct, byTeam } from "./catalogue/scorecards.ts";
import { vendor } from "./catalogue/vendor.ts";
import { memberNames } from "./members.ts";
import { METRICS, metricOf } from "./metrics/index.ts";
import { narrate } from "./narrate.ts";
import type { Grain } from "./period.ts";
import { type Period, periodBefore, requireGrain } from "./period.ts";
import {
  figureOf,
  largestFirst,
  type Report,
  type ReportContent,
  type ReportQuery,
  reportDesk,
  stepsOf,
} from "./report.ts";
import type { DimensionName } from "./slices.ts";
import { valueName } from "./value-names.ts";

/** Every report there is: the six analyses, the vendor's scorecard, scorecards by four cuts, knowledge gaps. */
export const REPORTS = {
  overall,
  agents,
  content,
  config,
  bot,
  benchmark,
  vendor,
  "scorecard-person": byPerson,
  "scorecard-team": byTeam,
  "scorecard-product": byProduct,
  "scorecard-organisation": byOrganisation,
  "knowledge-gaps": knowledgeGaps,
} as const satisfies Record<string, Report>;
export type ReportName = keyof typeof REPORTS;
export const REPORT_NAMES = Object.keys(REPORTS) as [ReportName, ...ReportName[]];

/** 授鱼: told in sentences; 授渔: with the method of each number, to go on by oneself. */
export const REPORT_MODES = ["narrated", "self_serve"] as const;
export type ReportMode = (typeof REPORT_MODES)[number];

export interface ReportDeps {
  readonly db: Database;
  readonly policies: (tx: Tx) => Promise<Policies>;
}

export interface ReportAnswer extends ReportContent {
  readonly report: ReportName;
  readonly name: string;
  readonly about: string;
  readonly period: Period;
  readonly previous: Period | null;
  readonly sentences: readonly string[];
  readonly method: readonly { readonly key: string; readonly name: string; readonly formula: string }[];
  /** Nothing at all happened in the period. */
  readonly noData: boolean;
}

/** Makes a report. Reads only. Throws `forbidden` without `report.read`. */
export function runReport(
  { db, policies }: ReportDeps,
  ctx: Ctx,
  report: ReportName,
  query: ReportQuery,
  mode: ReportMode,
): Promise<ReportAnswer> {
  requireAction(ctx, "report.read");
  const { name, about, build } = REPORTS[report];
  return inTenant(db, ctx.tenantId, async (tx) => {
    const made = await build(reportDesk(tx, await policies(tx), query));
    return {
      ...made,
      ...{ report, name: name[query.language], about: about[query.language], period: query.period },
      previous: query.compare ? periodBefore(query.period) : null,
      sentences: mode === "narrated" ? narrate(made, query.language) : [],
      method:
        mode === "self_serve"
          ? made.figures.map(({ key, name: title, formula }) => ({ key, name: title, formula }))
          : [],
      noData: made.figures.every(({ value, count }) => value === null || count === 0),
    };
  });
}

/** Rows of an answer: each has every figure with its formula. */
const MOST_GROUPS = 1_000;

/**
 * Any metrics by any dimension or step of time, each beside the period before: for those who ask their own questions.
 * Of a dimension the 1,000 values with most of the first metric; `more` counts the others. Throws `invalid` for the backlog by steps of time.
 */
export function runMeasure(
  { db, policies }: ReportDeps,
  ctx: Ctx,
  query: ReportQuery & { readonly keys: readonly string[]; readonly by: DimensionName | Grain | undefined },
) {
  requireAction(ctx, "report.read");
  const { keys, by, period, language } = query;
  const isTime = by === "day" || by === "week" || by === "month";
  const standing = isTime ? keys.find((key) => metricOf(key).base === "backlog") : undefined;
  if (standing !== undefined)
    throw invalid("metrics", `${standing} stands at the end of the period, not step by step; leave \`by\` out for it`);
  return inTenant(db, ctx.tenantId, async (tx) => {
    const desk = reportDesk(tx, await policies(tx), query);
    const grain = isTime ? requireGrain(period, by) : null;
    const now = await desk.measure(keys, period, by);
    const before = query.compare && grain === null ? await desk.measure(keys, periodBefore(period), by) : new Map();
    const names = by === "person" ? await memberNames(tx) : new Map<string, string>();
    const all = grain === null ? largestFirst(now, keys[0]!).map(([value]) => value) : stepsOf(period, grain);
    const groups = all.slice(0, MOST_GROUPS);
    const nameOf = (value: string) =>
      names.get(value) ??
      (by === undefined || grain !== null ? value : valueName(desk.policies, by as DimensionName, value, language));
    return {
      previous: query.compare && grain === null ? periodBefore(period) : null,
      more: all.length - groups.length,
      rows: groups.map((value) => ({
        value,
        name: nameOf(value),
        figures: keys.map((key) => figureOf(key, now.get(value) ?? {}, before.get(value) ?? {}, language)),
      })),
    };
  });
}

/** The metrics with their formulas in one language. */
export const listMetrics = (language: ReportQuery["language"]) =>
  METRICS.map(({ key, name, unit, base, better, formula }) => ({
    ...{ key, name: name[language], unit, base, better, formula: formula[language] },
  }));
