import { createRoute, z } from "@hono/zod-openapi";
import type { VocDeps } from "../../../voc/deps.ts";
import { AlertRuleShape, addAlert, alarms, alerts, NewAlert, removeAlert } from "../../../voc/trends/alerts.ts";
import { addView, NewView, removeView, views } from "../../../voc/views.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { Day, VOC } from "./voc-query.ts";

const tags = VOC;
const ById = z.object({ id: z.uuid() });
const instant = z.iso.datetime();
const created = { 201: json(ById, "It is there."), ...PROBLEMS };
const removed = { 204: { description: "It is gone." }, ...PROBLEMS, ...NOT_FOUND };

const listViews = createRoute({
  method: "get",
  path: "/v1/voc/views",
  tags,
  summary: "Questions that you keep, and those that others share",
  responses: {
    200: json(
      z.object({
        views: z.array(
          z
            .object({
              id: z.uuid(),
              name: z.string(),
              question: z.record(z.string(), z.unknown()),
              ownerId: z.string(),
              shared: z.boolean(),
              createdAt: instant,
            })
            .openapi("VocView"),
        ),
      }),
      "By name.",
    ),
    ...PROBLEMS,
  },
});
const keepView = createRoute({
  method: "post",
  path: "/v1/voc/views",
  tags,
  summary: "Keep a question under a name",
  request: { body: jsonBody(NewView) },
  responses: created,
});
const dropView = createRoute({
  method: "delete",
  path: "/v1/voc/views/{id}",
  tags,
  summary: "Take a view of your own away",
  request: { params: ById },
  responses: removed,
});
const listAlerts = createRoute({
  method: "get",
  path: "/v1/voc/alerts",
  tags,
  summary: "What is watched for whom, and the newest alarms",
  responses: {
    200: json(
      z
        .object({
          alerts: z.array(
            z.object({
              id: z.uuid(),
              name: z.string(),
              rule: AlertRuleShape,
              members: z.array(z.uuid()),
              createdBy: z.string(),
              createdAt: instant,
            }),
          ),
          alarms: z.array(
            z.object({
              alertId: z.uuid(),
              tag: z.string(),
              step: Day,
              count: z.int(),
              expected: z
                .object({ expected: z.number(), low: z.number(), high: z.number(), score: z.number() })
                .nullable(),
              at: instant,
            }),
          ),
        })
        .openapi("VocAlerts"),
      "At most 200 of each.",
    ),
    ...PROBLEMS,
  },
});
const watchFor = createRoute({
  method: "post",
  path: "/v1/voc/alerts",
  tags,
  summary: "Tell members when a tag is said more or less than expected, or as often as you say",
  description:
    "Judged once an hour over whole days or weeks; a step is told of once. An anomaly is what GET /v1/voc/anomalies calls one.",
  request: { body: jsonBody(NewAlert) },
  responses: { ...created, 409: PROBLEMS[400] },
});
const dropAlert = createRoute({
  method: "delete",
  path: "/v1/voc/alerts/{id}",
  tags,
  summary: "Watch no longer",
  request: { params: ById },
  responses: removed,
});

export const vocWatchRoutes =
  (deps: VocDeps): Routes =>
  (app) => {
    app.openapi(listViews, async (c) => {
      const found = await views(deps, requireAction(c, "voc.read"));
      const shown = found.map(({ createdAt, question, ...row }) => ({
        ...row,
        question: { ...question },
        createdAt: createdAt.toISOString(),
      }));
      return c.json({ views: shown }, 200);
    });
    app.openapi(keepView, async (c) =>
      c.json({ id: await addView(deps, requireAction(c, "voc.read"), c.req.valid("json")) }, 201),
    );
    app.openapi(dropView, async (c) => {
      await removeView(deps, requireAction(c, "voc.read"), c.req.valid("param").id);
      return c.body(null, 204);
    });
    app.openapi(listAlerts, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const shown = (await alerts(deps, ctx)).map(({ createdAt, members, rule, ...row }) => ({
        ...row,
        rule: { ...rule },
        members: [...members],
        createdAt: createdAt.toISOString(),
      }));
      const rung = (await alarms(deps, ctx)).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
      return c.json({ alerts: shown, alarms: rung }, 200);
    });
    app.openapi(watchFor, async (c) =>
      c.json({ id: await addAlert(deps, requireAction(c, "voc.write"), c.req.valid("json")) }, 201),
    );
    app.openapi(dropAlert, async (c) => {
      await removeAlert(deps, requireAction(c, "voc.write"), c.req.valid("param").id);
      return c.body(null, 204);
    });
  };
