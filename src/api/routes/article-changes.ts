import { createRoute, z } from "@hono/zod-openapi";
import { reviewArticle } from "../../knowledge/articles/edit.ts";
import { fileChange, keepEdit, takeFileChange } from "../../knowledge/articles/file-changes.ts";
import {
  compileDraft,
  type PublishDeps,
  publishCompiled,
  restoreArticle,
  retireArticle,
} from "../../knowledge/articles/publish.ts";
import { json, NOT_FOUND, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import { IF_MATCH, seenVersion } from "../if-match.ts";
import type { Routes } from "../server.ts";
import { DiffLineShape, instant } from "./article-views.ts";

const tags = ["knowledge"];
const ById = z.object({ id: z.uuid() });
const Reason = z.object({ reason: z.string().trim().max(500).default("") });
const reason = { content: { "application/json": { schema: Reason } } };
const Changed = z.object({ id: z.uuid(), revision: z.int() });
const RESPONSES = {
  200: json(Changed, "The new revision."),
  ...PROBLEMS,
  ...NOT_FOUND,
  409: PROBLEMS[400],
  412: PROBLEMS[400],
};
const verb = <Name extends string>(name: Name, summary: string) => ({
  method: "post" as const,
  path: `/v1/knowledge/articles/{id}/${name}` as const,
  tags,
  summary,
  responses: RESPONSES,
});

const publish = createRoute({
  ...verb("publish", "Publish the draft: search finds it from this moment on"),
  request: { params: ById, headers: IF_MATCH, body: reason },
  responses: { ...RESPONSES, 200: json(Changed.extend({ version: z.int() }), "The published version.") },
});
const retire = createRoute({
  ...verb("retire", "Take the article out of search; it can be restored"),
  request: { params: ById, headers: IF_MATCH, body: reason },
});
const restore = createRoute({
  ...verb("restore", "Undo a retirement"),
  request: { params: ById, headers: IF_MATCH },
});
const review = createRoute({
  ...verb("review", "Say that the published version was read and still holds"),
  request: { params: ById, headers: IF_MATCH },
});
const file = createRoute({
  method: "get",
  path: "/v1/knowledge/articles/{id}/file-change",
  tags,
  summary: "What an import found in the file since a person edited the article",
  request: { params: ById },
  responses: {
    200: json(
      z.object({
        change: z.enum(["changed", "gone"]),
        title: z.string(),
        body: z.string(),
        createdAt: instant,
        lines: z.array(DiffLineShape),
      }),
      "The file's text beside the published one.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const take = createRoute({
  ...verb("file-change/take", "Make the file's text the draft"),
  request: { params: ById, headers: IF_MATCH },
});
const keep = createRoute({
  ...verb("file-change/keep", "Keep the article as a person edited it"),
  request: { params: ById, headers: IF_MATCH },
});

export const articleChangeRoutes =
  (deps: PublishDeps): Routes =>
  (app) => {
    app.openapi(publish, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      const options = { revision: seenVersion(c), reason: c.req.valid("json").reason };
      return c.json({ id, ...(await publishCompiled(deps, ctx, await compileDraft(deps, ctx, id), options)) }, 200);
    });
    app.openapi(retire, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      const seen = { revision: seenVersion(c) };
      return c.json({ id, revision: await retireArticle(deps, ctx, id, seen, c.req.valid("json").reason) }, 200);
    });
    app.openapi(restore, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      return c.json({ id, revision: await restoreArticle(deps, ctx, id, { revision: seenVersion(c) }) }, 200);
    });
    app.openapi(review, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      return c.json({ id, revision: await reviewArticle(deps, ctx, id, { revision: seenVersion(c) }) }, 200);
    });
    app.openapi(file, async (c) => {
      const found = await fileChange(deps, requireAction(c, "knowledge.write"), c.req.valid("param").id);
      const { change, title, body, createdAt, lines } = found;
      return c.json(
        {
          change,
          title,
          body,
          createdAt: createdAt.toISOString(),
          lines: lines.map((row) => ({ ...row, words: [...row.words] })),
        },
        200,
      );
    });
    app.openapi(take, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      return c.json({ id, revision: await takeFileChange(deps, ctx, id, { revision: seenVersion(c) }) }, 200);
    });
    app.openapi(keep, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      return c.json({ id, revision: await keepEdit(deps, ctx, id, { revision: seenVersion(c) }) }, 200);
    });
  };
