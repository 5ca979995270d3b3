import { createRoute, z } from "@hono/zod-openapi";
import type { Ctx } from "../../../kernel/ctx.ts";
import { invalid } from "../../../kernel/errors.ts";
import type { VocDeps } from "../../../voc/deps.ts";
import { STEPS } from "../../../voc/periods.ts";
import { DIMENSIONS } from "../../../voc/slices.ts";
import { TAG_SOURCES } from "../../../voc/store/tags.ts";
import { Correction, correctTags, type TicketTag, ticketTags } from "../../../voc/tags/correct.ts";
import { isTree, TREES } from "../../../voc/trees.ts";
import { breakdown, ranking, treeLevel } from "../../../voc/trends/breakdown.ts";
import { trend } from "../../../voc/trends/trend.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { shownTo } from "../../shown-to.ts";
import { Codes, Day, RangeQuery, RangeShape, rangeOf, SliceQuery, sliceOf, underTaxonomy, VOC } from "./voc-query.ts";

const tags = VOC;
const Change = z.object({
  tag: z.string(),
  count: z.int(),
  share: z.number().nullable(),
  rank: z.int(),
  previous: z.object({ count: z.int(), share: z.number().nullable(), rank: z.int() }),
  change: z.number().nullable().openapi({ description: "Null when there was nothing before." }),
});
const TrendShape = z
  .object({
    range: RangeShape,
    previousRange: RangeShape,
    steps: z.array(Day),
    series: z.array(Change.extend({ counts: z.array(z.int()), previousCounts: z.array(z.int()) })),
    total: z.int(),
    previousTotal: z.int(),
  })
  .openapi("VocTrend");
const TicketTags = z
  .object({
    tags: z.array(
      z.object({
        tag: z.string(),
        product: z.string().nullable(),
        module: z.string().nullable(),
        source: z.enum(TAG_SOURCES),
        confidence: z.number().nullable(),
        quote: z.string(),
        at: z.iso.datetime(),
      }),
    ),
  })
  .openapi("TicketTags");

const trends = createRoute({
  method: "get",
  path: "/v1/voc/trends",
  tags,
  summary: "How often tags were said, by day, week or month, beside the range before",
  description:
    "A ticket counts once for each tag, on the day (UTC) it first said it. `share` is the part of all tags given; `change` = (count − previous) ÷ previous. At most 400 days by day, 1,200 by week, 3,700 by month.",
  request: {
    query: RangeQuery.extend(SliceQuery.shape).extend({ tags: Codes, by: z.enum(STEPS).default("day") }),
  },
  responses: { 200: json(TrendShape, "The most frequent tag first."), ...PROBLEMS },
});
const rank = createRoute({
  method: "get",
  path: "/v1/voc/ranking",
  tags,
  summary: "All tags by frequency, with how shares and ranks changed against the range before",
  request: { query: RangeQuery.extend(SliceQuery.shape) },
  responses: {
    200: json(z.object({ range: RangeShape, tags: z.array(Change) }).openapi("VocRanking"), "The most frequent first."),
    ...PROBLEMS,
  },
});
const SlicesShape = z
  .object({
    range: RangeShape,
    total: z.int(),
    path: z.array(z.string()).optional(),
    values: z.array(
      z.object({
        ...{ value: z.string(), count: z.int(), share: z.number().nullable(), previous: z.int() },
        slice: z.object({ dimension: z.enum(DIMENSIONS), value: z.string() }).optional(),
        opens: z.boolean().optional(),
      }),
    ),
  })
  .openapi("VocSlices");
const slices = createRoute({
  method: "get",
  path: "/v1/voc/slices",
  tags,
  summary: "Who says a tag: its tickets by each value of a dimension",
  description:
    "Units of the organisation hold the tickets of all units below them. `product_tree` (family, product, module) and `organisation_tree` (units) count one level: the top, or what stands right below `within`; `slice` leads to the words, `opens` says that there is a level below, `path` leads back up.",
  request: {
    query: RangeQuery.extend({
      tags: Codes,
      by: z.enum([...DIMENSIONS, ...TREES]).default("product"),
      within: z.string().min(1).max(100).optional().openapi({ description: "A node of the tree to look into." }),
    }),
  },
  responses: {
    200: json(SlicesShape, "The most frequent value first."),
    ...PROBLEMS,
  },
});
const ofTicket = createRoute({
  method: "get",
  path: "/v1/tickets/{id}/tags",
  tags,
  summary: "The tags that a ticket carries",
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: json(TicketTags, "Its tags."), ...PROBLEMS, ...NOT_FOUND },
});
const correct = createRoute({
  method: "put",
  path: "/v1/tickets/{id}/tags",
  tags,
  summary: "Say which tags hold and which do not; a person's word stands above any machine's",
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(Correction),
  },
  responses: { 200: json(TicketTags, "The tags that hold now."), ...PROBLEMS, ...NOT_FOUND, 409: PROBLEMS[400] },
});

const tagsView = (ctx: Ctx, found: readonly TicketTag[]): z.infer<typeof TicketTags> =>
  shownTo(ctx.actor, { tags: found.map(({ at, ...tag }) => ({ ...tag, at: at.toISOString() })) });

export const vocRoutes =
  (deps: VocDeps): Routes =>
  (app) => {
    app.openapi(trends, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const query = c.req.valid("query");
      const found = await underTaxonomy(deps, ctx, (tx, taxonomy) =>
        trend(tx, taxonomy, {
          ...query,
          ...rangeOf(deps.clock, query),
          slice: sliceOf(query),
        }),
      );
      return c.json(found as z.infer<typeof TrendShape>, 200);
    });
    app.openapi(rank, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const query = c.req.valid("query");
      const range = rangeOf(deps.clock, query);
      const found = await underTaxonomy(deps, ctx, (tx, taxonomy) => ranking(tx, taxonomy, range, sliceOf(query)));
      return c.json({ range, tags: found.map((tag) => ({ ...tag, previous: { ...tag.previous } })) }, 200);
    });
    app.openapi(slices, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const query = c.req.valid("query");
      const range = rangeOf(deps.clock, query);
      const { by, tags: asked, within = null } = query;
      if (within !== null && !isTree(by))
        throw invalid("within", `only a tree has levels: by one of ${TREES.join(", ")}`);
      const found = await underTaxonomy<object>(deps, ctx, (tx, taxonomy) =>
        isTree(by)
          ? treeLevel(tx, taxonomy, range, { tags: asked, tree: by, within })
          : breakdown(tx, taxonomy, range, { tags: asked, dimension: by }),
      );
      return c.json({ range, ...found } as z.infer<typeof SlicesShape>, 200);
    });
    app.openapi(ofTicket, async (c) => {
      const ctx = requireAction(c, "ticket.read");
      const found = await ticketTags(deps, ctx, c.req.valid("param").id);
      return c.json(tagsView(ctx, found), 200);
    });
    app.openapi(correct, async (c) => {
      const ctx = requireAction(c, "voc.tag");
      const found = await correctTags(deps, ctx, c.req.valid("param").id, c.req.valid("json"));
      return c.json(tagsView(ctx, found), 200);
    });
  };
