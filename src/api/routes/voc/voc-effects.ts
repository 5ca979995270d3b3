import { createRoute, z } from "@hono/zod-openapi";
import type { VocDeps } from "../../../voc/deps.ts";
import { OUTCOMES } from "../../../voc/store/effects.ts";
import { drivers, tagCosts } from "../../../voc/trends/effects.ts";
import { json, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { RangeQuery, RangeShape, rangeOf, underTaxonomy, VOC } from "./voc-query.ts";

const tags = VOC;
const Sample = z.object({ known: z.int(), had: z.int(), share: z.number().nullable() });

const drive = createRoute({
  method: "get",
  path: "/v1/voc/drivers",
  tags,
  summary: "Which tags go with satisfaction, reopened tickets or churn risk, and how sure that is",
  description:
    "Share of tickets with the outcome among those with the tag, less the share among those without, with Newcombe's 95 % interval; `sure` when it does not hold zero. `satisfied`: a survey score of 4 or 5. `effect` is null with fewer than 20 tickets on either side: no data. It shows what goes together, not what causes what. At most 92 days.",
  request: { query: RangeQuery.extend({ outcome: z.enum(OUTCOMES).default("satisfied") }) },
  responses: {
    200: json(
      z
        .object({
          range: RangeShape,
          outcome: z.enum(OUTCOMES),
          drivers: z.array(
            z.object({
              tag: z.string(),
              with: Sample,
              without: Sample,
              effect: z
                .object({ difference: z.number(), low: z.number(), high: z.number(), sure: z.boolean() })
                .nullable(),
            }),
          ),
        })
        .openapi("VocDrivers"),
      "The largest difference first.",
    ),
    ...PROBLEMS,
  },
});
const cost = createRoute({
  method: "get",
  path: "/v1/voc/costs",
  tags,
  summary: "What the tickets of each tag took: minutes, tokens, late first responses",
  description: "A ticket with several tags is in each of them. Null where nothing was recorded. At most 92 days.",
  request: { query: RangeQuery },
  responses: {
    200: json(
      z
        .object({
          range: RangeShape,
          costs: z.array(
            z.object({
              tag: z.string(),
              tickets: z.int(),
              measured: z.int(),
              agentMinutes: z.int().nullable(),
              tokens: z.number().nullable(),
              modelCostMicros: z.number().nullable(),
              firstResponseBreaches: z.object({ of: z.int(), breached: z.int(), share: z.number() }).nullable(),
            }),
          ),
        })
        .openapi("VocCosts"),
      "The most minutes first.",
    ),
    ...PROBLEMS,
  },
});

export const vocEffectRoutes =
  (deps: VocDeps): Routes =>
  (app) => {
    app.openapi(drive, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const asked = c.req.valid("query");
      const range = rangeOf(deps.clock, asked);
      const found = await underTaxonomy(deps, ctx, (tx, taxonomy) => drivers(tx, taxonomy, range, asked.outcome));
      return c.json({ range, outcome: asked.outcome, drivers: found.map((driver) => ({ ...driver })) }, 200);
    });
    app.openapi(cost, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const range = rangeOf(deps.clock, c.req.valid("query"));
      const costs = await underTaxonomy(deps, ctx, (tx, taxonomy) => tagCosts(tx, taxonomy, range));
      return c.json({ range, costs: costs.map((one) => ({ ...one })) }, 200);
    });
  };
