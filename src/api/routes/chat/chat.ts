import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { findContact } from "../../../customers/contacts.ts";
import { inTenant } from "../../../db/tenant.ts";
import { standingOf } from "../../../jobs/propose.ts";
import type { Ctx } from "../../../kernel/ctx.ts";
import { invalid, notFound } from "../../../kernel/errors.ts";
import { CHANNELS, type Language } from "../../../kernel/labels.ts";
import { tellsNoLanguage, writtenLanguage } from "../../../kernel/text.ts";
import { viewOwnTicket } from "../../../tickets/browse.ts";
import { handToPerson } from "../../../tickets/hand-over.ts";
import { toldOfPause } from "../../../tickets/pause.ts";
import { MOST_FILES } from "../../../tickets/receiving/attachments.ts";
import { InboundMessage, receiveToAnswer } from "../../../tickets/receiving/receive.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction, stillMay } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import type { Env } from "../../environment.ts";
import type { Routes } from "../../server.ts";
import { followChat, messageData } from "../../stream/chat-follow.ts";
import { beginAnswer, type ChatDeps, chatEvents } from "../../stream/chat-stream.ts";
import { sendEvents } from "../../stream/sse.ts";
import { resumeFrom } from "../tickets/ticket-events.ts";

const Facts = z
  .strictObject({
    product: z.string().max(100),
    edition: z.string().max(100),
    version: z.string().max(50),
    deployment: z.enum(["on_premise", "saas"]),
  })
  .partial();

const ChatBody = z
  .strictObject({
    message: z
      .union([z.literal(""), writtenText(20_000)])
      .openapi({ description: "May be empty where `files` say it." }),
    files: z
      .array(z.uuid())
      .max(MOST_FILES)
      .default([])
      .openapi({ description: "Ids of files stored by `POST /v1/chat/files`. A person looks at them." }),
    clientMessageId: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .openapi({ description: "A repetition with the same id is taken in once." }),
    thread: z.string().min(1).max(200).optional().openapi({ description: "Separates conversations of one person." }),
    contactId: z.string().min(1).max(200).optional().openapi({
      description:
        "For API keys: the person's id in your systems. Without it all that comes with one key is one person's, and joins their open ticket. End users are known by their token.",
    }),
    customerId: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .openapi({ description: "For API keys: the person's company in your systems." }),
    channel: z.enum(CHANNELS).optional(),
    facts: Facts.optional().openapi({
      description: "For API keys: what this person runs. For end users the token says it.",
    }),
  })
  .refine(({ message, files }) => message !== "" || files.length > 0, { path: ["message"], error: "must not be empty" })
  .openapi("ChatRequest");

