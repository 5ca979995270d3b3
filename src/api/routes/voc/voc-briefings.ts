import { createRoute, z } from "@hono/zod-openapi";
import { LANGUAGES } from "../../../kernel/labels.ts";
import { REPORT_NAMES } from "../../../reports/run.ts";
import { addPlan, briefingPlans, briefings, NewPlan, removePlan } from "../../../voc/briefing/briefings.ts";
import type { VocDeps } from "../../../voc/deps.ts";
import { STEPS } from "../../../voc/periods.ts";
import { BRIEFING_WORDS } from "../../../voc/store/briefings.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { Day, VOC } from "./voc-query.ts";

const tags = VOC;
const ById = z.object({ id: z.uuid() });
const instant = z.iso.datetime();
const Plan = NewPlan.extend({
  report: z
    .enum(REPORT_NAMES)
    .nullable()
    .default(null)
    .openapi({ description: "Tells this report, whole, to members who may read reports; null: what customers say." }),
});
const Told = z.object({
  by: z.enum(BRIEFING_WORDS),
  because: z.enum(["needs_model", "budget_spent", "model_failed"]).optional(),
  model: z.string().optional(),
  prompt: z.object({ id: z.string(), version: z.int(), hash: z.string() }).optional(),
  replaced: z.int().optional(),
});

const list = createRoute({
  method: "get",
  path: "/v1/voc/briefings",
  tags,
  summary: "Reports in words: what is planned, and the newest ones",
  description:
    "Written once an hour for the last whole day, week or month. Every number is computed; a sentence that says another one is left out and counted in `refused`. With `words: model` the tenant's model puts each computed statement into words; a sentence that says any number, name, direction or word which the statement does not bear is replaced by the template's and counted in `told.replaced`; `told.prompt` names the instructions it was given. A plan with `report` tells that report over the same days (UTC); only those who may read reports are told and see it.",
  responses: {
    200: json(
      z
        .object({
          plans: z.array(
            z.object({
              id: z.uuid(),
              name: z.string(),
              every: z.enum(STEPS),
              language: z.enum(LANGUAGES),
              slice: NewPlan.shape.slice.unwrap(),
              report: z.string().nullable(),
              members: z.array(z.uuid()),
              words: z.enum(BRIEFING_WORDS),
              createdAt: instant,
            }),
          ),
          briefings: z.array(
            z.object({
              planId: z.uuid(),
              name: z.string(),
              report: z.string().nullable(),
              from: Day,
              to: Day,
              sentences: z.array(z.string()),
              refused: z.int(),
              told: Told,
              at: instant,
            }),
          ),
        })
        .openapi("VocBriefings"),
      "At most 100 of each.",
    ),
    ...PROBLEMS,
  },
});
const plan = createRoute({
  method: "post",
  path: "/v1/voc/briefings",
  tags,
  summary: "Plan a report in words for members",
  request: { body: jsonBody(Plan) },
  responses: { 201: json(ById, "It is planned."), ...PROBLEMS, 409: PROBLEMS[400] },
});
const drop = createRoute({
  method: "delete",
  path: "/v1/voc/briefings/{id}",
  tags,
  summary: "Plan it no longer; what was written goes as well",
  request: { params: ById },
  responses: { 204: { description: "It is gone." }, ...PROBLEMS, ...NOT_FOUND },
});

export const vocBriefingRoutes =
  (deps: VocDeps): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const plans = (await briefingPlans(deps, ctx)).map(({ createdAt, createdBy: _, members, slice, ...row }) => ({
        ...row,
        slice: slice && { ...slice },
        members: [...members],
        createdAt: createdAt.toISOString(),
      }));
      const written = (await briefings(deps, ctx)).map(({ at, sentences, told, ...row }) => ({
        ...row,
        told: { ...told },
        sentences: [...sentences],
        at: at.toISOString(),
      }));
      return c.json({ plans, briefings: written }, 200);
    });
    app.openapi(plan, async (c) =>
      c.json({ id: await addPlan(deps, requireAction(c, "voc.write"), c.req.valid("json")) }, 201),
    );
    app.openapi(drop, async (c) => {
      await removePlan(deps, requireAction(c, "voc.write"), c.req.valid("param").id);
      return c.body(null, 204);
    });
  };
