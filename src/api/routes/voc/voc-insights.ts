import { createRoute, z } from "@hono/zod-openapi";
import { can } from "../../../access/roles.ts";
import { analyse } from "../../../voc/analytics/analyse.ts";
import { AnalyticsQuery, GROUPINGS } from "../../../voc/analytics/query.ts";
import type { VocDeps } from "../../../voc/deps.ts";
import { cursorOf, EXPORT_COLUMNS, EXPORT_FORMATS, exportTags, placeOf } from "../../../voc/export.ts";
import { quotes } from "../../../voc/quotes.ts";
import { anomaliesOf, watch } from "../../../voc/trends/anomalies.ts";
import { json, jsonBody, PROBLEMS } from "../../answers.ts";
import { requireAction, stillMay } from "../../auth.ts";
import { asDownload } from "../../download.ts";
import type { Routes } from "../../server.ts";
import { Codes, Day, RangeQuery, RangeShape, rangeOf, SliceQuery, sliceOf, underTaxonomy, VOC } from "./voc-query.ts";

const tags = VOC;
const Expected = z.object({ expected: z.number(), low: z.number(), high: z.number(), score: z.number() });

const anomalies = createRoute({
  method: "get",
  path: "/v1/voc/anomalies",
  tags,
  summary: "Days or weeks on which a tag was said more or less than expected, with the expected range of each step",
  description:
    "A day is compared with the same weekday of the 8 weeks before it, a week with the 8 weeks before. Expected: their median. Range: expected ± 3 × max(1.4826 × median absolute deviation of the residuals, √(expected + 1)), not below 0. An anomaly lies outside of it by at least 3 tickets. `expected` is null with fewer than 4 steps of history: no data. At most 200 days.",
  request: {
    query: RangeQuery.extend(SliceQuery.shape).extend({ tags: Codes, by: z.enum(["day", "week"]).default("day") }),
  },
  responses: {
    200: json(
      z
        .object({
          range: RangeShape,
          anomalies: z.array(z.object({ tag: z.string(), step: Day, count: z.int(), expected: Expected })),
          watched: z.array(
            z.object({
              tag: z.string(),
              steps: z.array(
                z.object({ step: Day, count: z.int(), expected: Expected.nullable(), anomaly: z.boolean() }),
              ),
            }),
          ),
        })
        .openapi("VocAnomalies"),
      "The most surprising first; `watched` holds every step.",
    ),
    ...PROBLEMS,
  },
});

const Quote = z
  .object({
    ticketId: z.uuid(),
    tag: z.string(),
    at: z.iso.datetime(),
    quote: z.string(),
    source: z.string(),
    confidence: z.number().nullable(),
    customerId: z.uuid().nullable(),
    facts: z.record(z.string(), z.string()),
  })
  .openapi("VocQuote");
const QuotesQuery = RangeQuery.extend(SliceQuery.shape).extend({
  tags: Codes,
  cursor: z.string().max(300).optional(),
});

