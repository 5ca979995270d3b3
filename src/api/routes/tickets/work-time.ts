import { createRoute, z } from "@hono/zod-openapi";
import { DomainError } from "../../../kernel/errors.ts";
import type { TicketDeps } from "../../../tickets/deps.ts";
import { logWork, WorkedTime, workedOn } from "../../../tickets/work-time.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";

const tags = ["tickets"];
const params = z.object({ id: z.uuid() });
const WorkView = z
  .object({
    total: z.int().openapi({ description: "Minutes." }),
    entries: z.array(z.object({ memberId: z.uuid(), minutes: z.int(), at: z.iso.datetime() })),
  })
  .openapi("WorkTime");
const list = createRoute({
  method: "get",
  path: "/v1/tickets/{id}/work-time",
  tags,
  summary: "Minutes that members worked on a ticket, newest first",
  request: { params },
  responses: { 200: json(WorkView, "The minutes."), ...PROBLEMS, ...NOT_FOUND },
});
const add = createRoute({
  method: "post",
  path: "/v1/tickets/{id}/work-time",
  tags,
  summary: "Write down minutes that you worked on a ticket; costs and scorecards count them",
  request: { params, body: jsonBody(WorkedTime) },
  responses: { 204: { description: "Kept." }, ...PROBLEMS, ...NOT_FOUND },
});

export const workTimeRoutes =
  (deps: TicketDeps): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const { entries, total } = await workedOn(deps, requireAction(c, "ticket.read"), c.req.valid("param").id);
      return c.json({ total, entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })) }, 200);
    });
    app.openapi(add, async (c) => {
      const ctx = requireAction(c, "ticket.reply");
      if (ctx.actor.type !== "member") throw new DomainError("forbidden", "Only members work on tickets.");
      await logWork(deps, ctx, c.req.valid("param").id, c.req.valid("json"));
      return c.body(null, 204);
    });
  };
