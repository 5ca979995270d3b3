import { createRoute, z } from "@hono/zod-openapi";
import { Explanation } from "../../../copilot/understand/explain.ts";
import { correctTicketLabels } from "../../../jobs/label-flows.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import { invalid } from "../../../kernel/errors.ts";
import { labelReport, reviewedTickets } from "../../../tickets/agreement.ts";
import type { TicketDeps } from "../../../tickets/deps.ts";
import { LabelInput, type TicketLabels, ticketLabels } from "../../../tickets/label.ts";
import { REVIEWED_LABELS } from "../../../tickets/store/labels.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import type { Routes } from "../../server.ts";
import { shownTo } from "../../shown-to.ts";

const tags = ["understanding"];
const ById = z.object({ id: z.uuid() });
const LONGEST_TIME_MS = 366 * 86_400_000;

const LabelsShape = z
  .object({
    serviceItem: z.string(),
    voc: z.array(z.string()),
    sentiment: z.string(),
    urgency: z.string(),
    reasonId: z.string().nullable(),
    /** Labels that a person has looked at; machines leave them alone. */
    reviewed: z.array(z.enum(REVIEWED_LABELS)),
    reviews: z.array(
      z.object({
        label: z.enum(REVIEWED_LABELS),
        said: z.string(),
        holds: z.string(),
        by: z.object({ type: z.string(), id: z.string() }),
        at: z.iso.datetime(),
      }),
    ),
  })
  .openapi("TicketLabels");

const show = createRoute({
  method: "get",
  path: "/v1/tickets/{id}/labels",
  tags,
  summary: "The labels that hold for a ticket, and what people said about them",
  request: { params: ById },
  responses: { 200: json(LabelsShape, "The labels."), ...PROBLEMS, ...NOT_FOUND },
});
const correct = createRoute({
  method: "post",
  path: "/v1/tickets/{id}/labels",
  tags,
  summary: "Correct or confirm labels of a ticket; its text becomes a training example",
  request: { params: ById, body: jsonBody(LabelInput) },
  responses: { 200: json(LabelsShape, "The labels now."), ...PROBLEMS, ...NOT_FOUND, 409: PROBLEMS[400] },
});
const Corrections = z.object({ said: z.string(), holds: z.string(), count: z.int() });
const Share = z.object({ value: z.string(), now: z.number(), before: z.number() });
const report = createRoute({
  method: "get",
  path: "/v1/labels/report",
  tags,
  summary: "How often people agreed with each label, and how far labels have drifted",
  description:
    "Agreement: confirmed / reviewed. Drift: population stability index of the values given between `from` and `to` against the equally long time before; below 0.1 stable, above 0.25 a shift.",
  request: { query: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }) },
  responses: {
    200: json(
      z.object({
        agreement: z.array(
          z.object({
            label: z.enum(REVIEWED_LABELS),
            reviewed: z.int(),
            agreed: z.int(),
            rate: z.number().nullable(),
            corrections: z.array(Corrections),
          }),
        ),
        drift: z.array(
          z.object({
            label: z.string(),
            now: z.int(),
            before: z.int(),
            index: z.number().nullable(),
            shares: z.array(Share),
          }),
        ),
      }),
      "Agreement and drift.",
    ),
    ...PROBLEMS,
  },
});
const reviews = createRoute({
  method: "get",
  path: "/v1/labels/reviews",
  tags,
  summary: "The tickets behind the agreement on a label, or behind one correction; the newest 100",
  request: {
    query: z.object({
      ...{ label: z.enum(REVIEWED_LABELS), from: z.iso.datetime(), to: z.iso.datetime() },
      ...{ said: z.string().max(500).optional(), holds: z.string().max(500).optional() },
    }),
  },
  responses: {
    200: json(
      z.object({
        reviews: z.array(
          z.object({
            ...{ ticketId: z.uuid(), subject: z.string(), said: z.string(), holds: z.string(), at: z.iso.datetime() },
          }),
        ),
      }),
      "Reviews, newest first.",
    ),
    ...PROBLEMS,
  },
});
const why = createRoute({
  method: "post",
  path: "/v1/labels/explain",
  tags,
  summary: "What the labels of a text rest on: clues, words, and the most similar labelled requests",
  request: {
    body: jsonBody(z.strictObject({ text: writtenText(20_000) })),
  },
  responses: { 200: json(z.object(Explanation.shape), "The explanation."), ...PROBLEMS },
});

/** Throws `invalid` for a reversed time and one of more than 366 days. */
function timeOf(query: { readonly from: string; readonly to: string }): { from: Date; to: Date } {
  const [from, to] = [new Date(query.from), new Date(query.to)];
  const time = to.getTime() - from.getTime();
  if (time <= 0) throw invalid("to", "must be after `from`");
  if (time > LONGEST_TIME_MS) throw invalid("from", "at most 366 days before `to`");
  return { from, to };
}

const view = ({ example, reviews }: TicketLabels): z.infer<typeof LabelsShape> => ({
  serviceItem: example.serviceItem,
  voc: [...example.voc],
  sentiment: example.sentiment,
  urgency: example.urgency,
  reasonId: example.reasonId,
  reviewed: [...example.reviewed],
  reviews: reviews.map(({ label, said, holds, by, at }) => ({ label, said, holds, by, at: at.toISOString() })),
});

export type Explain = (ctx: Ctx, text: string) => Promise<Explanation>;

export const labelRoutes =
  (deps: TicketDeps, explainText: Explain): Routes =>
  (app) => {
    app.openapi(show, async (c) => {
      const ctx = requireAction(c, "ticket.read");
      return c.json(shownTo(ctx.actor, view(await ticketLabels(deps, ctx, c.req.valid("param").id))), 200);
    });
    app.openapi(correct, async (c) => {
      const ctx = requireAction(c, "ticket.label");
      const corrected = await correctTicketLabels(deps, ctx, c.req.valid("param").id, c.req.valid("json"));
      return c.json(shownTo(ctx.actor, view(corrected)), 200);
    });
    app.openapi(report, async (c) => {
      const ctx = requireAction(c, "report.read");
      const { from, to } = timeOf(c.req.valid("query"));
      const { agreement, drift } = await labelReport(deps, ctx, from, to);
      return c.json(
        {
          agreement: agreement.map((row) => ({ ...row, corrections: [...row.corrections] })),
          drift: drift.map((row) => ({ ...row, shares: [...row.shares] })),
        },
        200,
      );
    });
    app.openapi(reviews, async (c) => {
      const ctx = requireAction(c, "report.read");
      const { label, said, holds, ...time } = c.req.valid("query");
      const pair = said === undefined || holds === undefined ? null : { said, holds };
      const found = await reviewedTickets(deps, ctx, { label, ...timeOf(time) }, pair);
      const shown = found.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
      return c.json({ reviews: shownTo(ctx.actor, shown) }, 200);
    });
    app.openapi(why, async (c) => {
      const ctx = requireAction(c, "classify");
      return c.json(shownTo(ctx.actor, await explainText(ctx, c.req.valid("json").text)), 200);
    });
  };
