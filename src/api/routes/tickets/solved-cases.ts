import { createRoute, z } from "@hono/zod-openapi";
import { suggestArticle } from "../../../jobs/cases/case-suggestion.ts";
import { type SimilarCase, type SolvedCaseDeps, similarTo } from "../../../jobs/cases/solved-cases.ts";
import { LANGUAGES } from "../../../kernel/labels.ts";
import { SUGGESTION_STATES } from "../../../knowledge/suggestions/store/suggestions.ts";
import { json, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { CitationShape } from "./ticket-views.ts";

const tags = ["tickets"];
const params = z.object({ id: z.uuid() });

export const SolvedCaseShape = z
  .object({
    ticketId: z.uuid(),
    likeness: z.number().openapi({ description: "0 to 1." }),
    subject: z.string(),
    language: z.enum(LANGUAGES),
    serviceItem: z.string().nullable(),
    product: z.string().nullable(),
    version: z.string().nullable(),
    question: z.string(),
    answer: z.string().openapi({ description: "The reply that solved it, as it was sent." }),
    answeredBy: z.object({ type: z.enum(["copilot", "member"]), id: z.string() }),
    citations: z.array(CitationShape),
    solution: z.string().nullable().openapi({ description: "What a higher tier found, where it was handed up." }),
    remedy: z.string().nullable().openapi({ description: "Of a complaint: the verified remedy." }),
    solvedAt: z.iso.datetime(),
  })
  .openapi("SolvedCase");

const similar = createRoute({
  method: "get",
  path: "/v1/tickets/{id}/similar",
  tags,
  summary: "Solved tickets most like this one, with what solved them",
  description:
    "For people at work on the ticket: no answer to a customer rests on them. Personal data is masked for whoever does not work on tickets. A ticket solved just now joins within a minute.",
  request: { params, query: z.object({ limit: z.coerce.number().int().min(1).max(20).default(5) }) },
  responses: {
    200: json(z.object({ cases: z.array(SolvedCaseShape) }), "The likest first; empty when none is like it."),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const suggest = createRoute({
  method: "post",
  path: "/v1/tickets/{id}/article-suggestion",
  tags,
  summary: "Suggest an article of a solved ticket, for whoever reviews suggestions",
  description:
    "Its question and the reply that solved it, without personal data. Each ticket is suggested once: a second time the first suggestion is given, with `repeated`.",
  request: { params },
  responses: {
    200: json(z.object({ id: z.uuid(), status: z.enum(SUGGESTION_STATES), repeated: z.boolean() }), "The suggestion."),
    ...PROBLEMS,
    ...NOT_FOUND,
    409: PROBLEMS[400],
  },
});

export const solvedCaseView = ({
  solvedAt,
  citations,
  likeness,
  ...row
}: SimilarCase): z.infer<typeof SolvedCaseShape> => ({
  ...row,
  likeness: Math.round(likeness * 100) / 100,
  citations: [...citations],
  solvedAt: solvedAt.toISOString(),
});

export const solvedCaseRoutes =
  (deps: SolvedCaseDeps): Routes =>
  (app) => {
    app.openapi(similar, async (c) => {
      const ctx = requireAction(c, "ticket.read");
      const cases = await similarTo(deps, ctx, c.req.valid("param").id, c.req.valid("query").limit);
      return c.json({ cases: cases.map(solvedCaseView) }, 200);
    });
    app.openapi(suggest, async (c) => {
      const ctx = requireAction(c, "knowledge.suggest");
      return c.json(await suggestArticle(deps, ctx, c.req.valid("param").id), 200);
    });
  };
