import { createRoute, z } from "@hono/zod-openapi";
import { Understanding } from "../../copilot/understand/understanding.ts";
import { json, jsonBody, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import { writtenText } from "../bodies.ts";
import type { Routes } from "../server.ts";

const route = createRoute({
  method: "post",
  path: "/v1/classify",
  tags: ["understanding"],
  summary:
    "Service type, item, tags of the customer's voice with evidence, sentiment, urgency and signals of one message",
  request: {
    body: jsonBody(z.strictObject({ text: writtenText(20_000) })),
  },
  responses: {
    200: json(
      // Made here: only schemas that are made after the OpenAPI library has loaded can carry its name.
      z.object(Understanding.shape).openapi("Understanding"),
      "Labels with calibrated probabilities; spans count in the text as sent.",
    ),
    ...PROBLEMS,
  },
});

/** Labels one message with the tenant's own product names. */
export type Classify = (tenantId: string, text: string) => Promise<Understanding>;

export const classifyRoutes =
  (classify: Classify): Routes =>
  (app) => {
    app.openapi(route, async (c) => {
      const ctx = requireAction(c, "classify");
      return c.json(await classify(ctx.tenantId, c.req.valid("json").text), 200);
    });
  };
