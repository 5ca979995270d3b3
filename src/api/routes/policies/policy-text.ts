import { createRoute, z } from "@hono/zod-openapi";
import type { Database, Tx } from "../../../db/pool.ts";
import { inTenant } from "../../../db/tenant.ts";
import { checkPolicyText } from "../../../policy/check.ts";
import { POLICY_KINDS, type Policies, type PolicyKind } from "../../../policy/policies.ts";
import { policySource, policyVersion, shownPolicies } from "../../../policy/publish.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { ByKind, PolicyFileText, Version } from "./policies.ts";

const tags = ["policies"];

export const TextShape = z.object({
  kind: z.enum(POLICY_KINDS),
  version: z.int().openapi({ description: "0 while the policy that ships with the product decides." }),
  text: z.string(),
});
export const CheckShape = z.object({
  content: z.unknown().openapi({ description: "The policy; null when there is a problem." }),
  problems: z.array(
    z.object({
      line: z.int(),
      column: z.int(),
      path: z.string().openapi({ description: "Where in the document, e.g. `rules/3/team`." }),
      reason: z.string(),
    }),
  ),
});

const text = createRoute({
  method: "get",
  path: "/v1/policies/{kind}/text",
  tags,
  summary: "A policy as the YAML that it was published from, or as one written from its content",
  request: {
    params: ByKind,
    query: z.object({
      version: Version.optional().openapi({ description: "Without it the policy that decides now." }),
    }),
  },
  responses: {
    200: json(TextShape, "The text."),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const check = createRoute({
  method: "post",
  path: "/v1/policies/{kind}/check",
  tags,
  summary: "Read the YAML of a policy as publishing it would, and store nothing",
  request: { params: ByKind, body: jsonBody(z.strictObject({ text: PolicyFileText })) },
  responses: {
    200: json(CheckShape, "The content, or every problem with its line and column, which count from 1."),
    ...PROBLEMS,
  },
});

interface Deps {
  readonly db: Database;
  /** What decides for a kind that was never published. */
  readonly fallback: Policies;
}

async function textOf(tx: Tx, fallback: Policies, kind: PolicyKind, version: number | undefined) {
  if (version !== undefined) {
    return { version, text: await policySource(tx, await policyVersion(tx, kind, version)) };
  }
  const { policies, versions } = await shownPolicies(tx, fallback);
  const now = versions[kind] ?? 0;
  return { version: now, text: await policySource(tx, { kind, version: now, content: policies[kind] }) };
}

/** Policies as people read and write them. */
export const policyTextRoutes =
  ({ db, fallback }: Deps): Routes =>
  (app) => {
    app.openapi(text, async (c) => {
      const { tenantId } = requireAction(c, "policy.read");
      const { kind } = c.req.valid("param");
      const asked = c.req.valid("query").version;
      const found = await inTenant(db, tenantId, (tx) => textOf(tx, fallback, kind, asked));
      return c.json({ kind, ...found }, 200);
    });
    app.openapi(check, async (c) => {
      const { tenantId } = requireAction(c, "policy.write");
      const { kind } = c.req.valid("param");
      const { content, problems } = await inTenant(db, tenantId, (tx) =>
        checkPolicyText(tx, kind, c.req.valid("json").text),
      );
      const placed = problems.map(({ line, column, path, reason }) => ({ line, column, path, reason }));
      return c.json({ content, problems: placed }, 200);
    });
  };
