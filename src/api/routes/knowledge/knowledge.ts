import { setTimeout } from "node:timers/promises";
import { createRoute, z } from "@hono/zod-openapi";
import type { Database } from "../../../db/pool.ts";
import { cancelImport, pauseImport, resumeImport, retryImport } from "../../../knowledge/import/control.ts";
import { type EstimateDeps, estimateImport } from "../../../knowledge/import/estimate.ts";
import { type StartImportDeps, startImport } from "../../../knowledge/import/start.ts";
import { type ImportReport, importStatus, listImports } from "../../../knowledge/import/status.ts";
import { json, jsonBody, NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction, stillMay } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import type { Live } from "../../stream/live.ts";
import { type StreamEvent, sendEvents } from "../../stream/sse.ts";
import { readUpload } from "../../uploads.ts";
import { EstimateShape, estimateView, JobShape, jobView, ReportShape, reportView } from "./import-views.ts";

const tags = ["knowledge"];
const ById = z.object({ id: z.uuid() });
// Written for the document alone: a schema that validates would read the whole upload before its size is known.
const BINARY = { type: "string" as const, format: "binary" };
const UPLOAD_FORM = {
  type: "object" as const,
  properties: { file: { type: "array" as const, items: BINARY } },
  required: ["file"],
};
const start = createRoute({
  method: "post",
  path: "/v1/knowledge/imports",
  tags,
  summary:
    "Import files (md, mdx, html, rst, txt, csv, pdf, docx, pptx, xlsx), or a zip of them; it runs in the background",
  request: {
    query: z.strictObject({
      source: z.string().min(1).max(200).default("upload"),
      mirror: z
        .stringbool()
        .default(false)
        .openapi({ description: "Retire articles of the source that are not in the upload." }),
      dryRun: z.stringbool().default(false).openapi({ description: "Only say what it would read and cost." }),
    }),
    body: {
      required: true,
      content: {
        "multipart/form-data": { schema: UPLOAD_FORM },
        "application/zip": { schema: BINARY },
      },
    },
  },
  responses: {
    200: json(EstimateShape, "With `dryRun`: what the import would read and cost; nothing is written."),
    202: json(z.object({ id: z.uuid() }), "The import's id; ask for its state under it."),
    ...PROBLEMS,
  },
});
const startWeb = createRoute({
  method: "post",
  path: "/v1/knowledge/imports/web",
  tags,
  summary: "Import pages of the public web, by their addresses or by a sitemap; it runs in the background",
  request: {
    body: jsonBody(
      z.strictObject({
        source: z.string().min(1).max(200),
        urls: z.array(z.string().max(2_000)).max(5_000).default([]),
        sitemap: z.string().max(2_000).optional(),
        mirror: z
          .boolean()
          .optional()
          .openapi({ description: "Retire pages that are not listed any more; by default with a sitemap only." }),
      }),
    ),
  },
  responses: { 202: json(z.object({ id: z.uuid() }), "The import's id; ask for its state under it."), ...PROBLEMS },
});
const list = createRoute({
  method: "get",
  path: "/v1/knowledge/imports",
  tags,
  summary: "The newest imports",
  responses: { 200: json(z.object({ imports: z.array(JobShape) }), "Newest first."), ...PROBLEMS },
});
const status = createRoute({
  method: "get",
  path: "/v1/knowledge/imports/{id}",
  tags,
  summary: "How an import stands, and what went wrong with which file",
  request: { params: ById },
  responses: { 200: json(ReportShape, "The import."), ...PROBLEMS, ...NOT_FOUND },
});
const follow = createRoute({
  method: "get",
  path: "/v1/knowledge/imports/{id}/events",
  tags,
  summary: "Follow an import (server-sent events `progress`, then `done`)",
  request: { params: ById },
  responses: {
    200: { description: "A stream of events.", content: { "text/event-stream": { schema: z.string() } } },
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});
const control = (verb: string, summary: string, done: string) =>
  createRoute({
    method: "post",
    path: `/v1/knowledge/imports/{id}/${verb}`,
    tags,
    summary,
    request: { params: ById },
    responses: { 204: { description: done }, ...PROBLEMS, ...NOT_FOUND },
  });
const cancel = control("cancel", "End an import; what it has written stays", "It ends at its next batch.");
const pause = control("pause", "Hold an import; what it has written stays", "It stops at its next batch.");
const resume = control("resume", "Let a paused import go on where it stopped", "It goes on.");
const retry = createRoute({
  method: "post",
  path: "/v1/knowledge/imports/{id}/retry",
  tags,
  summary: "Try the failed files of an ended import again, or the rest of an import that failed itself",
  request: { params: ById },
  responses: { 200: json(z.object({ files: z.int() }), "How many files are tried again."), ...PROBLEMS, ...NOT_FOUND },
});

export interface KnowledgeRouteDeps extends StartImportDeps, Omit<EstimateDeps, "limits"> {
  readonly db: Database;
  readonly maxUploadBytes: number;
  readonly live: Live;
}

const POLL_MS = 500;

/** The state of an import whenever it has changed, and at its end. */
async function* stepsOf(
  read: () => Promise<ImportReport>,
  pause: () => Promise<void>,
  signal: AbortSignal,
  mayRead: () => Promise<boolean>,
): AsyncGenerator<StreamEvent> {
  for (let last = ""; !signal.aborted; await pause()) {
    const report = reportView(await read());
    const ended = !["queued", "running", "paused"].includes(report.status);
    const now = JSON.stringify(report);
    const isNews = now !== last || ended;
    if (isNews && !(await mayRead())) return;
    if (isNews) yield { event: ended ? "done" : "progress", data: report };
    if (ended) return;
    last = now;
  }
}

export const knowledgeRoutes =
  (deps: KnowledgeRouteDeps): Routes =>
  (app) => {
    const { live } = deps;
    app.openapi(start, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { source, mirror, dryRun } = c.req.valid("query");
      const upload = await readUpload(c, deps.maxUploadBytes);
      if (dryRun)
        return c.json(estimateView(await estimateImport(deps, ctx, { source, ...upload }, c.req.raw.signal)), 200);
      const { jobId } = await startImport(deps, ctx, { source, mirror, ...upload });
      return c.json({ id: jobId }, 202);
    });
    app.openapi(startWeb, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { source, urls, sitemap, mirror } = c.req.valid("json");
      const request = { source, web: { urls, sitemap }, ...(mirror === undefined ? {} : { mirror }) };
      return c.json({ id: (await startImport(deps, ctx, request)).jobId }, 202);
    });
    app.openapi(list, async (c) =>
      c.json({ imports: (await listImports(deps, requireAction(c, "knowledge.read"))).map(jobView) }, 200),
    );
    app.openapi(status, async (c) =>
      c.json(reportView(await importStatus(deps, requireAction(c, "knowledge.read"), c.req.valid("param").id)), 200),
    );
    app.openapi(follow, async (c) => {
      const ctx = requireAction(c, "knowledge.read");
      const { id } = c.req.valid("param");
      const read = () => importStatus(deps, ctx, id);
      await read();
      const gone = new AbortController();
      const signal = AbortSignal.any([gone.signal, live.ended]);
      const pause = () => setTimeout(POLL_MS, undefined, { signal }).catch(() => {});
      const steps = stepsOf(read, pause, signal, () => stillMay(c, "knowledge.read"));
      return sendEvents(c, live.counted(ctx.tenantId, ctx.actor, steps), () => gone.abort()) as never;
    });
    app.openapi(cancel, async (c) => {
      await cancelImport(deps, requireAction(c, "knowledge.write"), c.req.valid("param").id);
      return c.body(null, 204);
    });
    app.openapi(pause, async (c) => {
      await pauseImport(deps, requireAction(c, "knowledge.write"), c.req.valid("param").id);
      return c.body(null, 204);
    });
    app.openapi(resume, async (c) => {
      await resumeImport(deps, requireAction(c, "knowledge.write"), c.req.valid("param").id);
      return c.body(null, 204);
    });
    app.openapi(retry, async (c) =>
      c.json({ files: await retryImport(deps, requireAction(c, "knowledge.write"), c.req.valid("param").id) }, 200),
    );
  };
