import { createRoute, z } from "@hono/zod-openapi";
import { listNotifications, markRead } from "../../access/notifications.ts";
import { NOTIFICATION_KINDS } from "../../access/store/notifications.ts";
import type { Database } from "../../db/pool.ts";
import type { Clock } from "../../kernel/clock.ts";
import { json, jsonBody, PROBLEMS } from "../answers.ts";
import { ctxOf } from "../auth.ts";
import type { Routes } from "../server.ts";
import { shownTo } from "../shown-to.ts";

const NotificationView = z
  .object({
    id: z.uuid(),
    kind: z.enum(NOTIFICATION_KINDS),
    ticketId: z.uuid().nullable(),
    text: z.string(),
    createdAt: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
  })
  .openapi("Notification");

const tags = ["members"];
const list = createRoute({
  method: "get",
  path: "/v1/notifications",
  tags,
  summary: "Your own notifications, newest first",
  request: {
    query: z.object({
      unread: z.enum(["true", "false"]).default("false"),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: json(
      z.object({ notifications: z.array(NotificationView), unread: z.int() }),
      "With the number of unread ones.",
    ),
    ...PROBLEMS,
  },
});
const read = createRoute({
  method: "post",
  path: "/v1/notifications/read",
  tags,
  summary: "Mark your notifications as read",
  request: {
    body: jsonBody(z.strictObject({ ids: z.union([z.literal("all"), z.array(z.uuid()).min(1).max(200)]) })),
  },
  responses: { 200: json(z.object({ marked: z.int() }), "How many were unread before."), ...PROBLEMS },
});

export const notificationRoutes =
  (deps: { readonly db: Database; readonly clock: Clock }): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const { unread: unreadOnly, limit } = c.req.valid("query");
      const ctx = ctxOf(c);
      const found = await listNotifications(deps, ctx, { unreadOnly: unreadOnly === "true", limit });
      const notifications = found.notifications.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        readAt: row.readAt?.toISOString() ?? null,
      }));
      return c.json({ notifications: shownTo(ctx.actor, notifications), unread: found.unread }, 200);
    });
    app.openapi(read, async (c) => c.json({ marked: await markRead(deps, ctxOf(c), c.req.valid("json").ids) }, 200));
  };
