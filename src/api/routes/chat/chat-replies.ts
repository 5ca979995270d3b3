import { createRoute, z } from "@hono/zod-openapi";
import { notFound } from "../../../kernel/errors.ts";
import { getArticle } from "../../../knowledge/articles/read.ts";
import { viewOwnTicket } from "../../../tickets/browse.ts";
import type { TicketDeps } from "../../../tickets/deps.ts";
import { rateReply } from "../../../tickets/feedback.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { contactOf, Own, whoAsks } from "./chat.ts";

const Reply = z.object({ ticketId: z.uuid(), messageId: z.uuid() });
const rating = createRoute({
  method: "put",
  path: "/v1/chat/{ticketId}/replies/{messageId}/rating",
  tags: ["chat"],
  summary: "Say whether a reply helped; the last word counts",
  request: {
    params: Reply,
    query: Own,
    body: jsonBody(z.strictObject({ helpful: z.boolean() })),
  },
  responses: { 204: { description: "Kept." }, ...PROBLEMS, ...NOT_FOUND },
});
const citation = createRoute({
  method: "get",
  path: "/v1/chat/{ticketId}/replies/{messageId}/citations/{number}",
  tags: ["chat"],
  summary: "The passage behind a citation of a reply, as it was then",
  request: { params: Reply.extend({ number: z.coerce.number().int().min(1).max(100) }), query: Own },
  responses: {
    200: json(z.object({ title: z.string(), headingPath: z.array(z.string()), text: z.string() }), "The passage."),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});

/** What a customer can do with a reply of their own conversation: rate it, and read what it rests on. */
export const chatReplyRoutes =
  (deps: { readonly tickets: TicketDeps }): Routes =>
  (app) => {
    app.openapi(rating, async (c) => {
      const ctx = requireAction(c, "chat");
      const reply = c.req.valid("param");
      const contactId = await contactOf(deps, ctx, reply.ticketId, whoAsks(c, c.req.valid("query").contactId));
      await rateReply(deps.tickets, ctx, { ...reply, contactId }, c.req.valid("json").helpful);
      return c.body(null, 204);
    });
    app.openapi(citation, async (c) => {
      const ctx = requireAction(c, "chat");
      const { ticketId, messageId, number } = c.req.valid("param");
      const contactId = await contactOf(deps, ctx, ticketId, whoAsks(c, c.req.valid("query").contactId));
      const { messages } = await viewOwnTicket(deps.tickets, ctx, ticketId, contactId);
      const place = messages.find(({ id }) => id === messageId)?.citations[number - 1];
      if (place === undefined) throw notFound("Citation", String(number));
      const { articleId: id, articleVersion: version, title, start, end } = place;
      // What was internal when it was cited, or has become so, stays inside.
      const article = await getArticle(deps.tickets, ctx, id, { version, audiences: ["public", "customer"] });
      return c.json({ title, headingPath: [], text: article.body.slice(start, end) }, 200);
    });
  };
