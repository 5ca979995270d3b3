import { createRoute, z } from "@hono/zod-openapi";
import { TONES } from "../../../copilot/tools/reword.ts";
import type { AgentTools } from "../../../jobs/tools/agent-tools.ts";
import type { Clock } from "../../../kernel/clock.ts";
import { AUDIENCES, LANGUAGES } from "../../../kernel/labels.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import { limitRate } from "../../limits/rate-limit.ts";
import type { Routes } from "../../server.ts";
import { SolvedCaseShape, solvedCaseView } from "./solved-cases.ts";

const tags = ["tools"];
const ById = z.object({ id: z.uuid() });
/** Uses of these tools a minute, for each member or key. */
const USES_PER_MINUTE = 30;

const result = {
  engine: z.enum(["model", "embedded", "none"]),
  notice: z.enum(["needs_model", "budget_spent", "model_failed", "put_aside"]).nullable().openapi({
    description: "Why this is less than a model's work; `put_aside`: it had added what nobody said.",
  }),
  additions: z.array(z.string()),
};
const SummaryShape = z
  .object({
    ...result,
    notes: z.object({
      symptom: z.string(),
      version: z.string(),
      evidence: z.string(),
      triedSteps: z.string(),
      openQuestion: z.string(),
      summary: z.string(),
    }),
  })
  .openapi("CaseSummary");
const RewordedShape = z.object({ ...result, text: z.string().nullable() }).openapi("RewordedText");
const TranslatedShape = z
  .object({
    ...result,
    text: z.string().nullable(),
    articles: z.array(z.object({ articleId: z.string(), chunkId: z.string(), path: z.string(), title: z.string() })),
  })
  .openapi("TranslatedText");
const Source = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("message"), id: z.string(), from: z.string(), text: z.string() }),
  z.object({
    kind: z.literal("passage"),
    audience: z.enum(AUDIENCES),
    chunkId: z.string(),
    articleId: z.string(),
    articleVersion: z.int(),
    path: z.string(),
    title: z.string(),
    headingPath: z.array(z.string()),
    anchor: z.string().nullable(),
    start: z.int(),
    end: z.int(),
    text: z.string(),
  }),
]);
const AskedShape = z
  .object({
    ...result,
    sentences: z.array(z.object({ text: z.string(), cites: z.array(z.int()) })),
    missing: z.array(z.string()),
    sources: z.array(Source).openapi({ description: "What `cites` counts, from 0." }),
    cases: z.array(SolvedCaseShape).openapi({
      description: "Solved tickets on the matter, for the reader; no sentence rests on them.",
    }),
  })
  .openapi("TicketAnswer");

const tool = <Body extends z.ZodType, Shape extends z.ZodType>(
  name: string,
  summary: string,
  body: Body,
  shape: Shape,
) =>
  createRoute({
    method: "post",
    path: `/v1/tickets/{id}/${name}` as "/v1/tickets/{id}/tool",
    tags,
    summary,
    description: "For people at work on the ticket: nothing is changed and nothing is sent.",
    request: { params: ById, body: jsonBody(body) },
    responses: { 200: json(shape, "The result."), ...PROBLEMS, ...NOT_FOUND },
  });

const summary = tool("summary", "Sum up the ticket for whoever takes it over", z.strictObject({}), SummaryShape);
const rewrite = tool(
  "rewrite",
  "Say a reply in another tone, with the same facts",
  z.strictObject({ text: writtenText(20_000), tone: z.enum(TONES) }),
  RewordedShape,
);
const translate = tool(
  "translate",
  "Translate a text; without a model, articles of that language on the matter",
  z.strictObject({ text: writtenText(20_000), to: z.enum(LANGUAGES) }),
  TranslatedShape,
);
const ask = tool(
  "ask",
  "Ask about the ticket; answered from its messages and the knowledge base, with sources",
  z.strictObject({ question: writtenText(2_000) }),
  AskedShape,
);

export const agentToolRoutes =
  ({ tools, clock }: { readonly tools: AgentTools; readonly clock: Clock }): Routes =>
  (app) => {
    const limit = limitRate(clock, USES_PER_MINUTE);
    for (const name of ["summary", "rewrite", "translate", "ask"]) app.use(`/v1/tickets/:id/${name}`, limit);
    app.openapi(summary, async (c) => {
      const ctx = requireAction(c, "ticket.reply");
      const { additions, ...made } = await tools.summarise(ctx, c.req.valid("param").id, c.req.raw.signal);
      return c.json({ ...made, additions: [...additions] }, 200);
    });
    app.openapi(rewrite, async (c) => {
      const ctx = requireAction(c, "ticket.reply");
      const { text, tone } = c.req.valid("json");
      const { additions, ...made } = await tools.rewrite(ctx, c.req.valid("param").id, text, tone, c.req.raw.signal);
      return c.json({ ...made, additions: [...additions] }, 200);
    });
    app.openapi(translate, async (c) => {
      const ctx = requireAction(c, "ticket.reply");
      const { text, to } = c.req.valid("json");
      const made = await tools.translate(ctx, c.req.valid("param").id, text, to, c.req.raw.signal);
      return c.json({ ...made, additions: [...made.additions], articles: [...made.articles] }, 200);
    });
    app.openapi(ask, async (c) => {
      const ctx = requireAction(c, "ticket.reply");
      const made = await tools.ask(ctx, c.req.valid("param").id, c.req.valid("json").question, c.req.raw.signal);
      const cases = made.cases.map(solvedCaseView);
      return c.json({ ...(JSON.parse(JSON.stringify(made)) as z.infer<typeof AskedShape>), cases }, 200);
    });
  };