const tags = ["chat"];
const stream = { description: "Server-sent events.", content: { "text/event-stream": { schema: z.string() } } };
const chat = createRoute({
  method: "post",
  path: "/v1/chat",
  tags,
  summary: "Ask; the answer streams as events received, understanding, citation, delta, message, handoff, usage, done",
  request: { body: jsonBody(ChatBody) },
  responses: { 200: stream, ...PROBLEMS },
});
const ByTicket = z.object({ ticketId: z.uuid() });
/** A person's own conversation; API keys and members name the person. */
export const Own = z.strictObject({ contactId: z.string().min(1).max(200).optional() });
const history = createRoute({
  method: "get",
  path: "/v1/chat/{ticketId}",
  tags,
  summary: "The conversation so far",
  request: { params: ByTicket, query: Own },
  responses: {
    200: json(
      z.object({
        ticketId: z.uuid(),
        status: z.string(),
        waiting: z.object({ zh: z.string(), en: z.string() }).nullable().openapi({
          description: "Why the conversation rests, to be shown to the customer; null while work goes on.",
        }),
        messages: z.array(z.unknown()),
      }),
      "Messages, oldest first.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const follow = createRoute({
  method: "get",
  path: "/v1/chat/{ticketId}/events",
  tags,
  summary: "Follow a conversation; resumes after `Last-Event-ID` or `after`",
  request: { params: ByTicket, query: Own.extend({ after: z.coerce.number().int().min(0).default(0) }) },
  responses: { 200: stream, ...PROBLEMS, ...NOT_FOUND },
});
const person = createRoute({
  method: "post",
  path: "/v1/chat/{ticketId}/person",
  tags,
  summary: "Ask for a person; always works",
  request: { params: ByTicket, query: Own },
  responses: {
    200: json(
      z.object({ text: z.string().nullable() }),
      "What the customer is told; null when a person has taken over already.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});

/** Fields that only the tenant's own systems may fill in. */
const FOR_KEYS = ["facts", "contactId", "customerId", "channel"] as const;

/** Whose conversation it is: an end user's own; an API key, and a member who may open tickets, names the person. */
export function whoAsks(c: Context<Env>, named: string | undefined): string {
  const actor = c.get("actor");
  if (actor.type === "end_user") return actor.id;
  if (actor.type === "member" && named !== undefined) requireAction(c, "ticket.create");
  return named ?? `${actor.type}:${actor.id}`;
}

function inbound(c: Context<Env>, body: z.infer<typeof ChatBody>): InboundMessage {
  const claims = c.get("claims");
  const trusted = claims === null;
  const claimed = FOR_KEYS.find((field) => body[field] !== undefined);
  if (!trusted && claimed !== undefined)
    throw invalid(claimed, "an end user cannot say this; the signed token or the server does");
  const { product, edition, version } = trusted ? (body.facts ?? {}) : claims;
  const customerId = trusted ? body.customerId : claims.customerId;
  return InboundMessage.parse({
    contact: { externalId: whoAsks(c, body.contactId), ...(customerId === undefined ? {} : { customerId }) },
    channel: body.channel ?? (trusted ? "api" : "web"),
    thread: body.thread,
    text: body.message,
    files: body.files,
    language: languageFor(c, body.message),
    clientMessageId: body.clientMessageId,
    facts: { product, edition, version, ...(trusted ? { deployment: body.facts?.deployment } : {}) },
  });
}

/** A code or an emoji alone is in no language, so the page that it is written on tells, where there is one. */
const languageFor = (c: Context<Env>, message: string): Language | null =>
  tellsNoLanguage(message) ? askedLanguage(c) : writtenLanguage(message);

/** What the browser asks for; programs ask for any, `*`. */
function askedLanguage(c: Context<Env>): Language | null {
  const asked = /^\s*(?:(en)|zh)\b/i.exec(c.req.header("accept-language") ?? "");
  return asked === null ? null : asked[1] === undefined ? "zh" : "en";
}

/** The person whose ticket this must be. Somebody who has never written has none. */
export async function contactOf(
  deps: Pick<ChatDeps, "tickets">,
  ctx: Ctx,
  ticketId: string,
  externalId: string,
): Promise<string> {
  const contact = await inTenant(deps.tickets.db, ctx.tenantId, (tx) => findContact(tx, externalId));
  if (contact === undefined) throw notFound("Ticket", ticketId);
  return contact.id;
}

/** Made once: each of its own would have to write down where it came from, for every answer that ends. */
const GONE = new DOMException("Nobody waits for the answer any more.", "AbortError");

export const chatRoutes =
  (deps: ChatDeps): Routes =>
  (app) => {
    app.openapi(chat, async (c) => {
      const ctx = requireAction(c, "chat");
      const gone = new AbortController();
      const received = await receiveToAnswer(deps.tickets, ctx, inbound(c, c.req.valid("json")), {
        read: standingOf(deps),
        begin: ({ ticket }, standing, kept) => beginAnswer(deps, ctx, ticket.id, gone.signal, { standing, kept }),
      });
      return sendEvents(c, chatEvents(deps, ctx, received, gone.signal), () => gone.abort(GONE)) as never;
    });
    app.openapi(history, async (c) => {
      const ctx = requireAction(c, "chat");
      const { ticketId } = c.req.valid("param");
      const contactId = await contactOf(deps, ctx, ticketId, whoAsks(c, c.req.valid("query").contactId));
      const { ticket, messages } = await viewOwnTicket(deps.tickets, ctx, ticketId, contactId);
      const waiting = await toldOfPause(deps.tickets, ctx, ticket);
      const shown = { ticketId: ticket.id, status: ticket.status, waiting, messages: messages.map(messageData) };
      return c.json(shown, 200);
    });
    app.openapi(follow, async (c) => {
      const ctx = requireAction(c, "chat");
      const { contactId: named, after } = c.req.valid("query");
      const { ticketId } = c.req.valid("param");
      const contactId = await contactOf(deps, ctx, ticketId, whoAsks(c, named));
      await viewOwnTicket(deps.tickets, ctx, ticketId, contactId);
      const resume = resumeFrom(c.req.header("last-event-id"), after);
      const gone = new AbortController();
      const followed = { ticketId, contactId, afterSeq: resume, mayRead: () => stillMay(c, "chat") };
      const events = followChat(deps, ctx, followed, gone.signal);
      return sendEvents(c, deps.live.counted(ctx.tenantId, ctx.actor, events), () => gone.abort(GONE)) as never;
    });
    app.openapi(person, async (c) => {
      const ctx = requireAction(c, "chat");
      const { ticketId } = c.req.valid("param");
      const contactId = await contactOf(deps, ctx, ticketId, whoAsks(c, c.req.valid("query").contactId));
      const message = await handToPerson(deps.tickets, ctx, ticketId, contactId);
      return c.json({ text: message?.text ?? null }, 200);
    });
  };
