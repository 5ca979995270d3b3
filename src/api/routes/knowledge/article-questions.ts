import { createRoute, z } from "@hono/zod-openapi";
import type { ArticleDeps } from "../../../knowledge/articles/verbs.ts";
import { addQuestion, listQuestions, removeQuestion } from "../../../knowledge/gate/questions.ts";
import { isVersion } from "../../../knowledge/parse/versions.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import type { Routes } from "../../server.ts";
import { instant } from "./article-views.ts";

const tags = ["knowledge"];
const ById = z.object({ id: z.uuid() });
const QuestionShape = z
  .object({
    id: z.uuid(),
    question: z.string(),
    version: z.string().nullable(),
    origin: z.enum(["person", "gap"]).openapi({ description: "gap: customers asked it and nothing answered." }),
    createdAt: instant,
  })
  .openapi("ArticleQuestion");

const list = createRoute({
  method: "get",
  path: "/v1/knowledge/articles/{id}/questions",
  tags,
  summary: "The questions that this article must answer; the gate asks them at every publication",
  request: { params: ById },
  responses: {
    200: json(z.object({ questions: z.array(QuestionShape) }), "Oldest first."),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const add = createRoute({
  method: "post",
  path: "/v1/knowledge/articles/{id}/questions",
  tags,
  summary: "Add a question that this article must answer",
  request: {
    params: ById,
    body: jsonBody(
      z.strictObject({
        question: writtenText(500),
        version: z
          .string()
          .max(50)
          .refine(isVersion, "write up to four numbers with dots, such as 8.2.1")
          .nullable()
          .default(null)
          .openapi({ description: "The customer's version, when the answer depends on it." }),
      }),
    ),
  },
  responses: { 201: json(z.object({ id: z.uuid() }), "The question."), ...PROBLEMS, ...NOT_FOUND, 409: PROBLEMS[400] },
});
const remove = createRoute({
  method: "delete",
  path: "/v1/knowledge/articles/{id}/questions/{questionId}",
  tags,
  summary: "Ask this question no longer",
  request: { params: ById.extend({ questionId: z.uuid() }) },
  responses: { 204: { description: "It is gone." }, ...PROBLEMS, ...NOT_FOUND },
});

export const articleQuestionRoutes =
  (deps: ArticleDeps): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const rows = await listQuestions(deps, requireAction(c, "knowledge.read"), c.req.valid("param").id);
      const questions = rows.map(({ createdBy: _, ...row }) => ({ ...row, createdAt: row.createdAt.toISOString() }));
      return c.json({ questions }, 200);
    });
    app.openapi(add, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      return c.json({ id: await addQuestion(deps, ctx, c.req.valid("param").id, c.req.valid("json")) }, 201);
    });
    app.openapi(remove, async (c) => {
      const { id, questionId } = c.req.valid("param");
      await removeQuestion(deps, requireAction(c, "knowledge.write"), id, questionId);
      return c.body(null, 204);
    });
  };
