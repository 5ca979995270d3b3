import { createRoute, z } from "@hono/zod-openapi";
import { inTenant } from "../../../db/tenant.ts";
import {
  cancelReembedding,
  pauseReembedding,
  type ReembedDeps,
  reembedder,
  resumeReembedding,
  startReembedding,
} from "../../../knowledge/reembed/change.ts";
import { estimateReembedding } from "../../../knowledge/reembed/estimate.ts";
import { reembedProgress } from "../../../knowledge/reembed/progress.ts";
import { json, jsonBody, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import type { Routes } from "../../server.ts";

export interface EmbeddingRouteDeps extends ReembedDeps {
  /** Called when there is something to embed, so that nobody waits for the next round. */
  readonly onWork: () => void;
  /** Price of the configured model, in millionths of the currency for a million tokens. */
  readonly microsPerMillionTokens: number;
}

const tags = ["knowledge"];
const ModelShape = z
  .object({
    model: z.string(),
    kind: z.enum(["gloss", "neural"]),
    dimensions: z.int(),
    state: z.enum(["building", "active", "retired"]).openapi({
      description: "Search asks the active one, until another that is being built is complete.",
    }),
    passages: z.int(),
    embedded: z.int(),
  })
  .openapi("EmbeddingModel");

export const ProgressShape = z
  .object({
    models: z.array(ModelShape),
    change: z
      .object({
        model: z.string(),
        state: z.enum(["running", "paused", "done"]),
        startedAt: z.iso.datetime(),
        finishedAt: z.iso.datetime().nullable(),
        failedAt: z.iso
          .datetime()
          .nullable()
          .openapi({ description: "Since when tries fail; it is tried again every minute." }),
        problem: z.string().nullable().openapi({ description: "Why the last try failed." }),
        passages: z.int(),
        embedded: z.int(),
        perSecond: z.number().nullable(),
        secondsLeft: z.int().nullable(),
      })
      .nullable()
      .openapi({ description: "The change to another model that was asked for last; null when none ever was." }),
  })
  .openapi("EmbeddingProgress");

export const ReembedEstimateShape = z
  .object({
    model: z.string(),
    passages: z.int(),
    tokens: z.int(),
    costMicros: z.int().openapi({ description: "Millionths of the currency of the price; 0 for the embedded model." }),
  })
  .openapi("EmbeddingEstimate");

const StartBody = z.strictObject({
  model: writtenText(200).openapi({ description: "As in EMBEDDING_MODEL; `embedded` is the one that ships with it." }),
  dryRun: z.boolean().default(false).openapi({ description: "Only estimate." }),
  priceMicros: z.int().min(0).max(1_000_000_000_000).optional().openapi({
    description: "Millionths of the currency for a million tokens; default: EMBEDDING_PRICE_MICROS",
  }),
});

const list = createRoute({
  method: "get",
  path: "/v1/knowledge/embeddings",
  tags,
  summary: "The models whose vectors are held, how far each has come, and the change to another one",
  responses: { 200: json(ProgressShape, "Models oldest first."), ...PROBLEMS },
});
const start = createRoute({
  method: "post",
  path: "/v1/knowledge/embeddings",
  tags,
  summary: "Embed the knowledge base with another model beside the one that search asks, and switch at the end",
  request: { body: jsonBody(StartBody) },
  responses: {
    200: json(ReembedEstimateShape, "What it would embed and cost, for a dry run."),
    202: json(ReembedEstimateShape, "It begins at once, or after what is being embedded."),
    ...PROBLEMS,
    409: PROBLEMS[400],
  },
});
const control = (verb: "pause" | "resume" | "cancel", summary: string, done: string) =>
  createRoute({
    method: "post",
    path: `/v1/knowledge/embeddings/${verb}`,
    tags,
    summary,
    responses: { 204: { description: done }, ...PROBLEMS, 409: PROBLEMS[400] },
  });
const pause = control("pause", "Hold the change of the model", "It stops at its next batch.");
const resume = control(
  "resume",
  "Let a paused change go on where it stopped",
  "It goes on at once, or after what is being embedded.",
);
const cancel = control(
  "cancel",
  "End the change: search stays with the model that it asks",
  "Its vectors are deleted.",
);

export const embeddingRoutes =
  (deps: EmbeddingRouteDeps): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const { tenantId } = requireAction(c, "knowledge.read");
      const { models, change } = await inTenant(deps.db, tenantId, (tx) => reembedProgress(tx, deps.clock.now()));
      const view = change && {
        ...change,
        startedAt: change.startedAt.toISOString(),
        finishedAt: change.finishedAt?.toISOString() ?? null,
        failedAt: change.failedAt?.toISOString() ?? null,
      };
      return c.json({ models: [...models], change: view }, 200);
    });
    app.openapi(start, async (c) => {
      const ctx = requireAction(c, "knowledge.reembed");
      const { model, dryRun, priceMicros = deps.microsPerMillionTokens } = c.req.valid("json");
      const embedder = dryRun ? await reembedder(deps, model) : await startReembedding(deps, ctx, model);
      if (!dryRun) deps.onWork();
      const estimate = await estimateReembedding(deps, ctx, embedder, priceMicros);
      return dryRun ? c.json(estimate, 200) : c.json(estimate, 202);
    });
    app.openapi(pause, async (c) => {
      await pauseReembedding(deps, requireAction(c, "knowledge.reembed"));
      return c.body(null, 204);
    });
    app.openapi(resume, async (c) => {
      await resumeReembedding(deps, requireAction(c, "knowledge.reembed"));
      deps.onWork();
      return c.body(null, 204);
    });
    app.openapi(cancel, async (c) => {
      await cancelReembedding(deps, requireAction(c, "knowledge.reembed"));
      return c.body(null, 204);
    });
  };
