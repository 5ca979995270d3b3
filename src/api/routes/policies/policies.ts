import { createRoute, z } from "@hono/zod-openapi";
import type { Database } from "../../../db/pool.ts";
import { inTenant } from "../../../db/tenant.ts";
import type { Clock } from "../../../kernel/clock.ts";
import { DomainError } from "../../../kernel/errors.ts";
import { POLICY_KINDS, type Policies } from "../../../policy/policies.ts";
import { activatePolicy, policyHistory, policyVersion, publishPolicy, shownPolicies } from "../../../policy/publish.ts";
import { setSilence } from "../../../policy/silence.ts";
import { holdVersions, type PolicyVersion } from "../../../policy/store.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { IF_MATCH, seenVersion } from "../../if-match.ts";
import { policyOf, type SentPolicy } from "../../sent-policy.ts";
import type { Routes } from "../../server.ts";
import type { RouteParts } from "../index.ts";

const tags = ["policies"];
const MOST = 2_147_483_647;
/** The number of a version, in an address. */
export const Version = z.coerce.number().int().min(1).max(MOST);
export const ByKind = z.object({ kind: z.enum(POLICY_KINDS) });
/** A policy as people write it. */
export const PolicyFileText = z.string().max(500_000);
const Note = z.string().trim().max(500).default("");

export const VersionShape = z
  .object({
    kind: z.enum(POLICY_KINDS),
    version: z.int(),
    contentHash: z.string(),
    note: z.string(),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    active: z.boolean(),
  })
  .openapi("PolicyVersion");
const PolicyShape = z
  .object({
    kind: z.enum(POLICY_KINDS),
    version: z.int().openapi({ description: "0 while the policy that ships with the product decides." }),
    content: z.unknown(),
  })
  .openapi("Policy");
const Published = z.object({ kind: z.enum(POLICY_KINDS), version: z.int(), contentHash: z.string() });

