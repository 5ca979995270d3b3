import { createRoute, z } from "@hono/zod-openapi";
import type { Clock } from "../../kernel/clock.ts";
import { GRAINS } from "../../reports/period.ts";
import {
  listMetrics,
  REPORT_MODES,
  REPORT_NAMES,
  REPORTS,
  type ReportDeps,
  runMeasure,
  runReport,
} from "../../reports/run.ts";
import { DIMENSION_NAMES, DIMENSIONS } from "../../reports/slices.ts";
import { json, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import type { Routes } from "../server.ts";
import {
  FigureShape,
  FORMULAS,
  MetricList,
  ModeParam,
  PeriodShape,
  ReportParams,
  ReportShape,
  reportQueryOf,
} from "./report-views.ts";

const tags = ["reports"];
const lang = z.enum(["zh", "en"]).default("zh");
const Named = z.object({ key: z.string(), name: z.string() });
const catalogue = createRoute({
  method: "get",
  path: "/v1/reports",
  tags,
  summary: "The reports, metrics and dimensions there are",
  description: `Every formula, as it is computed:\n\n${FORMULAS}`,
  request: { query: z.object({ lang }) },
  responses: {
    200: json(
      z.object({
        reports: z.array(Named.extend({ about: z.string() })),
        metrics: z.array(
          FigureShape.pick({ key: true, name: true, unit: true, better: true, formula: true }).extend({
            base: z.string(),
          }),
        ),
        dimensions: z.array(Named),
        modes: z.array(z.enum(REPORT_MODES)),
      }),
      "The catalogue.",
    ),
    ...PROBLEMS,
  },
});
const measured = createRoute({
  method: "get",
  path: "/v1/reports/measure",
  tags,
  summary: "Any metrics, by any dimension or step of time, beside the period before",
  request: {
    query: ReportParams.extend({
      metrics: MetricList.openapi({
        type: "string",
        example: "requests,csat",
        description: "Keys, by commas; 20 at most.",
      }),
      by: z.enum([...DIMENSION_NAMES, ...GRAINS]).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        period: PeriodShape,
        previous: PeriodShape.nullable(),
        rows: z.array(z.object({ value: z.string(), name: z.string(), figures: z.array(FigureShape) })),
        more: z.int().openapi({ description: "Values of the dimension beyond the rows." }),
      }),
      "One row for each value of `by`, or one in all: at most 1,000, those with most of the first metric.",
    ),
    ...PROBLEMS,
  },
});
const report = createRoute({
  method: "get",
  path: "/v1/reports/{report}",
  tags,
  summary: "One report over a period and a slice",
  description:
    "The six analyses (overall, agents, content, config, bot, benchmark), the vendor's scorecard over four abilities, scorecards by person, team, product and organisation, knowledge gaps. Formulas are under `GET /v1/reports`.",
  request: { params: z.object({ report: z.enum(REPORT_NAMES) }), query: ReportParams.extend({ mode: ModeParam }) },
  responses: { 200: json(ReportShape, "The report."), ...PROBLEMS },
});

export const reportRoutes =
  (deps: ReportDeps & { readonly clock: Clock }): Routes =>
  (app) => {
    app.openapi(catalogue, async (c) => {
      requireAction(c, "report.read");
      const words = c.req.valid("query").lang;
      return c.json(
        {
          reports: REPORT_NAMES.map((key) => ({
            key,
            name: REPORTS[key].name[words],
            about: REPORTS[key].about[words],
          })),
          metrics: listMetrics(words),
          dimensions: DIMENSION_NAMES.map((key) => ({ key, name: DIMENSIONS[key].name[words] })),
          modes: [...REPORT_MODES],
        },
        200,
      );
    });
    app.openapi(measured, async (c) => {
      const ctx = requireAction(c, "report.read");
      const { metrics, by, ...params } = c.req.valid("query");
      const query = reportQueryOf(params, deps.clock.now());
      const { rows, more, previous } = await runMeasure(deps, ctx, { ...query, keys: metrics, by });
      return c.json({ period: rangeOf(query.period), previous: previous && rangeOf(previous), rows, more }, 200);
    });
    app.openapi(report, async (c) => {
      const ctx = requireAction(c, "report.read");
      const { mode, ...params } = c.req.valid("query");
      const made = await runReport(
        deps,
        ctx,
        c.req.valid("param").report,
        reportQueryOf(params, deps.clock.now()),
        mode,
      );
      const { period, previous, ...rest } = made;
      const shown = { ...rangeOf(period), tz: period.timeZone, days: period.days };
      return c.json(ReportShape.parse({ ...rest, period: shown, previous: previous && rangeOf(previous) }), 200);
    });
  };

const rangeOf = ({ from, to }: { readonly from: string; readonly to: string }) => ({ from, to });
