import { createRoute, z } from "@hono/zod-openapi";
import type { Database } from "../../db/pool.ts";
import { DomainError } from "../../kernel/errors.ts";
import { json } from "../answers.ts";
import type { Routes } from "../server.ts";

const Health = z.object({ status: z.literal("ok") });

const healthz = createRoute({
  method: "get",
  path: "/healthz",
  tags: ["operations"],
  summary: "Is the process alive?",
  security: [],
  responses: { 200: json(Health, "It is.") },
});

const readyz = createRoute({
  method: "get",
  path: "/readyz",
  tags: ["operations"],
  summary: "Can it answer: is the database reachable?",
  security: [],
  responses: { 200: json(Health, "It can.") },
});

export const healthRoutes =
  (db: Database): Routes =>
  (app) => {
    app.openapi(healthz, (c) => c.json({ status: "ok" as const }, 200));
    app.openapi(readyz, async (c) => {
      await db.ping().catch((cause: unknown) => {
        throw new DomainError("unavailable", "The database does not answer.", [], { cause });
      });
      return c.json({ status: "ok" as const }, 200);
    });
    app.get("/", (c) => c.redirect("/app"));
  };
