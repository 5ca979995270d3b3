import { createRoute, z } from "@hono/zod-openapi";
import type { Database } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import { vectorProgress } from "../../knowledge/vector-models.ts";
import { json, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import type { Routes } from "../server.ts";

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

const list = createRoute({
  method: "get",
  path: "/v1/knowledge/embeddings",
  tags: ["knowledge"],
  summary: "The models whose vectors are held, and how far each has come",
  responses: { 200: json(z.object({ models: z.array(ModelShape) }), "Oldest first."), ...PROBLEMS },
});

export const embeddingRoutes =
  (deps: { readonly db: Database }): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const { tenantId } = requireAction(c, "knowledge.read");
      return c.json({ models: await inTenant(deps.db, tenantId, vectorProgress) }, 200);
    });
  };
