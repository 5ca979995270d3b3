import { createRoute, z } from "@hono/zod-openapi";
import { listFacets } from "../../../knowledge/articles/read.ts";
import type { ArticleDeps } from "../../../knowledge/articles/verbs.ts";
import { json, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";

const names = z.array(z.string());
const facets = createRoute({
  method: "get",
  path: "/v1/knowledge/article-facets",
  tags: ["knowledge"],
  summary: "The products, modules and owners that articles name, to filter by",
  responses: { 200: json(z.object({ products: names, modules: names, owners: names }), "The names."), ...PROBLEMS },
});

export const articleFacetRoutes =
  (deps: Pick<ArticleDeps, "db">): Routes =>
  (app) => {
    app.openapi(facets, async (c) => c.json(await listFacets(deps, requireAction(c, "knowledge.read")), 200));
  };
