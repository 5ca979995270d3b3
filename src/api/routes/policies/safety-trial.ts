import { createRoute, z } from "@hono/zod-openapi";
import { checkedPolicy } from "../../../policy/publish.ts";
import { DIRECTIONS, masked, SAFETY_ACTIONS, screen } from "../../../policy/safety.ts";
import { json, jsonBody, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import type { Routes } from "../../server.ts";

const tryOut = createRoute({
  method: "post",
  path: "/v1/policies/safety/try",
  tags: ["policies"],
  summary: "What content safety lists that are not published yet would find in a text",
  request: {
    body: jsonBody(z.strictObject({ content: z.unknown(), direction: z.enum(DIRECTIONS), text: writtenText(20_000) })),
  },
  responses: {
    200: json(
      z.object({
        findings: z.array(z.object({ list: z.string(), action: z.enum(SAFETY_ACTIONS), start: z.int(), end: z.int() })),
        masked: z.string(),
      }),
      "Findings with their places in the text, and the text as it would leave.",
    ),
    ...PROBLEMS,
  },
});

/** Lets lists be tried before they decide. Nothing is kept. Throws as publishing would for lists that are malformed. */
export const safetyTrialRoutes = (): Routes => (app) => {
  app.openapi(tryOut, (c) => {
    requireAction(c, "policy.write");
    const { content, direction, text } = c.req.valid("json");
    const policy = checkedPolicy("safety", content);
    const findings = screen(policy, direction, text).map(({ list, action, start, end }) => ({
      ...{ list, action, start, end },
    }));
    return c.json({ findings, masked: masked(policy, direction, text) }, 200);
  });
};
