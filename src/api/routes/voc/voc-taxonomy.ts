import { createRoute, z } from "@hono/zod-openapi";
import { inTenant } from "../../../db/tenant.ts";
import { VOC_GROUPS } from "../../../policy/taxonomy.ts";
import type { VocDeps } from "../../../voc/deps.ts";
import { PROPOSED_STATES } from "../../../voc/store/proposed-tags.ts";
import { type BackfillRow, backfillOf, backfills, startBackfill } from "../../../voc/taxonomy/backfill.ts";
import { changeTaxonomy, TaxonomyChange } from "../../../voc/taxonomy/change-taxonomy.ts";
import { previewChange } from "../../../voc/taxonomy/preview-change.ts";
import { decideTag, proposedTags, proposeTag, TagDecision, TagProposal } from "../../../voc/taxonomy/propose-tag.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { underTaxonomy, VOC } from "./voc-query.ts";

const tags = VOC;
const ById = z.object({ id: z.uuid() });
const Name = z.object({ zh: z.string(), en: z.string() });
const instant = z.iso.datetime();
const BackfillShape = z
  .object({
    id: z.uuid(),
    version: z.int(),
    reason: z.string(),
    status: z.enum(["queued", "running", "done", "failed"]),
    problem: z.string().nullable().openapi({ description: "Why it failed; another one may be started." }),
    total: z.int().openapi({ description: "Tickets there were when it began." }),
    done: z.int(),
    changed: z.int(),
    createdAt: instant,
    finishedAt: instant.nullable(),
  })
  .openapi("VocBackfill");
const ProposedShape = z
  .object({
    id: z.uuid(),
    name: Name,
    words: z.array(z.string()),
    reason: z.string(),
    themeId: z.uuid().nullable(),
    state: z.enum(PROPOSED_STATES),
    tag: z.string().nullable(),
    proposedBy: z.string(),
    createdAt: instant,
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
  })
  .openapi("VocProposedTag");

