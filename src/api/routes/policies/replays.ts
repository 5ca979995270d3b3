import { createRoute, z } from "@hono/zod-openapi";
import { ReplayChange } from "../../../jobs/replay/change.ts";
import { ReplayReport } from "../../../jobs/replay/compare.ts";
import { MOST_REPLAYED, type ReplayJobDeps, showReplay, startReplay } from "../../../jobs/replay/job.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";

const tags = ["replays"];
export const ReplayShape = z.object({
  id: z.uuid(),
  status: z.enum(["queued", "running", "done", "failed"]),
  done: z.int(),
  total: z.int(),
  problem: z.string().nullable(),
  report: ReplayReport.nullable(),
});

const start = createRoute({
  method: "post",
  path: "/v1/replays",
  tags,
  summary: "Ask past requests again with a changed policy, prompt or article, and compare",
  description: "Runs as a job. Nothing is sent and no ticket changes; model calls count against the budget.",
  request: {
    body: jsonBody(z.strictObject({ change: ReplayChange, last: z.int().min(1).max(MOST_REPLAYED).default(200) })),
  },
  responses: { 202: json(z.object({ id: z.uuid() }), "Ask for its progress and report."), ...PROBLEMS },
});
const show = createRoute({
  method: "get",
  path: "/v1/replays/{id}",
  tags,
  summary: "How far a replay is, and what would be otherwise",
  request: { params: z.object({ id: z.uuid() }) },
  responses: {
    200: json(ReplayShape, "The replay; `report` once it is done."),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});

export const replayRoutes =
  (deps: ReplayJobDeps): Routes =>
  (app) => {
    app.openapi(start, async (c) =>
      c.json({ id: await startReplay(deps, requireAction(c, "policy.write"), c.req.valid("json")) }, 202),
    );
    app.openapi(show, async (c) => {
      const row = await showReplay(deps, requireAction(c, "policy.write"), c.req.valid("param").id);
      const { id, status, done, total, problem } = row;
      return c.json({ id, status, done, total, problem, report: ReplayReport.nullable().parse(row.report) }, 200);
    });
  };
