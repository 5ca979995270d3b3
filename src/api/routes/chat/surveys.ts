import { createRoute, z } from "@hono/zod-openapi";
import { LANGUAGES } from "../../../kernel/labels.ts";
import type { TicketDeps } from "../../../tickets/deps.ts";
import { offerSurvey } from "../../../tickets/surveys/survey-offers.ts";
import {
  answerSurvey,
  openSurvey,
  SurveyAnswer,
  setUnsubscribed,
  surveyLink,
} from "../../../tickets/surveys/surveys.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { contactOf, Own, whoAsks } from "./chat.ts";

const tags = ["surveys"];
const ByToken = z.object({ token: z.string().min(1).max(300) });
const Asked = z
  .object({
    from: z.string().openapi({ description: "Whose service the survey is about: the tenant's name." }),
    subject: z.string(),
    language: z.enum(LANGUAGES),
    asksNps: z.boolean().openapi({ description: "Whether `nps` (0–10) is asked beside `csat` (1–5) and `ces` (1–7)." }),
    answered: z.boolean(),
    open: z.boolean().openapi({ description: "Whether an answer would be taken; one can be corrected for an hour." }),
    unsubscribed: z.boolean(),
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
  summary: "Answer a survey; for an hour a later answer takes the place of an earlier one, then the link is spent",
  request: { params: ByToken, body: jsonBody(SurveyAnswer) },
  responses: { 204: { description: "Kept." }, 400: PROBLEMS[400], 409: PROBLEMS[400], ...NOT_FOUND },
});
const unsubscribe = createRoute({
  method: "post",
  path: "/v1/surveys/{token}/unsubscribe",
  security: [],
  tags,
  summary: "Ask the person of this link never again; works after the survey's end too",
  request: { params: ByToken },
  responses: { 204: { description: "Kept." }, ...NOT_FOUND },
});
const subscribe = createRoute({
  method: "delete",
  path: "/v1/surveys/{token}/unsubscribe",
  security: [],
  tags,
  summary: "Take an unsubscription back",
  request: { params: ByToken },
  responses: { 204: { description: "Kept." }, ...NOT_FOUND },
});
const offer = createRoute({
  method: "post",
  path: "/v1/chat/{ticketId}/survey",
  tags,
  summary: "The survey to show to the customer of a closed ticket now: at most three times, three days apart",
  request: {
    params: z.object({ ticketId: z.uuid() }),
    query: Own,
  },
  responses: {
    200: json(
      z.object({ survey: z.object({ token: z.string(), asksNps: z.boolean() }).nullable() }),
      "The survey, or null when the customer is not to be asked now.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
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
        page: z.string().openapi({ description: "Path of the page for the customer." }),
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
  (tickets: TicketDeps): Routes =>
  (app) => {
    app.openapi(show, async (c) => {
      const { survey, ...rest } = await openSurvey(tickets, c.req.valid("param").token);
      const { subject, language, asksNps, answeredAt, expiresAt } = survey;
      const times = { answered: answeredAt !== null, expiresAt: expiresAt.toISOString() };
      return c.json({ subject, language, asksNps, ...times, ...rest }, 200);
    });
    app.openapi(answer, async (c) => {
      await answerSurvey(tickets, c.req.valid("param").token, c.req.valid("json"));
      return c.body(null, 204);
    });
    app.openapi(unsubscribe, async (c) => {
      await setUnsubscribed(tickets, c.req.valid("param").token, true);
      return c.body(null, 204);
    });
    app.openapi(subscribe, async (c) => {
      await setUnsubscribed(tickets, c.req.valid("param").token, false);
      return c.body(null, 204);
    });
    app.openapi(offer, async (c) => {
      const ctx = requireAction(c, "chat");
      const { ticketId } = c.req.valid("param");
      const contactId = await contactOf({ tickets }, ctx, ticketId, whoAsks(c, c.req.valid("query").contactId));
      return c.json({ survey: await offerSurvey(tickets, ctx, ticketId, contactId) }, 200);
    });
    app.openapi(link, async (c) => {
      const { survey, token } = await surveyLink(tickets, requireAction(c, "ticket.send"), c.req.valid("param").id);
      const { csat, nps, ces, comment, askedAt, answeredAt } = survey;
      const times = { askedAt: askedAt.toISOString(), answeredAt: answeredAt?.toISOString() ?? null };
      return c.json({ token, page: `/survey/${token}`, csat, nps, ces, comment, ...times }, 200);
    });
  };
