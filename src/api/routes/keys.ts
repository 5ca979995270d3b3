import { createRoute, z } from "@hono/zod-openapi";
import { ApiKeyInput, createApiKey, listApiKeys, revokeApiKey } from "../../access/api-keys.ts";
import { SCOPES, type Scope } from "../../access/roles.ts";
import type { Database } from "../../db/pool.ts";
import type { Clock } from "../../kernel/clock.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import type { Routes } from "../server.ts";

export const KeyView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
    madeBy: z.uuid().nullable().openapi({
      description:
        "The member or the key that made it. It ends with its member, and with a role of theirs that it needs.",
    }),
  })
  .openapi("ApiKey");

const tags = ["access"];
const create = createRoute({
  method: "post",
  path: "/v1/keys",
  tags,
  summary: "Create an API key; the answer shows it once",
  request: { body: jsonBody(ApiKeyInput) },
  responses: {
    201: json(z.object({ id: z.uuid(), key: z.string() }), "The key. Keep it: only its hash is stored."),
    ...PROBLEMS,
  },
});
const list = createRoute({
  method: "get",
  path: "/v1/keys",
  tags,
  summary: "List API keys",
  responses: { 200: json(z.object({ keys: z.array(KeyView) }), "All keys, without their secrets."), ...PROBLEMS },
});
const revoke = createRoute({
  method: "delete",
  path: "/v1/keys/{id}",
  tags,
  summary: "Revoke an API key",
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: "It no longer works." }, ...PROBLEMS, ...NOT_FOUND },
});

const instant = (date: Date | null) => date?.toISOString() ?? null;

export const keyRoutes =
  (deps: { readonly db: Database; readonly clock: Clock }): Routes =>
  (app) => {
    app.openapi(create, async (c) =>
      c.json(await createApiKey(deps, requireAction(c, "key.write"), c.req.valid("json")), 201),
    );
    app.openapi(list, async (c) => {
      const keys = await listApiKeys(deps, requireAction(c, "key.write"));
      return c.json(
        {
          keys: keys.map((key) => ({
            ...key,
            scopes: key.scopes as Scope[],
            createdAt: key.createdAt.toISOString(),
            expiresAt: instant(key.expiresAt),
            revokedAt: instant(key.revokedAt),
          })),
        },
        200,
      );
    });
    app.openapi(revoke, async (c) => {
      await revokeApiKey(deps, requireAction(c, "key.write"), c.req.valid("param").id);
      return c.body(null, 204);
    });
  };
