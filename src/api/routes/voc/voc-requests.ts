import { createRoute, z } from "@hono/zod-openapi";
import type { VocDeps } from "../../../voc/deps.ts";
import {
  addRequest,
  changeRequest,
  NewRequest,
  RequestChange,
  requests,
  Shipping,
  ship,
  vote,
  votes,
} from "../../../voc/requests.ts";
import { REQUEST_STATES } from "../../../voc/store/requests.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { VOC } from "./voc-query.ts";

const tags = VOC;
const ById = z.object({ id: z.uuid() });
const instant = z.iso.datetime();
const Shape = z
  .object({
    id: z.uuid(),
    title: z.string(),
    tag: z.string(),
    product: z.string(),
    module: z.string(),
    words: z.array(z.string()),
    state: z.enum(REQUEST_STATES),
    version: z.string().nullable(),
    releaseNotes: z.string().nullable(),
    createdAt: instant,
    shippedAt: instant.nullable(),
    tickets: z.int(),
    customers: z.int(),
    value: z.number().openapi({ description: "What its customers are worth together, in minor units." }),
  })
  .openapi("VocRequest");
const CHANGED = { 204: { description: "Done." }, ...PROBLEMS, ...NOT_FOUND, 409: PROBLEMS[400] };

const list = createRoute({
  method: "get",
  path: "/v1/voc/requests",
  tags,
  summary: "What customers ask for, by the value of those who do",
  description: "A vote is a ticket; each customer counts once, with the `value` of its standing book in minor units.",
  responses: { 200: json(z.object({ requests: z.array(Shape) }), "The most valuable first."), ...PROBLEMS },
});
const add = createRoute({
  method: "post",
  path: "/v1/voc/requests",
  tags,
  summary: "Collect what customers ask for: tickets of a tag with these words are its votes",
  request: { body: jsonBody(NewRequest) },
  responses: { 201: json(ById, "It is there."), ...PROBLEMS },
});
const listVotes = createRoute({
  method: "get",
  path: "/v1/voc/requests/{id}/votes",
  tags,
  summary: "The words behind a request's votes, newest first",
  description:
    "Personal data stands as its kind in brackets for callers who do not work on tickets; `customer` is null for those who may not read customers.",
  request: { params: ById },
  responses: {
    200: json(
      z.object({
        votes: z.array(
          z.object({ ticketId: z.uuid(), at: instant, customer: z.string().nullable(), quote: z.string() }),
        ),
      }),
      "At most 200.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const voted = createRoute({
  method: "put",
  path: "/v1/voc/requests/{id}/votes/{ticketId}",
  tags,
  summary: "Count a ticket as a vote",
  request: { params: z.object({ id: z.uuid(), ticketId: z.uuid() }) },
  responses: CHANGED,
});
const move = createRoute({
  method: "patch",
  path: "/v1/voc/requests/{id}",
  tags,
  summary: "Plan a request, decline it, or open it again",
  request: { params: ById, body: jsonBody(RequestChange) },
  responses: CHANGED,
});
const shipped = createRoute({
  method: "post",
  path: "/v1/voc/requests/{id}/ship",
  tags,
  summary: "Say that a request is there: whoever is responsible for a voter is notified to tell them, once",
  request: { params: ById, body: jsonBody(Shipping) },
  responses: {
    200: json(
      z.object({ told: z.int(), nobody: z.array(z.uuid()) }),
      "`nobody`: tickets whose customers nobody is responsible for.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
    409: PROBLEMS[400],
  },
});

export const vocRequestRoutes =
  (deps: VocDeps): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const found = await requests(deps, requireAction(c, "voc.read"));
      const shown = found.map(({ words, createdAt, shippedAt, ...row }) => ({
        ...row,
        words: [...words],
        createdAt: createdAt.toISOString(),
        shippedAt: shippedAt?.toISOString() ?? null,
      }));
      return c.json({ requests: shown }, 200);
    });
    app.openapi(add, async (c) =>
      c.json({ id: await addRequest(deps, requireAction(c, "voc.write"), c.req.valid("json")) }, 201),
    );
    app.openapi(listVotes, async (c) => {
      const found = await votes(deps, requireAction(c, "voc.read"), c.req.valid("param").id);
      return c.json({ votes: found.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })) }, 200);
    });
    app.openapi(voted, async (c) => {
      const { id, ticketId } = c.req.valid("param");
      await vote(deps, requireAction(c, "voc.tag"), id, ticketId);
      return c.body(null, 204);
    });
    app.openapi(move, async (c) => {
      await changeRequest(deps, requireAction(c, "voc.write"), c.req.valid("param").id, c.req.valid("json"));
      return c.body(null, 204);
    });
    app.openapi(shipped, async (c) => {
      const ctx = requireAction(c, "voc.write");
      return c.json(await ship(deps, ctx, c.req.valid("param").id, c.req.valid("json")), 200);
    });
  };