const all = createRoute({
  method: "get",
  path: "/v1/policies",
  tags,
  summary: "The policies that decide now",
  responses: { 200: json(z.object({ policies: z.array(PolicyShape) }), "One of each kind."), ...PROBLEMS },
});
const show = createRoute({
  method: "get",
  path: "/v1/policies/{kind}",
  tags,
  summary: "The policy of a kind that decides now; its version comes as ETag",
  request: { params: ByKind },
  responses: { 200: json(PolicyShape, "The policy."), ...PROBLEMS },
});
const publish = createRoute({
  method: "put",
  path: "/v1/policies/{kind}",
  tags,
  summary: "Publish a new version, which decides from now on; as JSON, or as a YAML text, which is kept as it is",
  description:
    "A policy that is malformed or leaves a case undecided is refused with every fault; for YAML with its line.",
  request: {
    params: ByKind,
    query: z.strictObject({ note: Note.openapi({ description: "For YAML; JSON carries its own." }) }),
    headers: IF_MATCH,
    body: {
      content: {
        "application/json": {
          schema: z.strictObject({
            content: z.unknown().optional(),
            text: PolicyFileText.optional().openapi({ description: "The policy as YAML, in place of `content`." }),
            note: Note,
          }),
        },
        "application/yaml": { schema: z.string() },
      },
    },
  },
  responses: {
    200: json(Published, "The version that decides now."),
    ...PROBLEMS,
    412: PROBLEMS[400],
    409: PROBLEMS[400],
  },
});
const history = createRoute({
  method: "get",
  path: "/v1/policies/{kind}/versions",
  tags,
  summary: "Versions, newest first",
  request: {
    params: ByKind,
    query: z.object({ before: Version.optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  },
  responses: { 200: json(z.object({ versions: z.array(VersionShape) }), "A page."), ...PROBLEMS },
});
const one = createRoute({
  method: "get",
  path: "/v1/policies/{kind}/versions/{version}",
  tags,
  summary: "One version with its content",
  request: { params: ByKind.extend({ version: Version }) },
  responses: { 200: json(VersionShape.extend({ content: z.unknown() }), "The version."), ...PROBLEMS, ...NOT_FOUND },
});
const activate = createRoute({
  method: "post",
  path: "/v1/policies/{kind}/activate",
  tags,
  summary: "Let an earlier version decide again",
  description: "`If-Match` names the version that decides now, so that nothing published meanwhile is undone unseen.",
  request: {
    params: ByKind,
    headers: IF_MATCH,
    body: jsonBody(z.strictObject({ version: z.int().min(1).max(MOST) })),
  },
  responses: { 204: { description: "It decides." }, ...PROBLEMS, ...NOT_FOUND, 412: PROBLEMS[400] },
});
const silence = createRoute({
  method: "post",
  path: "/v1/policies/silence",
  tags,
  summary: "The switch that silences the bot: nothing leaves by itself, drafts go on for people",
  request: { body: jsonBody(z.strictObject({ silence: z.boolean() })) },
  responses: { 200: json(z.object({ silence: z.boolean(), version: z.int() }), "How the switch stands."), ...PROBLEMS },
});

const versionView = ({ createdAt, ...row }: PolicyVersion): z.infer<typeof VersionShape> => ({
  kind: row.kind,
  version: row.version,
  contentHash: row.contentHash,
  note: row.note,
  createdBy: row.createdBy,
  active: row.active,
  createdAt: createdAt.toISOString(),
});

interface Deps {
  /** Told in the transaction in which another version of a policy begins to decide. */
  readonly onPolicy: RouteParts["onPolicy"];
  readonly db: Database;
  readonly clock: Clock;
  /** What decides for a kind that was never published. */
  readonly fallback: Policies;
}

function requireSeen(seen: number, version: number): void {
  if (seen !== version)
    throw new DomainError("precondition_failed", "Somebody has published another version. Look at it first.", [
      { field: "if-match", reason: `now ${version}` },
    ]);
}

export const policyRoutes =
  ({ db, clock, fallback, onPolicy }: Deps): Routes =>
  (app) => {
    app.openapi(all, async (c) => {
      const { tenantId } = requireAction(c, "policy.read");
      const { policies, versions } = await inTenant(db, tenantId, (tx) => shownPolicies(tx, fallback));
      return c.json(
        { policies: POLICY_KINDS.map((kind) => ({ kind, version: versions[kind] ?? 0, content: policies[kind] })) },
        200,
      );
    });
    app.openapi(show, async (c) => {
      const { tenantId } = requireAction(c, "policy.read");
      const { kind } = c.req.valid("param");
      const { policies, versions } = await inTenant(db, tenantId, (tx) => shownPolicies(tx, fallback));
      c.header("ETag", `"${versions[kind] ?? 0}"`);
      return c.json({ kind, version: versions[kind] ?? 0, content: policies[kind] }, 200);
    });
    app.openapi(publish, async (c) => {
      const ctx = requireAction(c, "policy.write");
      const { kind } = c.req.valid("param");
      const sent = c.req.valid("json") as SentPolicy;
      const policy = await policyOf(c, kind, sent);
      const note = sent.note ?? c.req.valid("query").note;
      const published = await inTenant(db, ctx.tenantId, async (tx) => {
        const versions = await holdVersions(tx);
        requireSeen(seenVersion(c), versions[kind] ?? 0);
        const now = await publishPolicy({ tx, clock, ctx }, { kind, ...policy, note });
        // What decided before and still does sets nothing off.
        if (now.version !== versions[kind]) await onPolicy(tx, ctx, { kind, version: now.version });
        return now;
      });
      c.header("ETag", `"${published.version}"`);
      return c.json(published, 200);
    });
    app.openapi(history, async (c) => {
      const { tenantId } = requireAction(c, "policy.read");
      const { before, limit } = c.req.valid("query");
      const { kind } = c.req.valid("param");
      const page = { limit, ...(before === undefined ? {} : { before }) };
      const versions = await inTenant(db, tenantId, (tx) => policyHistory(tx, kind, page));
      return c.json({ versions: versions.map(versionView) }, 200);
    });
    app.openapi(one, async (c) => {
      const { tenantId } = requireAction(c, "policy.read");
      const { kind, version } = c.req.valid("param");
      const row = await inTenant(db, tenantId, (tx) => policyVersion(tx, kind, version));
      return c.json({ ...versionView(row), content: row.content }, 200);
    });
    app.openapi(activate, async (c) => {
      const ctx = requireAction(c, "policy.write");
      const { version } = c.req.valid("json");
      const { kind } = c.req.valid("param");
      await inTenant(db, ctx.tenantId, async (tx) => {
        const versions = await holdVersions(tx);
        requireSeen(seenVersion(c), versions[kind] ?? 0);
        await activatePolicy({ tx, clock, ctx }, kind, version);
        if (version !== versions[kind]) await onPolicy(tx, ctx, { kind, version });
      });
      return c.body(null, 204);
    });
    app.openapi(silence, async (c) => {
      const ctx = requireAction(c, "bot.silence");
      const set = await inTenant(db, ctx.tenantId, (tx) =>
        setSilence({ tx, clock, ctx }, fallback, c.req.valid("json").silence),
      );
      return c.json(set, 200);
    });
  };
