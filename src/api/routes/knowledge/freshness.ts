import { createRoute, z } from "@hono/zod-openapi";
import type { ArticleDeps } from "../../../knowledge/articles/verbs.ts";
import { EXPIRING_DAYS, STALE_DAYS } from "../../../knowledge/freshness/ages.ts";
import { dismiss } from "../../../knowledge/freshness/check.ts";
import { type FreshnessReport, freshnessReport } from "../../../knowledge/freshness/report.ts";
import type { FreshnessRow } from "../../../knowledge/freshness/store/report.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import type { Routes } from "../../server.ts";
import { instant } from "./article-views.ts";

const tags = ["knowledge"];
const days = z.coerce.number().int().min(1).max(3_650);
const Counts = z.object({
  published: z.int(),
  drafts: z.int(),
  stale: z.int(),
  expiring: z.int(),
  expired: z.int(),
  fileChanges: z.int().openapi({ description: "Files that changed beside a person's edit." }),
  conflicts: z.int(),
});
const Row = z.object({
  id: z.uuid(),
  path: z.string(),
  title: z.string(),
  owner: z.string().nullable(),
  product: z.string().nullable(),
  confirmedAt: instant.openapi({ description: "When a person last wrote or read it, or its file last changed." }),
  validTo: z.string().nullable(),
  corrections: z.int().openapi({ description: "Corrections by agents that rest on it and wait for a decision." }),
});
const SideShape = z.object({
  articleId: z.uuid(),
  title: z.string(),
  text: z.string(),
  start: z.int(),
  end: z.int(),
});
const ConflictShape = z
  .object({
    id: z.uuid(),
    kind: z.enum(["number", "version", "steps"]),
    a: SideShape,
    b: SideShape,
    differing: z.array(z.object({ a: z.string(), b: z.string() })),
    foundAt: instant,
  })
  .openapi("ArticleConflict");
export const FreshnessShape = z
  .object({
    counts: Counts,
    owners: z.array(Counts.extend({ owner: z.string().nullable() })),
    stale: z.array(Row),
    expiring: z.array(Row),
    conflicts: z.array(ConflictShape),
  })
  .openapi("Freshness");

const report = createRoute({
  method: "get",
  path: "/v1/knowledge/freshness",
  tags,
  summary: "Stale, expiring and contradicting articles, with counts by owner; lists end after 200",
  request: {
    query: z.object({
      owner: z.string().max(200).optional(),
      staleDays: days
        .default(STALE_DAYS)
        .openapi({ description: "Stale: not confirmed for so many days, or corrected by agents since." }),
      expiringDays: days
        .default(EXPIRING_DAYS)
        .openapi({ description: "Expiring: no longer valid within so many days." }),
    }),
  },
  responses: { 200: json(FreshnessShape, "The report."), ...PROBLEMS },
});
const dismissed = createRoute({
  method: "post",
  path: "/v1/knowledge/conflicts/{id}/dismiss",
  tags,
  summary: "Say that both articles are right; the pair is not listed again while its texts stay",
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(z.strictObject({ reason: writtenText(500) })),
  },
  responses: { 204: { description: "It is off the list." }, ...PROBLEMS, ...NOT_FOUND },
});

const rowView = (row: FreshnessRow) => ({
  ...row,
  confirmedAt: row.confirmedAt.toISOString(),
});
const reportView = ({
  counts,
  owners,
  stale,
  expiring,
  conflicts,
}: FreshnessReport): z.infer<typeof FreshnessShape> => ({
  counts,
  owners: [...owners],
  stale: stale.map(rowView),
  expiring: expiring.map(rowView),
  conflicts: conflicts.map(({ id, kind, a, b, aTitle, bTitle, differing, foundAt }) => ({
    id,
    kind,
    a: { ...a, title: aTitle },
    b: { ...b, title: bTitle },
    differing: [...differing],
    foundAt: foundAt.toISOString(),
  })),
});

export const freshnessRoutes =
  (deps: ArticleDeps): Routes =>
  (app) => {
    app.openapi(report, async (c) => {
      const { owner, ...rest } = c.req.valid("query");
      const ctx = requireAction(c, "knowledge.read");
      return c.json(reportView(await freshnessReport(deps, ctx, { ...rest, ...(owner && { owner }) })), 200);
    });
    app.openapi(dismissed, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      await dismiss(deps, ctx, c.req.valid("param").id, c.req.valid("json").reason);
      return c.body(null, 204);
    });
  };
