import { createRoute, z } from "@hono/zod-openapi";
import type { Erasure } from "../../customers/store/erasures.ts";
import { ErasureInput, requestErasure, showErasure } from "../../jobs/contact/erase-contact.ts";
import { exportContact } from "../../jobs/contact/export-contact.ts";
import type { TicketDeps } from "../../tickets/deps.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../answers.ts";
import { requireAction, stillMay } from "../auth.ts";
import { asDownload } from "../download.ts";
import type { Routes } from "../server.ts";

const tags = ["customers"];
const ById = z.object({ id: z.uuid() });
const ErasureShape = z
  .object({
    id: z.uuid(),
    contactId: z.uuid().openapi({ description: "Of contacts that were merged, the one that was kept." }),
    contacts: z.int().openapi({ description: "This contact and those merged with it." }),
    reason: z.string(),
    status: z.enum(["queued", "done", "failed"]),
    problem: z.string().nullable().openapi({ description: "Why it failed." }),
    counts: z.record(z.string(), z.int()).openapi({ description: "How many of each kind are gone so far." }),
    requestedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .openapi("ContactErasure");

const exported = createRoute({
  method: "get",
  path: "/v1/contacts/{id}/export",
  tags,
  summary: "All that is held of a person, as one JSON file, streamed",
  description:
    "The contact and those merged with it, merges, audit rows of the contacts, files not sent, and every ticket with its messages, proposals, drafts, events, escalations, surveys, tags with quotes, corrected labels and files (name and SHA-256). Passages that are for colleagues come without their text. The export itself is audited.",
  request: { params: ById },
  responses: { 200: json(z.looseObject({}), "The file."), ...PROBLEMS, ...NOT_FOUND },
});
const erase = createRoute({
  method: "post",
  path: "/v1/contacts/{id}/erasure",
  tags,
  summary: "Erase a person for good",
  description:
    "`confirmation` repeats the contact's name, external id or id; anything else is 422 and changes nothing. At once the contact and those merged with it lose their names and ids; a job then deletes their tickets with all that hangs on them and takes their words out of what was made of them. Sealed audit rows stay. Asked again, the first erasure is given; one that failed goes on from where it came.",
  request: { params: ById, body: jsonBody(ErasureInput) },
  responses: { 202: json(ErasureShape, "The erasure."), ...PROBLEMS, ...NOT_FOUND, 422: PROBLEMS[400] },
});
const show = createRoute({
  method: "get",
  path: "/v1/contacts/{id}/erasure",
  tags,
  summary: "How far the erasure of a person is",
  request: { params: ById },
  responses: { 200: json(ErasureShape, "The erasure."), ...PROBLEMS, ...NOT_FOUND },
});

const view = ({ contactIds, ticketIds: _, requestedBy: __, ...row }: Erasure): z.infer<typeof ErasureShape> => ({
  ...row,
  contacts: contactIds.length,
  counts: { ...row.counts },
  requestedAt: row.requestedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

export const contactErasureRoutes =
  (deps: TicketDeps): Routes =>
  (app) => {
    app.openapi(exported, async (c) => {
      const { id } = c.req.valid("param");
      const pieces = exportContact(deps, requireAction(c, "contact.export"), id);
      const mayRead = () => stillMay(c, "contact.export");
      return (await asDownload(c, pieces, { type: "application/json", name: `contact-${id}.json`, mayRead })) as never;
    });
    app.openapi(erase, async (c) => {
      const ctx = requireAction(c, "contact.erase");
      return c.json(view(await requestErasure(deps, ctx, c.req.valid("param").id, c.req.valid("json"))), 202);
    });
    app.openapi(show, async (c) => {
      const ctx = requireAction(c, "contact.erase");
      return c.json(view(await showErasure(deps, ctx, c.req.valid("param").id)), 200);
    });
  };
