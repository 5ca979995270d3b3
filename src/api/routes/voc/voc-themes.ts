import { createRoute, z } from "@hono/zod-openapi";
import { inTenant } from "../../../db/tenant.ts";
import type { VocDeps } from "../../../voc/deps.ts";
import { STEPS, stepsOf } from "../../../voc/periods.ts";
import { themeOf, themes } from "../../../voc/themes/themes.ts";
import { json, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { Day, RangeQuery, RangeShape, rangeOf, VOC } from "./voc-query.ts";

const tags = VOC;
const Quote = z.object({ ticketId: z.uuid(), day: Day, quote: z.string() });
const head = { id: z.uuid(), name: z.string(), firstDay: Day, lastDay: Day };

const list = createRoute({
  method: "get",
  path: "/v1/voc/themes",
  tags,
  summary: "Groups of requests that no tag explains, those that grow most first",
  description:
    "Looked for once an hour over the last eight weeks; a theme keeps its id as it goes on. `previous` counts the range of the same length before.",
  request: { query: RangeQuery.extend({ by: z.enum(STEPS).default("week") }) },
  responses: {
    200: json(
      z
        .object({
          range: RangeShape,
          steps: z.array(Day),
          themes: z.array(
            z.object({
              ...head,
              count: z.int(),
              previous: z.int(),
              counts: z.array(z.int()).openapi({ description: "For each step." }),
              quotes: z.array(Quote),
            }),
          ),
        })
        .openapi("VocThemes"),
      "Each with up to three quotes.",
    ),
    ...PROBLEMS,
  },
});
const one = createRoute({
  method: "get",
  path: "/v1/voc/themes/{id}",
  tags,
  summary: "A theme by day, with its quotes",
  request: { params: z.object({ id: z.uuid() }) },
  responses: {
    200: json(
      z
        .object({
          ...head,
          terms: z.array(z.string()),
          days: z.array(z.object({ day: Day, count: z.int() })),
          quotes: z.array(Quote),
        })
        .openapi("VocTheme"),
      "At most 500 quotes, newest first.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});

export const vocThemeRoutes =
  (deps: VocDeps): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const query = c.req.valid("query");
      const range = rangeOf(deps.clock, query);
      const { by } = query;
      const found = await inTenant(deps.db, ctx.tenantId, (tx) => themes(tx, ctx.actor, { ...range, by }));
      const shown = found.map(({ quotes, counts, ...theme }) => ({
        ...theme,
        counts: [...counts],
        quotes: [...quotes],
      }));
      return c.json({ range, steps: stepsOf(range, by), themes: shown }, 200);
    });
    app.openapi(one, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const found = await inTenant(deps.db, ctx.tenantId, (tx) => themeOf(tx, ctx.actor, c.req.valid("param").id));
      return c.json(found, 200);
    });
  };
