import { createRoute, z } from "@hono/zod-openapi";
import { writeDictionary, writtenDictionary } from "../../../knowledge/import/edit-dictionary.ts";
import type { StartImportDeps } from "../../../knowledge/import/start.ts";
import { json, jsonBody, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import type { Routes } from "../../server.ts";

const MOST_WORDS = 5_000;
const MOST_GROUPS = 2_000;
const MOST_IN_GROUP = 20;

const Dictionary = z
  .strictObject({
    words: z
      .array(writtenText(100))
      .max(MOST_WORDS)
      .openapi({ description: "Terms of your products that stay whole, such as 自动结账." }),
    synonyms: z
      .array(z.array(writtenText(100)).min(2, "a group needs two expressions or more").max(MOST_IN_GROUP))
      .max(MOST_GROUPS)
      .openapi({ description: "Groups of expressions that mean the same, such as [关账, 结账, closing]." }),
  })
  .openapi("Dictionary");

const tags = ["knowledge"];
const show = createRoute({
  method: "get",
  path: "/v1/knowledge/dictionary",
  tags,
  summary: "Your own words and synonyms, which search knows beside those of imported folders",
  responses: { 200: json(Dictionary, "As last written."), ...PROBLEMS },
});
const write = createRoute({
  method: "put",
  path: "/v1/knowledge/dictionary",
  tags,
  summary: "Replace your own words and synonyms; articles that hold them are indexed anew in the background",
  request: { body: jsonBody(Dictionary) },
  responses: {
    202: json(z.object({ id: z.uuid() }), "The import that does it; ask for its state at /v1/knowledge/imports/{id}."),
    ...PROBLEMS,
    409: PROBLEMS[400],
  },
});

export const dictionaryRoutes =
  (deps: StartImportDeps): Routes =>
  (app) => {
    app.openapi(show, async (c) => {
      const { words, synonyms } = await writtenDictionary(deps, requireAction(c, "knowledge.read"));
      return c.json({ words: [...words], synonyms: synonyms.map((group) => [...group]) }, 200);
    });
    app.openapi(write, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { jobId } = await writeDictionary(deps, ctx, c.req.valid("json"));
      return c.json({ id: jobId }, 202);
    });
  };
