import { createRoute, z } from "@hono/zod-openapi";
import { AUDIENCES, LANGUAGES } from "../../../kernel/labels.ts";
import { ArticleContent } from "../../../knowledge/articles/content.ts";
import { createArticle, discardDraft, openDraft, saveArticleDraft } from "../../../knowledge/articles/edit.ts";
import { articleDiff, articleHistory } from "../../../knowledge/articles/history.ts";
import { previewArticle } from "../../../knowledge/articles/preview.ts";
import { getArticle, listArticles } from "../../../knowledge/articles/read.ts";
import type { ArticleDeps } from "../../../knowledge/articles/verbs.ts";
import { agesAt } from "../../../knowledge/freshness/ages.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { IF_MATCH, seenVersion } from "../../if-match.ts";
import type { Routes } from "../../server.ts";
import {
  ActorShape,
  ARTICLE_STATES,
  ArticleShape,
  articleView,
  DiffLineShape,
  DraftShape,
  draftView,
  instant,
  statusOf,
} from "./article-views.ts";

const tags = ["knowledge"];
const ById = z.object({ id: z.uuid() });
const Version = z.coerce.number().int().min(1).max(2_147_483_647);
const CHANGED = { 409: PROBLEMS[400], 412: PROBLEMS[400] };
const Made = z.object({ id: z.uuid(), revision: z.int() });

