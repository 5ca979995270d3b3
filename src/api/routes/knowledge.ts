import { createRoute, z } from "@hono/zod-openapi";
import type { Database } from "../../db/pool.ts";
import { type StartImportDeps, startImport } from "../../knowledge/import/start.ts";
import { cancelImport, type ImportReport, importStatus, listImports } from "../../knowledge/import/status.ts";
import type { ImportJob } from "../../knowledge/import/store/jobs.ts";
import { json, NOT_FOUND, PROBLEMS } from "../answers.ts";
import { requireAction } from "../auth.ts";
import type { Routes } from "../server.ts";
import { type StreamEvent, sendEvents } from "../sse.ts";
import { readUpload } from "../uploads.ts";

const instant = z.iso.datetime();
const JobShape = z
  .object({
    id: z.uuid(),
    status: z.enum(["queued", "running", "done", "failed", "canceled"]),
    phase: z.enum(["scan", "links", "articles", "relink", "settle", "done"]),
    total: z.int().openapi({ description: "Files found." }),
    done: z.int().openapi({ description: "Files written." }),
    skipped: z.int().openapi({ description: "Files that had not changed, or are no articles." }),
    failed: z.int(),
    retired: z.int().openapi({ description: "Articles whose files are gone." }),
    error: z.string().nullable(),
    createdAt: instant,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .openapi("ImportJob");
const ReportShape = JobShape.extend({
  problems: z.array(
    z.object({ path: z.string(), state: z.string(), reason: z.string().nullable(), line: z.int().nullable() }),
  ),
}).openapi("ImportReport");

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
    query: z.object({ source: z.string().min(1).max(200).default("upload"), mirror: z.stringbool().default(false) }),
    body: {
      required: true,
      content: {
        "multipart/form-data": { schema: UPLOAD_FORM },
        "application/zip": { schema: BINARY },
      },
    },
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
const cancel = createRoute({
  method: "post",
  path: "/v1/knowledge/imports/{id}/cancel",
  tags,
  summary: "End an import; what it has written stays",
  request: { params: ById },
  responses: { 204: { description: "It ends at its next batch." }, ...PROBLEMS, ...NOT_FOUND },
});
const iso = (date: Date | null) => date?.toISOString() ?? null;
const jobView = (job: ImportJob): z.infer<typeof JobShape> => ({
  id: job.id,
  status: job.status,
  phase: job.phase,
  total: job.total,
  done: job.done,
  skipped: job.skipped,
  failed: job.failed,
  retired: job.retired,
  error: job.error,
  createdAt: job.createdAt.toISOString(),
  startedAt: iso(job.startedAt),
  finishedAt: iso(job.finishedAt),
});
const reportView = (report: ImportReport): z.infer<typeof ReportShape> => ({
  ...jobView(report),
  problems: report.problems.map((problem) => ({ ...problem })),
});

export interface KnowledgeRouteDeps extends StartImportDeps {
  readonly db: Database;
  readonly maxUploadBytes: number;
}

const POLL_MS = 500;

/** The state of an import whenever it has changed, and at its end. */
async function* progressOf(read: () => Promise<ImportReport>, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  for (let last = ""; !signal.aborted; await new Promise((resolve) => setTimeout(resolve, POLL_MS))) {
    const report = reportView(await read());
    const ended = !["queued", "running"].includes(report.status);
    const now = JSON.stringify(report);
    if (now !== last || ended) yield { event: ended ? "done" : "progress", data: report };
    if (ended) return;
    last = now;
  }
}

export const knowledgeRoutes =
  (deps: KnowledgeRouteDeps): Routes =>
  (app) => {
    app.openapi(start, async (c) => {
      const ctx = requireAction(c, "knowledge.write");
      const { source, mirror } = c.req.valid("query");
      const upload = await readUpload(c, deps.maxUploadBytes);
      const { jobId } = await startImport(deps, ctx, { source, mirror, ...upload });
      return c.json({ id: jobId }, 202);
    });
    app.openapi(list, async (c) =>
      c.json({ imports: (await listImports(deps, requireAction(c, "knowledge.read"))).map(jobView) }, 200),
    );
    app.openapi(status, async (c) =>
      c.json(reportView(await importStatus(deps, requireAction(c, "knowledge.read"), c.req.valid("param").id)), 200),
    );
    app.openapi(follow, async (c) => {
      const ctx = requireAction(c, "knowledge.read");
      const read = () => importStatus(deps, ctx, c.req.valid("param").id);
      await read();
      const gone = new AbortController();
      return sendEvents(c, progressOf(read, gone.signal), () => gone.abort()) as never;
    });
    app.openapi(cancel, async (c) => {
      await cancelImport(deps, requireAction(c, "knowledge.write"), c.req.valid("param").id);
      return c.body(null, 204);
    });
  };
