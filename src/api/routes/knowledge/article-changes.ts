import { createRoute, z } from "@hono/zod-openapi";
import { reviewArticle } from "../../../knowledge/articles/edit.ts";
import { fileChange, keepEdit, takeFileChange } from "../../../knowledge/articles/file-changes.ts";
import { restoreArticle, retireArticle } from "../../../knowledge/articles/publish.ts";
import type { GateDeps, GateOutcome } from "../../../knowledge/gate/gate.ts";
import { publishArticle, tryGate } from "../../../knowledge/gate/publish.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction } from "../../auth.ts";
import { writtenText } from "../../bodies.ts";
import { IF_MATCH, seenVersion } from "../../if-match.ts";
import type { Routes } from "../../server.ts";
import { DiffLineShape, GateShape, instant } from "./article-views.ts";

const tags = ["knowledge"];
const ById = z.object({ id: z.uuid() });
const Reason = z.strictObject({ reason: z.string().trim().max(500).default("") });
const reason = { content: { "application/json": { schema: Reason } } };
const Changed = z.object({ id: z.uuid(), revision: z.int() });
const RESPONSES = {
  200: json(Changed, "The new revision."),
  ...PROBLEMS,
  ...NOT_FOUND,
  409: PROBLEMS[400],
  412: PROBLEMS[400],
};
const verb = <Name extends string>(name: Name, summary: string) => ({
  method: "post" as const,
  path: `/v1/knowledge/articles/{id}/${name}` as const,
  tags,
  summary,
  responses: RESPONSES,
});

const check = createRoute({
  ...verb("gate", "Ask all stored questions as if the draft were published; nothing is changed"),
  request: { params: ById },
  responses: { ...RESPONSES, 200: json(GateShape, "What publishing would do.") },
});
const publish = createRoute({
  ...verb("publish", "Publish the draft if every known question still finds its answer"),
  description:
    "Search finds the new version from this moment on. A draft that fails the gate is refused (409) with the questions; a manager may override it with a reason.",
  request: {
    params: ById,
    headers: IF_MATCH,
    body: jsonBody(Reason.extend({ override: z.strictObject({ reason: writtenText(500) }).optional() })),
  },
  responses: {
    ...RESPONSES,
    200: json(Changed.extend({ version: z.int(), gate: GateShape }), "The published version."),
  },
});
const retire = createRoute({
  ...verb("retire", "Take the article out of search; it can be restored"),
  request: { params: ById, headers: IF_MATCH, body: reason },
});
const restore = createRoute({
  ...verb("restore", "Undo a retirement"),
  request: { params: ById, headers: IF_MATCH },
});
const review = createRoute({
  ...verb("review", "Say that the published version was read and still holds"),
  request: { params: ById, headers: IF_MATCH },
});
const file = createRoute({
  method: "get",
  path: "/v1/knowledge/articles/{id}/file-change",
  tags,
  summary: "What an import found in the file since a person edited the article",
  request: { params: ById },
  responses: {
    200: json(
      z.object({
        change: z.enum(["changed", "gone"]),
        title: z.string(),
        body: z.string(),
        createdAt: instant,
        lines: z.array(DiffLineShape),
      }),
      "The file's text beside the published one.",
    ),
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const take = createRoute({
  ...verb("file-change/take", "Make the file's text the draft"),
  request: { params: ById, headers: IF_MATCH },
});
const keep = createRoute({
  ...verb("file-change/keep", "Keep the article as a person edited it"),
  request: { params: ById, headers: IF_MATCH },
});

const gateView = ({ passed, checked, missed, lost }: GateOutcome) => ({
  passed,
  checked,
  missed: [...missed],
  lost: [...lost],
});

export const articleChangeRoutes =
  (deps: GateDeps): Routes =>
  (app) => {
    app.openapi(check, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      return c.json(gateView(await tryGate(deps, ctx, c.req.valid("param").id)), 200);
    });
    app.openapi(publish, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      const { reason: why, override } = c.req.valid("json");
      const options = { revision: seenVersion(c), reason: why, ...(override && { override: override.reason }) };
      const { gate, ...published } = await publishArticle(deps, ctx, id, options);
      return c.json({ id, ...published, gate: gateView(gate) }, 200);
    });
    app.openapi(retire, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      const seen = { revision: seenVersion(c) };
      return c.json({ id, revision: await retireArticle(deps, ctx, id, seen, c.req.valid("json").reason) }, 200);
    });
    app.openapi(restore, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      return c.json({ id, revision: await restoreArticle(deps, ctx, id, { revision: seenVersion(c) }) }, 200);
    });
    app.openapi(review, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      return c.json({ id, revision: await reviewArticle(deps, ctx, id, { revision: seenVersion(c) }) }, 200);
    });
    app.openapi(file, async (c) => {
      const found = await fileChange(deps, requireAction(c, "knowledge.write"), c.req.valid("param").id);
      const { change, title, body, createdAt, lines } = found;
      return c.json(
        {
          change,
          title,
          body,
          createdAt: createdAt.toISOString(),
          lines: lines.map((row) => ({ ...row, words: [...row.words] })),
        },
        200,
      );
    });
    app.openapi(take, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      return c.json({ id, revision: await takeFileChange(deps, ctx, id, { revision: seenVersion(c) }) }, 200);
    });
    app.openapi(keep, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { id } = c.req.valid("param");
      return c.json({ id, revision: await keepEdit(deps, ctx, id, { revision: seenVersion(c) }) }, 200);
    });
  };
