import { createRoute, z } from "@hono/zod-openapi";
import { type AuditPlace, listAudit } from "../../access/audit.ts";
import { verifyAudit } from "../../access/audit-verify.ts";
import type { Database } from "../../db/pool.ts";
import { invalid } from "../../kernel/errors.ts";
import { json, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import type { Routes } from "../server.ts";

export const AuditView = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    actor: z.unknown(),
    action: z.string(),
    object: z.string(),
    objectId: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    requestId: z.string().nullable(),
  })
  .openapi("AuditRow");

const tags = ["audit"];
const name = z.string().min(1).max(200).optional();
const list = createRoute({
  method: "get",
  path: "/v1/audit",
  tags,
  summary: "Who changed what, newest first",
  request: {
    query: z.object({
      object: name,
      objectId: name,
      action: name,
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: json(
      z.object({ rows: z.array(AuditView), next: z.string().nullable() }),
      "`next` is the cursor of the next page, or null.",
    ),
    ...PROBLEMS,
  },
});
const CheckpointShape = z.strictObject({ batch: z.int().min(1), head: z.string().regex(/^[0-9a-f]{64}$/) });
const verify = createRoute({
  method: "post",
  path: "/v1/audit/verify",
  tags,
  summary: "Recompute the chain over the audit and find the first row that was tampered with",
  description: "With `since`, the `checkpoint` of an earlier answer, only what was sealed after it.",
  request: {
    body: {
      required: false,
      content: { "application/json": { schema: z.strictObject({ since: CheckpointShape.optional() }) } },
    },
  },
  responses: {
    200: json(
      z
        .object({
          intact: z.boolean(),
          sealed: z.int(),
          pending: z.int(),
          head: z.string().nullable(),
          checkpoint: CheckpointShape.nullable(),
          fault: z
            .object({ position: z.int().nullable(), auditId: z.uuid().nullable(), reason: z.string() })
            .nullable(),
        })
        .openapi("AuditVerdict"),
      "`fault` names the first bad row; `pending` rows wait to be sealed.",
    ),
    ...PROBLEMS,
  },
});

export const auditRoutes =
  (deps: { readonly db: Database }): Routes =>
  (app) => {
    app.openapi(list, async (c) => {
      const ctx = requireAction(c, "audit.read");
      const { cursor, ...query } = c.req.valid("query");
      const page = await listAudit(deps, ctx, { ...query, before: cursor === undefined ? undefined : placeOf(cursor) });
      const rows = page.rows.map((row) => ({ ...row, at: row.at.toISOString() }));
      return c.json({ rows, next: page.next && cursorOf(page.next) }, 200);
    });
    app.openapi(verify, async (c) => {
      const { since } = c.req.valid("json") ?? {};
      return c.json(await verifyAudit(deps, requireAction(c, "audit.read"), { since }), 200);
    });
  };

const Place = z.object({ at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?Z$/), id: z.uuid() });

const cursorOf = (place: AuditPlace): string => Buffer.from(JSON.stringify(place)).toString("base64url");

function placeOf(cursor: string): AuditPlace {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw invalid("cursor", "must be the `next` of an earlier page");
  }
}
