import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Action, can } from "../../../access/roles.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import { listTickets, QueueQuery, viewTicket } from "../../../tickets/browse.ts";
import type { TicketDeps } from "../../../tickets/deps.ts";
import { PauseInput, pauseTicket, resumeTicket } from "../../../tickets/pause.ts";
import type { Ticket } from "../../../tickets/ticket.ts";
import {
  addNote,
  assignTicket,
  CauseInput,
  claimTicket,
  closeTicket,
  EscalationForm,
  escalateTicket,
  Note,
  Return,
  recordCause,
  releaseTicket,
  reopenTicket,
  resolveTicket,
  returnTicket,
  silenceBot,
  verifyCause,
} from "../../../tickets/work.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Env } from "../../environment.ts";
import type { Routes } from "../../server.ts";
import { acceptedAge, createSharedAnswers } from "../../shared-answers.ts";
import { personShownTo, shownTo } from "../../shown-to.ts";
import {
  ContactShape,
  DraftShape,
  draftView,
  MessageShape,
  messageView,
  TicketShape,
  ticketView,
} from "./ticket-views.ts";

const tags = ["tickets"];
const ById = z.object({ id: z.uuid() });

const list = createRoute({
  method: "get",
  path: "/v1/tickets",
  tags,
  summary: "The queue: one page of tickets; closed ones only with status=closed",
  description:
    "Whoever asks again and again should send `Cache-Control: max-age=3`: colleagues who look at the same page within so many seconds (10 at most) share one answer. `If-None-Match` with the `ETag` of the answer before gives 304 while nothing has changed.",
  request: { query: QueueQuery },
  responses: {
    200: json(
      z.object({ tickets: z.array(TicketShape), next: z.string().nullable() }),
      "A page; `next` is the cursor of the next one.",
    ),
    ...PROBLEMS,
  },
});
const show = createRoute({
  method: "get",
  path: "/v1/tickets/{id}",
  tags,
  summary: "A ticket with its messages, drafts and newest proposal",
  request: { params: ById },
  responses: {
    200: json(
      z.object({
        ticket: TicketShape,
        contact: ContactShape,
        messages: z.array(MessageShape),
        drafts: z.array(DraftShape),
        proposal: z.unknown(),
      }),
      "The ticket.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const note = createRoute({
  method: "post",
  path: "/v1/tickets/{id}/notes",
  tags,
  summary: "Add words among members; mentioned members are told",
  request: { params: ById, body: jsonBody(Note) },
  responses: { 201: json(MessageShape, "The note."), ...PROBLEMS, ...NOT_FOUND },
});

/** A change of a ticket that answers with the ticket. */
interface Change {
  readonly path: string;
  readonly summary: string;
  readonly action: Action;
  readonly body?: z.ZodType;
  readonly run: (deps: TicketDeps, ctx: Ctx, id: string, body: never) => Promise<Ticket>;
}

/** Every change there is: one row, one route. */
const CHANGES: readonly Change[] = [
  { path: "claim", summary: "Take the ticket", action: "ticket.claim", run: claimTicket },
  {
    path: "release",
    summary: "Stop working on it; the owner stays accountable",
    action: "ticket.claim",
    run: releaseTicket,
  },
  {
    path: "assign",
    summary: "Make a member accountable",
    action: "ticket.assign",
    body: z.strictObject({ memberId: z.uuid() }),
    run: (deps, ctx, id, body: { memberId: string }) => assignTicket(deps, ctx, id, body.memberId),
  },
  {
    path: "escalate",
    summary: "Hand up to tier 2 or 3 with the form",
    action: "ticket.escalate",
    body: EscalationForm,
    run: escalateTicket,
  },
  { path: "return", summary: "Give back with the solution", action: "ticket.return", body: Return, run: returnTicket },
  { path: "resolve", summary: "Mark as resolved", action: "ticket.resolve", run: resolveTicket },
  { path: "close", summary: "Close; a complaint needs a verified cause", action: "ticket.close", run: closeTicket },
  { path: "reopen", summary: "Open again", action: "ticket.reopen", run: reopenTicket },
  {
    path: "pause",
    summary: "Stop the clocks that a reason of the SLA policy names; it ends by itself when the customer writes",
    action: "ticket.reply",
    body: PauseInput,
    run: pauseTicket,
  },
  { path: "resume", summary: "Let the clocks run again", action: "ticket.reply", run: resumeTicket },
  {
    path: "silence",
    summary: "Silence the bot in this ticket, or let it speak again",
    action: "ticket.reply",
    body: z.strictObject({ silent: z.boolean() }),
    run: (deps, ctx, id, body: { silent: boolean }) => silenceBot(deps, ctx, id, body.silent),
  },
  {
    path: "cause",
    summary: "Record a complaint's root cause and remedy",
    action: "ticket.resolve",
    body: CauseInput,
    run: recordCause,
  },
  {
    path: "cause/verify",
    summary: "Verify the root cause; not by its author",
    action: "ticket.close",
    run: verifyCause,
  },
];

export const ticketRoutes =
  (deps: TicketDeps): Routes =>
  (app) => {
    const shared = createSharedAnswers(deps.clock);
    app.openapi(list, async (c) => {
      const ctx = requireAction(c, "ticket.read");
      const query = c.req.valid("query");
      const own = query.owner === "me" || query.assignee === "me" ? ctx.actor.id : null;
      const key = JSON.stringify([ctx.tenantId, own, query, can(ctx.actor, "ticket.unmasked")]);
      const { text, etag } = await shared(key, acceptedAge(c.req.header("cache-control")), async () => {
        const { tickets, next } = await listTickets(deps, ctx, query);
        return shownTo(ctx.actor, { tickets: tickets.map(ticketView), next });
      });
      c.header("ETag", etag);
      c.header("Cache-Control", "private, no-cache");
      c.header("Vary", "Authorization, Cookie, X-Tenant");
      if (c.req.header("if-none-match") === etag) return c.body(null, 304) as never;
      return c.body(text, 200, { "Content-Type": "application/json" }) as never;
    });
    app.openapi(show, async (c) => {
      const ctx = requireAction(c, "ticket.read");
      const { ticket, contact, messages, drafts, proposal } = await viewTicket(deps, ctx, c.req.valid("param").id);
      c.header("ETag", `"${ticket.version}"`);
      return c.json(
        shownTo(ctx.actor, {
          ticket: ticketView(ticket),
          contact: personShownTo(ctx.actor, contact, "ticket.unmasked"),
          messages: messages.map(messageView),
          drafts: drafts.map(draftView),
          proposal,
        }),
        200,
      );
    });
    app.openapi(note, async (c) =>
      c.json(
        messageView(await addNote(deps, requireAction(c, "note.write"), c.req.valid("param").id, c.req.valid("json"))),
        201,
      ),
    );
    for (const change of CHANGES) addChange(app, deps, change);
  };

function addChange(app: Parameters<Routes>[0], deps: TicketDeps, { path, summary, action, body, run }: Change): void {
  const route = createRoute({
    method: "post",
    path: `/v1/tickets/{id}/${path}`,
    tags,
    summary,
    request: {
      params: ById,
      ...(body === undefined ? {} : { body: jsonBody(body) }),
    },
    responses: { 200: json(TicketShape, "The ticket as it is now."), ...PROBLEMS, ...NOT_FOUND },
  });
  app.openapi(route, async (c: Context<Env>) => {
    const ctx = requireAction(c, action);
    const id = z.uuid().parse(c.req.param("id"));
    const input = body === undefined ? undefined : body.parse(await c.req.json());
    return c.json(ticketView(await run(deps, ctx, id, input as never)), 200);
  });
}