const said = createRoute({
  method: "get",
  path: "/v1/voc/quotes",
  tags,
  summary: "The words behind a number: what customers said, newest first",
  description:
    "Over the same tags, range and slice there are as many quotes as the trend counts. Personal data stands as its kind in brackets for callers who do not work on tickets.",
  request: { query: QuotesQuery.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }) },
  responses: {
    200: json(z.object({ quotes: z.array(Quote), next: z.string().nullable() }).openapi("VocQuotes"), "A page."),
    ...PROBLEMS,
  },
});
const download = createRoute({
  method: "get",
  path: "/v1/voc/export",
  tags,
  summary: "Every tag with its quote as CSV or JSON lines, streamed",
  description: `One row for each ticket and tag, newest first, with the columns ${EXPORT_COLUMNS.join(", ")}. CSV is UTF-8 with BOM; cells that a spreadsheet would run as formulas begin with an apostrophe. A download that broke off goes on with the \`cursor\` of the last row received.`,
  request: { query: QuotesQuery.extend({ format: z.enum(EXPORT_FORMATS).default("csv") }) },
  responses: {
    200: {
      description: "The rows.",
      content: { "text/csv": { schema: z.string() }, "application/jsonl": { schema: z.string() } },
    },
    ...PROBLEMS,
  },
});
const Row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const query = createRoute({
  method: "post",
  path: "/v1/analytics/query",
  tags,
  summary: "Measures of tags by up to four dimensions",
  description: `Dimensions: ${GROUPINGS.join(", ")}. A filter on a product holds its modules, one on a family of products all of them, one on a unit of the organisation all units below it. \`product_tree\` (family, product, module) and \`organisation_tree\` (units) count the level right below the one node that is filtered for, or the top; \`organisation_top\` rolls units up to the top of their tree; \`member\` is the ticket's owner. A ticket counts once for each tag. The measure tags (and tickets, by tag) over tag, time and one other dimension (or product and module together) comes from rollups, over up to 400 days; every other combination is counted from the tags, over up to 92 days. A measure is null where there is nothing to divide by.`,
  request: { body: jsonBody(AnalyticsQuery) },
  responses: {
    200: json(
      z
        .object({ range: RangeShape, rows: z.array(Row), next: z.int().nullable(), from: z.enum(["rollups", "tags"]) })
        .openapi("AnalyticsAnswer"),
      "Rows in the order of the dimensions; `next` is the offset of the next page.",
    ),
    ...PROBLEMS,
  },
});

export const vocInsightRoutes =
  (deps: VocDeps): Routes =>
  (app) => {
    app.openapi(anomalies, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const asked = c.req.valid("query");
      const range = rangeOf(deps.clock, asked);
      const watched = await underTaxonomy(deps, ctx, (tx, taxonomy) =>
        watch(tx, taxonomy, { ...range, tags: asked.tags, by: asked.by, slice: sliceOf(asked) }),
      );
      const shown = watched.map(({ tag, steps }) => ({ tag, steps: [...steps] }));
      return c.json({ range, anomalies: anomaliesOf(watched), watched: shown }, 200);
    });
    app.openapi(said, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const asked = c.req.valid("query");
      const found = await underTaxonomy(deps, ctx, (tx, taxonomy) =>
        quotes(tx, taxonomy, ctx.actor, { ...quoteQuery(asked), limit: asked.limit }),
      );
      const page = found.quotes.map(({ place: _, at, facts, ...quote }) => ({
        ...quote,
        at: at.toISOString(),
        facts: { ...facts },
      }));
      return c.json({ quotes: page, next: found.next && cursorOf(found.next) }, 200);
    });
    app.openapi(download, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const asked = c.req.valid("query");
      const pieces = exportTags(deps, ctx, asked.format, quoteQuery(asked));
      const { from, to } = rangeOf(deps.clock, asked);
      const type = asked.format === "csv" ? "text/csv; charset=utf-8" : "application/jsonl";
      const name = `voc-${from}-${to}.${asked.format}`;
      // Who may no longer see personal data, and is a reader of quotes still, asks for the rest anew.
      const right = can(ctx.actor, "quote.unmasked") ? "quote.unmasked" : "voc.read";
      return (await asDownload(c, pieces, { type, name, mayRead: () => stillMay(c, right) })) as never;
    });
    app.openapi(query, async (c) => {
      const ctx = requireAction(c, "voc.read");
      const answer = await underTaxonomy(deps, ctx, (tx, taxonomy) => analyse(tx, taxonomy, c.req.valid("json")));
      return c.json({ ...answer, rows: answer.rows.map((row) => ({ ...row })) }, 200);
    });

    const quoteQuery = (asked: z.infer<typeof QuotesQuery>) => {
      const slice = sliceOf(asked);
      return {
        ...rangeOf(deps.clock, asked),
        tags: asked.tags,
        slices: slice ? [slice] : [],
        after: asked.cursor === undefined ? undefined : placeOf(asked.cursor),
      };
    };
  };
