import { createRoute, z } from "@hono/zod-openapi";
import { DryRunResult } from "../../../copilot/decide/compare.ts";
import { type DryRunDeps, dryRun, startDryRun } from "../../../jobs/policy-dry-run.ts";
import { POLICY_KINDS } from "../../../policy/policies.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";

const tags = ["policies"];
const DAY_MS = 86_400_000;

export const DryRunShape = z.object({
  id: z.string(),
  kind: z.enum(POLICY_KINDS),
  status: z.enum(["queued", "done", "failed"]),
  done: z.int().openapi({ description: "Past requests decided again so far." }),
  total: z.int().openapi({ description: "How many there are; 0 before the first are done." }),
  problem: z.string().nullable(),
  result: z.object(DryRunResult.shape).nullable(),
});

const start = createRoute({
  method: "post",
  path: "/v1/policies/{kind}/dry-run",
  tags,
  summary: "Try a changed policy on past requests; nothing is published",
  description: "Runs as a job that decides past requests again from what was kept of them, without a model.",
  request: {
    params: z.object({ kind: z.enum(POLICY_KINDS) }),
    body: jsonBody(
      z.strictObject({
        content: z.unknown(),
        days: z.int().min(1).max(366).default(30),
        most: z.int().min(1).max(5_000).default(1_000),
      }),
    ),
  },
  responses: { 202: json(z.object({ id: z.uuid() }), "Ask for its result."), ...PROBLEMS, 409: PROBLEMS[400] },
});
const show = createRoute({
  method: "get",
  path: "/v1/policy-dry-runs/{id}",
  tags,
  summary: "What a changed policy would have decided",
  request: { params: z.object({ id: z.uuid() }) },
  responses: {
    200: json(DryRunShape, "The dry run; `result` once it is done."),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});

export const dryRunRoutes =
  (deps: DryRunDeps): Routes =>
  (app) => {
    app.openapi(start, async (c) => {
      const ctx = requireAction(c, "policy.write");
      const { content, days, most } = c.req.valid("json");
      const since = new Date(deps.clock.now().getTime() - days * DAY_MS);
      const id = await startDryRun(deps, ctx, { kind: c.req.valid("param").kind, content, since, most });
      return c.json({ id }, 202);
    });
    app.openapi(show, async (c) => {
      const { tenantId } = requireAction(c, "policy.write");
      const row = await dryRun(deps, tenantId, c.req.valid("param").id);
      const { id, kind, status, done, total, problem } = row;
      const result = DryRunResult.nullable().parse(row.result);
      return c.json({ id, kind, status, done, total, problem, result }, 200);
    });
  };
