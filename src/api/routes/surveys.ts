import { createRoute, z } from "@hono/zod-openapi";
import type { Database } from "../../db/pool.ts";
import type { Clock } from "../../kernel/clock.ts";
import { LANGUAGES } from "../../kernel/labels.ts";
import { answerSurvey, openSurvey, SurveyAnswer, surveyLink } from "../../tickets/surveys.ts";
import { json, NOT_FOUND, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import type { Routes } from "../server.ts";

const tags = ["surveys"];
const ByToken = z.object({ token: z.string().min(1).max(300) });
const Asked = z
  .object({
    subject: z.string(),
    language: z.enum(LANGUAGES),
    asksNps: z.boolean().openapi({ description: "Whether `nps` (0–10) is asked beside `csat` (1–5) and `ces` (1–7)." }),
    answered: z.boolean(),
    expiresAt: z.iso.datetime(),
  })
  .openapi("Survey");
const show = createRoute({
  method: "get",
  path: "/v1/surveys/{token}",
  security: [],
  tags,
  summary: "What the holder of a survey link is asked; the link itself is the credential",
  request: { params: ByToken },
  responses: { 200: json(Asked, "The survey."), 409: PROBLEMS[400], ...NOT_FOUND },
});
const answer = createRoute({
  method: "put",
  path: "/v1/surveys/{token}",
  security: [],
  tags,
  summary: "Answer a survey; until it ends a later answer takes the place of an earlier one",
  request: { params: ByToken, body: { required: true, content: { "application/json": { schema: SurveyAnswer } } } },
  responses: { 204: { description: "Kept." }, 400: PROBLEMS[400], 409: PROBLEMS[400], ...NOT_FOUND },
});
const link = createRoute({
  method: "get",
  path: "/v1/tickets/{id}/survey",
  tags,
  summary: "The survey of a closed ticket: its link's token for the customer, and the answer",
  request: { params: z.object({ id: z.uuid() }) },
  responses: {
    200: json(
      z.object({
        token: z.string(),
        csat: z.int().nullable(),
        nps: z.int().nullable(),
        ces: z.int().nullable(),
        comment: z.string().nullable(),
        askedAt: z.iso.datetime(),
        answeredAt: z.iso.datetime().nullable(),
      }),
      "The survey.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});

export const surveyRoutes =
  (deps: { readonly db: Database; readonly clock: Clock }): Routes =>
  (app) => {
    app.openapi(show, async (c) => {
      const { subject, language, asksNps, answeredAt, expiresAt } = await openSurvey(deps, c.req.valid("param").token);
      return c.json(
        { subject, language, asksNps, answered: answeredAt !== null, expiresAt: expiresAt.toISOString() },
        200,
      );
    });
    app.openapi(answer, async (c) => {
      await answerSurvey(deps, c.req.valid("param").token, c.req.valid("json"));
      return c.body(null, 204);
    });
    app.openapi(link, async (c) => {
      const { survey, token } = await surveyLink(deps, requireAction(c, "ticket.send"), c.req.valid("param").id);
      const { csat, nps, ces, comment, askedAt, answeredAt } = survey;
      const times = { askedAt: askedAt.toISOString(), answeredAt: answeredAt?.toISOString() ?? null };
      return c.json({ token, csat, nps, ces, comment, ...times }, 200);
    });
  };
