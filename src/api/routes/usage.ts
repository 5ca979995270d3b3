import { createRoute, z } from "@hono/zod-openapi";
import { Budget, readUsage, setBudget } from "../../access/model-usage.ts";
import type { Database } from "../../db/pool.ts";
import type { Clock } from "../../kernel/clock.ts";
import { json, jsonBody, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import type { Routes } from "../server.ts";

const tags = ["usage"];
export const UsageShape = z
  .object({
    month: z.string().openapi({ description: "Calendar month in UTC, e.g. 2026-03." }),
    budget: Budget,
    tokens: z.number().openapi({ description: "Input and output tokens together." }),
    costMicros: z.number().openapi({ description: "Millionths of the currency unit that prices are configured in." }),
    calls: z.number(),
    state: z.enum(["open", "warned", "spent"]).openapi({
      description: "`warned` from 80 % of either limit on; `spent` at 100 %: the embedded engine drafts.",
    }),
    days: z.array(
      z.object({
        day: z.string(),
        purpose: z.enum(["draft", "tool"]),
        model: z.string(),
        calls: z.number(),
        inputTokens: z.number(),
        outputTokens: z.number(),
        costMicros: z.number(),
      }),
    ),
  })
  .openapi("ModelUsage");

const read = createRoute({
  method: "get",
  path: "/v1/usage",
  tags,
  summary: "What language models used in a month, and of which budget",
  request: {
    query: z.object({
      month: z
        .string()
        .regex(/^2\d{3}-(?:0[1-9]|1[0-2])$/, "write a month as 2026-03")
        .optional()
        .openapi({ description: "The current month without it." }),
    }),
  },
  responses: { 200: json(UsageShape, "The month."), ...PROBLEMS },
});
const budget = createRoute({
  method: "put",
  path: "/v1/usage/budget",
  tags,
  summary: "Set the monthly limits; null is no limit",
  description: "At a limit no model is asked any more: the embedded engine answers, and the proposal says so.",
  request: { body: jsonBody(Budget) },
  responses: { 200: json(Budget, "The limits that hold now."), ...PROBLEMS },
});

export const usageRoutes =
  (deps: { readonly db: Database; readonly clock: Clock }): Routes =>
  (app) => {
    app.openapi(read, async (c) => {
      const ctx = requireAction(c, "report.read");
      const { month } = c.req.valid("query");
      const at = month === undefined ? deps.clock.now() : new Date(`${month}-01T00:00:00Z`);
      const { days, ...usage } = await readUsage(deps, ctx, at);
      return c.json({ ...usage, days: [...days] }, 200);
    });
    app.openapi(budget, async (c) => {
      const limits = c.req.valid("json");
      await setBudget(deps, requireAction(c, "policy.write"), limits);
      return c.json(limits, 200);
    });
  };
