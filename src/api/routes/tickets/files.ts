import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { TicketDeps } from "../../../tickets/deps.ts";
import { openFile, removeFile, storeFile } from "../../../tickets/receiving/attachments.ts";
import { isShown } from "../../../tickets/receiving/file-kind.ts";
import { json, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Env } from "../../environment.ts";
import type { Routes } from "../../server.ts";
import { readFile } from "../../uploads.ts";
import { contactOf, Own, whoAsks } from "../chat/chat.ts";
import { FileShape } from "./ticket-views.ts";

const Place = z.object({ ticketId: z.uuid(), fileId: z.uuid() });
const content = {
  200: { description: "The file.", content: { "application/octet-stream": { schema: z.string() } } },
  ...PROBLEMS,
  ...NOT_FOUND,
};
// Written for the document alone: a schema that validates would read the whole upload before its size is known.
const FORM = {
  type: "object" as const,
  properties: { file: { type: "string" as const, format: "binary" } },
  required: ["file"],
};
const store = createRoute({
  method: "post",
  path: "/v1/chat/files",
  tags: ["chat"],
  summary: "Store an image or file that a message is about to carry; unsent, it is removed after a day",
  request: {
    query: Own.extend({ customerId: z.string().min(1).max(200).optional() }),
    body: { required: true, content: { "multipart/form-data": { schema: FORM } } },
  },
  responses: { 201: json(FileShape, "Name its id in the message's `files`."), ...PROBLEMS },
});
const remove = createRoute({
  method: "delete",
  path: "/v1/chat/files/{fileId}",
  tags: ["chat"],
  summary: "Take back a file that was not sent",
  request: { params: Place.pick({ fileId: true }), query: Own },
  responses: { 204: { description: "Removed." }, ...PROBLEMS, ...NOT_FOUND },
});
const own = createRoute({
  method: "get",
  path: "/v1/chat/{ticketId}/files/{fileId}",
  tags: ["chat"],
  summary: "A file of one's own conversation",
  request: { params: Place, query: Own },
  responses: content,
});
const ofTicket = createRoute({
  method: "get",
  path: "/v1/tickets/{ticketId}/files/{fileId}",
  tags: ["tickets"],
  summary: "A file that the customer sent",
  request: { params: Place },
  responses: content,
});

/** Files of conversations: stored before the message that carries them, shown to both sides. */
export const fileRoutes =
  (deps: { readonly tickets: TicketDeps; readonly maxFileBytes: number }): Routes =>
  (app) => {
    app.openapi(store, async (c) => {
      const ctx = requireAction(c, "chat");
      const sender = senderOf(c, c.req.valid("query"));
      const { path: name, content: bytes } = await readFile(c, deps.maxFileBytes);
      return c.json(await storeFile(deps.tickets, ctx, sender, { name, content: bytes }), 201);
    });
    app.openapi(remove, async (c) => {
      const ctx = requireAction(c, "chat");
      const externalId = whoAsks(c, c.req.valid("query").contactId);
      await removeFile(deps.tickets, ctx, externalId, c.req.valid("param").fileId);
      return c.body(null, 204);
    });
    app.openapi(own, async (c) => {
      const ctx = requireAction(c, "chat");
      const { ticketId, fileId } = c.req.valid("param");
      const contactId = await contactOf(deps, ctx, ticketId, whoAsks(c, c.req.valid("query").contactId));
      return sendFile(c, await openFile(deps.tickets, ctx, ticketId, fileId, contactId));
    });
    app.openapi(ofTicket, async (c) => {
      const ctx = requireAction(c, "ticket.unmasked");
      const { ticketId, fileId } = c.req.valid("param");
      return sendFile(c, await openFile(deps.tickets, ctx, ticketId, fileId));
    });
  };

/** An end user is who the token says; the tenant's own systems may name the person and the company. */
function senderOf(c: Context<Env>, query: { contactId?: string | undefined; customerId?: string | undefined }) {
  const claims = c.get("claims");
  return {
    externalId: whoAsks(c, query.contactId),
    customerId: claims === null ? query.customerId : claims.customerId,
  };
}

/** Only images are shown in place; whatever else a customer sends is downloaded and never run as a page of ours. */
function sendFile(c: Context<Env>, file: Awaited<ReturnType<typeof openFile>>): never {
  const shown = isShown(file.mediaType);
  const name = encodeURIComponent(file.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return c.body(new Uint8Array(file.content), 200, {
    "Content-Type": shown ? file.mediaType : "application/octet-stream",
    "Content-Disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${name}`,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    // A file never changes under its id.
    "Cache-Control": "private, max-age=86400, immutable",
  }) as never;
}
