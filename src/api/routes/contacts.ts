import { createRoute, z } from "@hono/zod-openapi";
import type { ContactMerge } from "../../customers/store/merges.ts";
import {
  listContacts,
  listMerges,
  MergeInput,
  mergeContacts,
  previewMerge,
  UNDO_WITHIN_MS,
  undoMerge,
} from "../../tickets/contact-merge.ts";
import type { TicketDeps } from "../../tickets/deps.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import type { Routes } from "../server.ts";
import { personShownTo, shownTo } from "../shown-to.ts";

const tags = ["customers"];
const ById = z.object({ id: z.uuid() });
const instant = z.iso.datetime();
const PersonShape = z
  .object({
    id: z.uuid(),
    externalId: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    customerId: z.uuid().nullable(),
  })
  .openapi("ContactPerson");
export const MergeShape = z
  .object({
    id: z.uuid(),
    keptId: z.uuid(),
    mergedId: z.uuid(),
    reason: z.string(),
    tickets: z.int(),
    mergedBy: z.string(),
    mergedAt: instant,
    undoneAt: instant.nullable(),
    undoUntil: instant,
  })
  .openapi("ContactMerge");
export const PreviewShape = z
  .object({
    kept: PersonShape,
    merged: PersonShape,
    tickets: z.int(),
    open: z.int(),
    beside: z.int().openapi({ description: "Open tickets that get a thread of their own beside one of the kept's." }),
  })
  .openapi("ContactMergePreview");
const CONFLICT = { 409: PROBLEMS[400] };

const people = createRoute({
  method: "get",
  path: "/v1/customers/{id}/contacts",
  tags,
  summary: "People of a customer, without those merged into others",
  description: "Whoever does not work with customers reads neither names nor addresses.",
  request: { params: ById },
  responses: { 200: json(z.object({ contacts: z.array(PersonShape) }), "At most 200."), ...PROBLEMS, ...NOT_FOUND },
});
const list = createRoute({
  method: "get",
  path: "/v1/contacts/{id}/merges",
  tags,
  summary: "Who was merged into a contact, the newest first",
  request: { params: ById },
  responses: { 200: json(z.object({ merges: z.array(MergeShape) }), "The merges."), ...PROBLEMS, ...NOT_FOUND },
});
const preview = createRoute({
  method: "get",
  path: "/v1/contacts/{id}/merge-preview",
  tags,
  summary: "What a merge would move; nothing is changed",
  request: { params: ById, query: z.object({ mergedId: z.uuid() }) },
  responses: { 200: json(PreviewShape, "What would move."), ...PROBLEMS, ...NOT_FOUND, ...CONFLICT },
});
const merge = createRoute({
  method: "post",
  path: "/v1/contacts/{id}/merges",
  tags,
  summary: "Make two contacts of one customer one person; their tickets follow",
  description: "Whoever signs in under either sees the conversations of both. It can be taken back within seven days.",
  request: { params: ById, body: jsonBody(MergeInput) },
  responses: { 201: json(MergeShape, "The merge."), ...PROBLEMS, ...NOT_FOUND, ...CONFLICT },
});
const undo = createRoute({
  method: "post",
  path: "/v1/contact-merges/{id}/undo",
  tags,
  summary: "Take a merge back within seven days; the tickets that came with it go back",
  request: { params: ById },
  responses: { 200: json(MergeShape, "The merge as it is now."), ...PROBLEMS, ...NOT_FOUND, ...CONFLICT },
});

const view = ({ moved, mergedBy, undoneBy: _, ...row }: ContactMerge): z.infer<typeof MergeShape> => ({
  ...row,
  tickets: moved.length,
  mergedBy: mergedBy.id,
  mergedAt: row.mergedAt.toISOString(),
  undoneAt: row.undoneAt?.toISOString() ?? null,
  undoUntil: new Date(row.mergedAt.getTime() + UNDO_WITHIN_MS).toISOString(),
});

export const contactRoutes =
  (deps: TicketDeps): Routes =>
  (app) => {
    app.openapi(people, async (c) => {
      const ctx = requireAction(c, "customer.read");
      const found = await listContacts(deps, ctx, c.req.valid("param").id);
      const shown = ({ mergedInto: _, ...person }: (typeof found)[number]) =>
        personShownTo(ctx.actor, person, "contact.unmasked");
      return c.json({ contacts: found.map(shown) }, 200);
    });
    app.openapi(list, async (c) => {
      const ctx = requireAction(c, "customer.read");
      const found = await listMerges(deps, ctx, c.req.valid("param").id);
      return c.json({ merges: found.map((merge) => shownTo(ctx.actor, view(merge), "contact.unmasked")) }, 200);
    });
    app.openapi(preview, async (c) => {
      const ctx = requireAction(c, "customer.write");
      return c.json(await previewMerge(deps, ctx, c.req.valid("param").id, c.req.valid("query").mergedId), 200);
    });
    app.openapi(merge, async (c) => {
      const ctx = requireAction(c, "customer.write");
      return c.json(view(await mergeContacts(deps, ctx, c.req.valid("param").id, c.req.valid("json"))), 201);
    });
    app.openapi(undo, async (c) => {
      const ctx = requireAction(c, "customer.write");
      return c.json(view(await undoMerge(deps, ctx, c.req.valid("param").id)), 200);
    });
  };