const list = createRoute({
  method: "get",
  path: "/v1/knowledge/articles",
  tags,
  summary: "Articles by path",
  request: {
    query: z.object({
      status: z.enum(ARTICLE_STATES).optional(),
      waiting: z.enum(["draft", "incoming"]).optional(),
      fresh: z.enum(["stale", "expiring", "expired"]).optional().openapi({
        description: "Published articles that nobody confirmed for 180 days, that end within 30, or that have ended.",
      }),
      product: z.string().max(100).optional(),
      module: z.string().max(100).optional(),
      language: z.enum(LANGUAGES).optional(),
      audience: z.enum(AUDIENCES).optional(),
      owner: z.string().max(200).optional(),
      text: z.string().max(200).optional().openapi({ description: "Words that stand in title or path." }),
      cursor: z.string().max(2_000).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: json(z.object({ articles: z.array(ArticleShape), next: z.string().nullable() }), "A page."),
    ...PROBLEMS,
  },
});
const create = createRoute({
  method: "post",
  path: "/v1/knowledge/articles",
  tags,
  summary: "Write a new article; it is a draft until it is published",
  request: { body: jsonBody(ArticleContent) },
  responses: { 201: json(Made, "The draft."), ...PROBLEMS },
});
const one = createRoute({
  method: "get",
  path: "/v1/knowledge/articles/{id}",
  tags,
  summary: "An article with its published text; `version` asks for an earlier one",
  request: { params: ById, query: z.object({ version: Version.optional() }) },
  responses: {
    200: json(ArticleShape.extend({ body: z.string() }), "The article; its revision comes as ETag too."),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const draft = createRoute({
  method: "get",
  path: "/v1/knowledge/articles/{id}/draft",
  tags,
  summary: "The draft of an article, or what one would start from",
  request: { params: ById },
  responses: { 200: json(DraftShape, "The draft."), ...PROBLEMS, ...NOT_FOUND },
});
const save = createRoute({
  method: "put",
  path: "/v1/knowledge/articles/{id}/draft",
  tags,
  summary: "Save the draft; search goes on with the published version",
  request: { params: ById, headers: IF_MATCH, body: jsonBody(ArticleContent) },
  responses: { 200: json(Made, "The new revision."), ...PROBLEMS, ...NOT_FOUND, ...CHANGED },
});
const discard = createRoute({
  method: "delete",
  path: "/v1/knowledge/articles/{id}/draft",
  tags,
  summary: "Throw the draft away; an article that was never published goes with it",
  request: { params: ById, headers: IF_MATCH },
  responses: { 204: { description: "It is gone." }, ...PROBLEMS, ...NOT_FOUND, ...CHANGED },
});
const history = createRoute({
  method: "get",
  path: "/v1/knowledge/articles/{id}/versions",
  tags,
  summary: "Versions with who, when and why; newest first",
  request: {
    params: ById,
    query: z.object({ before: Version.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  },
  responses: {
    200: json(
      z.object({
        versions: z.array(
          z.object({
            version: z.int(),
            title: z.string(),
            author: ActorShape.nullable().openapi({ description: "Null: an import wrote it." }),
            reason: z.string(),
            createdAt: instant,
            gatePassed: z.boolean().nullable(),
          }),
        ),
      }),
      "A page.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const diff = createRoute({
  method: "get",
  path: "/v1/knowledge/articles/{id}/diff",
  tags,
  summary: "What changed between two versions, or from a version to the draft: lines, and words within them",
  request: {
    params: ById,
    query: z.object({
      from: z.coerce.number().int().min(0).max(2_147_483_647).openapi({ description: "0 is nothing at all." }),
      to: z.union([Version, z.literal("draft")]).openapi({ description: "A version, or `draft`." }),
    }),
  },
  responses: {
    200: json(
      z.object({
        lines: z.array(DiffLineShape),
        facts: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
      }),
      "The comparison.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const preview = createRoute({
  method: "post",
  path: "/v1/knowledge/preview",
  tags,
  summary: "Read a text as the index would, without storing anything",
  request: {
    body: jsonBody(z.strictObject({ path: z.string().max(1_000).default("draft.md"), content: ArticleContent })),
  },
  responses: {
    200: json(
      z.object({
        problem: z.string().nullable().openapi({ description: "Why this text cannot be published." }),
        sections: z.array(
          z.object({
            path: z.array(z.string()),
            blocks: z.array(z.object({ kind: z.string(), text: z.string() })),
          }),
        ),
        passages: z.int().openapi({ description: "Passages that search would rank." }),
      }),
      "The reading.",
    ),
    ...PROBLEMS,
  },
});

export const articleRoutes =
  (deps: ArticleDeps): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const ctx = requireAction(c, "knowledge.read");
      const { status, audience, fresh, ...rest } = c.req.valid("query");
      const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const page = await listArticles(deps, ctx, {
        ...known,
        ...(status && { status: statusOf(status) }),
        ...(audience && { audiences: [audience] }),
        ...(fresh && { fresh: { state: fresh, ages: agesAt(deps.clock.now()) } }),
      });
      return c.json({ articles: page.articles.map(articleView), next: page.next }, 200);
    });
    app.openapi(create, async (c) => {
      const made = await createArticle(deps, requireAction(c, "knowledge.write"), c.req.valid("json"));
      c.header("ETag", `"${made.revision}"`);
      return c.json(made, 201);
    });
    app.openapi(one, async (c) => {
      const { version } = c.req.valid("query");
      const { id } = c.req.valid("param");
      const wanted = version === undefined ? {} : { version };
      const found = await getArticle(deps, requireAction(c, "knowledge.read"), id, wanted);
      c.header("ETag", `"${found.revision}"`);
      const { body: text, ...article } = found;
      return c.json({ ...articleView(article), body: text }, 200);
    });
    app.openapi(draft, async (c) => {
      const opened = await openDraft(deps, requireAction(c, "knowledge.write"), c.req.valid("param").id);
      c.header("ETag", `"${opened.revision}"`);
      return c.json(draftView(opened), 200);
    });
    app.openapi(save, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      const revision = await saveArticleDraft(deps, ctx, id, c.req.valid("json"), { revision: seenVersion(c) });
      c.header("ETag", `"${revision}"`);
      return c.json({ id, revision }, 200);
    });
    app.openapi(discard, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      await discardDraft(deps, ctx, c.req.valid("param").id, { revision: seenVersion(c) });
      return c.body(null, 204);
    });
    app.openapi(history, async (c) => {
      const { before, limit } = c.req.valid("query");
      const page = { limit, ...(before === undefined ? {} : { before }) };
      const rows = await articleHistory(deps, requireAction(c, "knowledge.read"), c.req.valid("param").id, page);
      return c.json({ versions: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) }, 200);
    });
    app.openapi(diff, async (c) => {
      const { from, to } = c.req.valid("query");
      // A draft is for those who write.
      const ctx = requireAction(c, to === "draft" ? "knowledge.write" : "knowledge.read");
      const { lines, facts } = await articleDiff(deps, ctx, c.req.valid("param").id, from, to);
      return c.json({ lines: lines.map((row) => ({ ...row, words: [...row.words] })), facts: [...facts] }, 200);
    });
    app.openapi(preview, async (c) => {
      requireAction(c, "knowledge.write");
      const { path, content } = c.req.valid("json");
      return c.json(previewArticle(path, content), 200);
    });
  };