const show = createRoute({
  method: "get",
  path: "/v1/voc/taxonomy",
  tags,
  summary: "The tags, products, modules and units that can be asked for",
  responses: {
    200: json(
      z
        .object({
          tags: z.array(z.object({ code: z.string(), name: Name, group: z.enum(VOC_GROUPS), deprecated: z.boolean() })),
          products: z.array(
            z.object({
              code: z.string(),
              name: Name,
              modules: z.array(z.object({ code: z.string(), name: Name })),
            }),
          ),
          serviceModules: z.array(z.object({ code: z.string(), name: Name })),
          organisations: z.array(z.object({ code: z.string(), name: Name, parent: z.string().nullable() })),
        })
        .openapi("VocTaxonomy"),
      "Modules are asked for as `product/module`.",
    ),
    ...PROBLEMS,
  },
});
const preview = createRoute({
  method: "post",
  path: "/v1/voc/taxonomy/preview",
  tags,
  summary: "What a change would do to the past; it changes nothing",
  description:
    "Tried on the newest 300 tickets in question by the code of the backfill; `tickets` counts all that carry the tag, up to 100,000.",
  request: { body: jsonBody(TaxonomyChange) },
  responses: {
    200: json(
      z
        .object({
          tickets: z.int().nullable(),
          read: z.int(),
          changed: z.int(),
          tags: z.array(z.object({ tag: z.string(), lost: z.int(), gained: z.int() })),
          examples: z.array(
            z.object({
              ticketId: z.uuid(),
              quote: z.string(),
              lost: z.array(z.string()),
              gained: z.array(z.string()),
            }),
          ),
        })
        .openapi("VocTaxonomyPreview"),
      "What would change.",
    ),
    ...PROBLEMS,
    409: PROBLEMS[400],
  },
});
const change = createRoute({
  method: "post",
  path: "/v1/voc/taxonomy/changes",
  tags,
  summary: "Add, merge, split, rename or deprecate a tag; a backfill brings the past along",
  description: "Publishes a new version of the taxonomy policy. Ordinals of tags that go are never used again.",
  request: { body: jsonBody(TaxonomyChange) },
  responses: {
    202: json(z.object({ version: z.int(), backfillId: z.uuid() }), "It counts from now on; follow the backfill."),
    ...PROBLEMS,
    409: PROBLEMS[400],
  },
});
const listRuns = createRoute({
  method: "get",
  path: "/v1/voc/backfills",
  tags,
  summary: "Backfills, newest first",
  responses: { 200: json(z.object({ backfills: z.array(BackfillShape) }), "At most 50."), ...PROBLEMS },
});
const showRun = createRoute({
  method: "get",
  path: "/v1/voc/backfills/{id}",
  tags,
  summary: "How far a backfill is",
  request: { params: ById },
  responses: { 200: json(BackfillShape, "Its progress."), ...PROBLEMS, ...NOT_FOUND },
});
const run = createRoute({
  method: "post",
  path: "/v1/voc/backfills",
  tags,
  summary: "Bring the past under the taxonomy of the moment, e.g. after the policy was published by hand",
  responses: { 202: json(z.object({ backfillId: z.uuid() }), "Follow it."), ...PROBLEMS },
});
const proposals = createRoute({
  method: "get",
  path: "/v1/voc/proposed-tags",
  tags,
  summary: "Tags that themes and people propose, newest first",
  request: { query: z.object({ state: z.enum(PROPOSED_STATES).optional() }) },
  responses: { 200: json(z.object({ proposed: z.array(ProposedShape) }), "At most 200."), ...PROBLEMS },
});
const propose = createRoute({
  method: "post",
  path: "/v1/voc/proposed-tags",
  tags,
  summary: "Propose a tag with the words that show it",
  request: { body: jsonBody(TagProposal) },
  responses: { 201: json(ById, "It waits for a decision."), ...PROBLEMS },
});
const decide = createRoute({
  method: "post",
  path: "/v1/voc/proposed-tags/{id}/decision",
  tags,
  summary: "Accept a proposed tag, merge it into another one, or reject it",
  request: { params: ById, body: jsonBody(TagDecision) },
  responses: {
    200: json(
      z.object({ state: z.enum(PROPOSED_STATES), tag: z.string().nullable(), backfillId: z.uuid().nullable() }),
      "What became of it.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
    409: PROBLEMS[400],
  },
});

const backfillView = ({ createdAt, finishedAt, ...row }: BackfillRow): z.infer<typeof BackfillShape> => ({
  ...row,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

export const vocTaxonomyRoutes =
  (deps: VocDeps): Routes =>
  (app) => {
    app.openapi(show, async (c) =>
      c.json(
        await underTaxonomy(deps, requireAction(c, "voc.read"), async (_, { policy, units }) => ({
          tags: policy.kinds.map(({ code, name, group, deprecated = false }) => ({ code, name, group, deprecated })),
          products: policy.products.map(({ code, name, modules }) => ({ code, name, modules })),
          serviceModules: policy.serviceModules,
          organisations: units.map(({ code, name, parent = null }) => ({ code, name, parent })),
        })),
        200,
      ),
    );
    app.openapi(preview, async (c) => {
      const {
        tags: moved,
        examples,
        ...counts
      } = await previewChange(deps, requireAction(c, "voc.write"), c.req.valid("json"));
      return c.json(
        {
          ...counts,
          tags: [...moved],
          examples: examples.map((one) => ({ ...one, lost: [...one.lost], gained: [...one.gained] })),
        },
        200,
      );
    });
    app.openapi(change, async (c) =>
      c.json({ ...(await changeTaxonomy(deps, requireAction(c, "voc.write"), c.req.valid("json"))) }, 202),
    );
    app.openapi(listRuns, async (c) =>
      c.json({ backfills: (await backfills(deps, requireAction(c, "voc.read"))).map(backfillView) }, 200),
    );
    app.openapi(showRun, async (c) =>
      c.json(backfillView(await backfillOf(deps, requireAction(c, "voc.read"), c.req.valid("param").id)), 200),
    );
    app.openapi(run, async (c) => {
      const ctx = requireAction(c, "voc.write");
      const backfillId = await inTenant(deps.db, ctx.tenantId, (tx) =>
        startBackfill(deps, tx, ctx, { version: 0, reason: "asked for" }),
      );
      return c.json({ backfillId }, 202);
    });
    app.openapi(proposals, async (c) => {
      const found = await proposedTags(deps, requireAction(c, "voc.read"), c.req.valid("query").state ?? null);
      const proposed = found.map(({ createdAt, decidedAt, words, ...row }) => ({
        ...row,
        words: [...words],
        createdAt: createdAt.toISOString(),
        decidedAt: decidedAt?.toISOString() ?? null,
      }));
      return c.json({ proposed }, 200);
    });
    app.openapi(propose, async (c) =>
      c.json({ id: await proposeTag(deps, requireAction(c, "voc.tag"), c.req.valid("json")) }, 201),
    );
    app.openapi(decide, async (c) => {
      const ctx = requireAction(c, "voc.write");
      return c.json(await decideTag(deps, ctx, c.req.valid("param").id, c.req.valid("json")), 200);
    });
  };
