import { createRoute, z } from "@hono/zod-openapi";
import { LANGUAGES } from "../../../kernel/labels.ts";
import type { ArticleDeps } from "../../../knowledge/articles/verbs.ts";
import { EDIT_TYPES } from "../../../knowledge/suggestions/difference.ts";
import {
  acceptSuggestion,
  type ListedSuggestion,
  mergeSuggestion,
  rejectSuggestion,
  suggestionPage,
} from "../../../knowledge/suggestions/review.ts";
import { SUGGESTION_KINDS, SUGGESTION_STATES } from "../../../knowledge/suggestions/store/suggestions.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import type { Routes } from "../../server.ts";
import { instant } from "./article-views.ts";

const tags = ["knowledge"];
const ById = z.object({ id: z.uuid() });
export const SuggestionShape = z
  .object({
    id: z.uuid(),
    kind: z.enum(SUGGESTION_KINDS).openapi({
      description: "gap: unanswered questions; edit: a reply that was changed; case: a solved ticket.",
    }),
    type: z.enum(EDIT_TYPES).nullable(),
    status: z.enum(SUGGESTION_STATES),
    title: z.string(),
    language: z.enum(LANGUAGES),
    product: z.string().nullable(),
    count: z.int(),
    questions: z.array(z.object({ ticketId: z.uuid(), question: z.string(), askedAt: instant })),
    changes: z.array(
      z.object({ type: z.enum(EDIT_TYPES), before: z.string().nullable(), after: z.string().nullable() }),
    ),
    case: z.object({ question: z.string(), answer: z.string() }).nullable(),
    ticketId: z.uuid().nullable(),
    articleId: z.uuid().nullable(),
    mergedInto: z.uuid().nullable(),
    reason: z.string().nullable(),
    decidedAt: instant.nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .openapi("Suggestion");
const DECIDED = { ...PROBLEMS, ...NOT_FOUND, 409: PROBLEMS[400] };
const DONE = { 204: { description: "It is decided." }, ...DECIDED };
const verb = <Name extends string>(name: Name, summary: string) => ({
  method: "post" as const,
  path: `/v1/knowledge/suggestions/{id}/${name}` as const,
  tags,
  summary,
});

const list = createRoute({
  method: "get",
  path: "/v1/knowledge/suggestions",
  tags,
  summary: "What conversations suggest for the articles; the most asked first",
  request: {
    query: z.object({
      status: z.enum(SUGGESTION_STATES).default("open"),
      kind: z.enum(SUGGESTION_KINDS).optional(),
      type: z.enum(EDIT_TYPES).optional(),
      articleId: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      offset: z.coerce.number().int().min(0).max(10_000).default(0),
    }),
  },
  responses: { 200: json(z.object({ suggestions: z.array(SuggestionShape) }), "A page."), ...PROBLEMS },
});
const accept = createRoute({
  ...verb(
    "accept",
    "Take it up: a gap becomes a draft article, an edit a patch in the draft of its article, a case a draft article",
  ),
  request: {
    params: ById,
    body: jsonBody(
      z.strictObject({
        articleId: z.uuid().optional().openapi({ description: "An article that is to answer it instead." }),
      }),
    ),
  },
  responses: { 200: json(z.object({ articleId: z.uuid() }), "The article with the draft."), ...DECIDED },
});
const reject = createRoute({
  ...verb("reject", "Turn it down, with a reason"),
  request: { params: ById, body: jsonBody(z.strictObject({ reason: writtenText(500) })) },
  responses: DONE,
});
const merge = createRoute({
  ...verb("merge", "Count its questions with those of another group"),
  request: { params: ById, body: jsonBody(z.strictObject({ into: z.uuid() })) },
  responses: DONE,
});

const iso = (date: Date | null) => date?.toISOString() ?? null;
const view = ({ content, questions, decidedBy: _, ...row }: ListedSuggestion): z.infer<typeof SuggestionShape> => ({
  ...row,
  questions: questions.map(({ ticketId, question, askedAt }) => ({
    ticketId,
    question,
    askedAt: askedAt.toISOString(),
  })),
  changes: (content.changes ?? []).map(({ type, before, after }) => ({ type, before, after })),
  case: content.case ?? null,
  ticketId: content.ticketId ?? null,
  decidedAt: iso(row.decidedAt),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const suggestionRoutes =
  (deps: ArticleDeps): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const { limit, offset, ...filter } = c.req.valid("query");
      const ctx = requireAction(c, "knowledge.read");
      const rows = await suggestionPage(deps, ctx, filter, { limit, offset });
      return c.json({ suggestions: rows.map(view) }, 200);
    });
    app.openapi(accept, async (c) => {
      const ctx = requireAction(c, "knowledge.review");
      const { articleId } = c.req.valid("json");
      const wanted = articleId === undefined ? {} : { articleId };
      return c.json(await acceptSuggestion(deps, ctx, c.req.valid("param").id, wanted), 200);
    });
    app.openapi(reject, async (c) => {
      const ctx = requireAction(c, "knowledge.review");
      await rejectSuggestion(deps, ctx, c.req.valid("param").id, c.req.valid("json").reason);
      return c.body(null, 204);
    });
    app.openapi(merge, async (c) => {
      const ctx = requireAction(c, "knowledge.review");
      await mergeSuggestion(deps, ctx, c.req.valid("param").id, c.req.valid("json").into);
      return c.body(null, 204);
    });
  };
