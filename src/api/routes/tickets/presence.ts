import { createRoute, z } from "@hono/zod-openapi";
import type { Clock } from "../../../kernel/clock.ts";
import { json, jsonBody, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";

/** A page says that it is still there more often than this. */
const GONE_MS = 25_000;
const MAX_TICKETS = 10_000;

const Present = z.object({ memberId: z.string(), writing: z.boolean() });
const route = createRoute({
  method: "post",
  path: "/v1/tickets/{id}/presence",
  tags: ["tickets"],
  summary: "Say that you look at a ticket, or write a reply; the answer names the others who do",
  description: "Known to this process for 25 seconds. It warns people of each other and decides nothing.",
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(z.strictObject({ writing: z.boolean(), leaving: z.boolean().optional() })),
  },
  responses: { 200: json(z.object({ others: z.array(Present) }), "Other members at this ticket."), ...PROBLEMS },
});

type Seen = Map<string, { readonly writing: boolean; readonly at: number }>;

export const presenceRoutes =
  (clock: Clock): Routes =>
  (app) => {
    const tickets = new Map<string, Seen>();
    app.openapi(route, (c) => {
      const { tenantId, actor } = requireAction(c, "ticket.read");
      const key = `${tenantId}/${c.req.valid("param").id}`;
      const { writing, leaving } = c.req.valid("json");
      const now = clock.now().getTime();
      if (!tickets.has(key) && tickets.size >= MAX_TICKETS) tickets.clear();
      const seen: Seen = tickets.get(key) ?? new Map();
      for (const [id, { at }] of seen) if (now - at > GONE_MS) seen.delete(id);
      if (leaving) seen.delete(actor.id);
      else if (actor.type === "member") seen.set(actor.id, { writing, at: now });
      if (seen.size === 0) tickets.delete(key);
      else tickets.set(key, seen);
      const others = [...seen]
        .filter(([id]) => id !== actor.id)
        .map(([memberId, state]) => ({ memberId, writing: state.writing }));
      return c.json({ others }, 200);
    });
  };
