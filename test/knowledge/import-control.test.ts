import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { estimateTokens } from "../../src/kernel/tokens.ts";
import { cancelImport, pauseImport, resumeImport, retryImport } from "../../src/knowledge/import/control.ts";
import { estimateImport } from "../../src/knowledge/import/estimate.ts";
import { type ImportProgress, progressOf } from "../../src/knowledge/import/progress.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { importStatus } from "../../src/knowledge/import/status.ts";
import { send, testTenant } from "../support/app.ts";
import { testClock } from "../support/clock.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { pdf } from "./document-samples.ts";
import { recordingIndex } from "./recording-index.ts";

const db = await testDatabase();
const root = mkdtempSync(join(tmpdir(), "import-control-"));
afterAll(() => rmSync(root, { recursive: true }));
const never = new AbortController().signal;
let folders = 0;

async function setting(files: Readonly<Record<string, string | Uint8Array>>) {
  const { ctx } = await freshTenant();
  const folder = join(root, String(++folders));
  mkdirSync(folder);
  const put = (more: typeof files) => {
    for (const [path, content] of Object.entries(more)) writeFileSync(join(folder, path), content);
  };
  put(files);
  const index = recordingIndex();
  const clock = testClock();
  const deps = { db, clock, log: silentLogger, index };
  const start = async () => (await startImport(deps, ctx, { source: "docs", folder })).jobId;
  const run = (id: string, onProgress?: (progress: ImportProgress) => void) =>
    runImport({ ...deps, ...(onProgress && { onProgress }) }, ctx, id, never);
  const report = (id: string) => importStatus(deps, ctx, id);
  return { ctx, folder, put, index, clock, deps, start, run, report };
}
const pages = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}.md`, `# Page ${i}\n\nText ${i}.`]));

test("an import that is paused in the middle stops at its next batch and goes on from there, nothing twice", async () => {
  const { ctx, index, deps, start, run, report } = await setting(pages(6));
  const id = await start();
  index.beforePrepare = async () => {
    if (index.written.length > 0) await pauseImport(deps, ctx, id).catch(() => {});
  };
  expect(await run(id)).toMatchObject({ status: "paused" });
  const before = index.written.length;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(6);
  // Whoever picks the job up now finds that there is nothing to do.
  expect(await run(id)).toMatchObject({ status: "paused", done: before });
  await expect(
    startImport(deps, ctx, { source: "docs", files: [{ path: "x.md", content: Buffer.from("x") }] }),
  ).rejects.toThrow(/paused.*Resume it or cancel it/);
  index.beforePrepare = () => Promise.resolve();
  await resumeImport(deps, ctx, id);
  expect(await run(id)).toMatchObject({ status: "done", done: 6 });
  expect([...index.written].sort()).toEqual(Object.keys(pages(6)).sort());
  expect(await report(id)).toMatchObject({ total: 6, done: 6, failed: 0 });
  await expect(pauseImport(deps, ctx, id)).rejects.toThrow("ended already: done");
  await expect(resumeImport(deps, ctx, id)).rejects.toThrow("not paused");
});

test("a paused import can be cancelled, and each step has its audit row", async () => {
  const { ctx, deps, start, run } = await setting(pages(1));
  const id = await start();
  await pauseImport(deps, ctx, id);
  await expect(pauseImport(deps, ctx, id)).rejects.toThrow("paused already");
  await cancelImport(deps, ctx, id);
  expect(await run(id)).toMatchObject({ status: "canceled", done: 0 });
  await expect(retryImport(deps, ctx, id)).rejects.toThrow("ended already: canceled");
  const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query<{ action: string }>("select action from audit where tenant_id = $1 and object_id = $2", [
      ctx.tenantId,
      id,
    ]),
  );
  expect(rows.map(({ action }) => action).sort()).toEqual([
    "knowledge.import",
    "knowledge.import.cancel",
    "knowledge.import.pause",
  ]);
});

test("only the files that failed are read again, from a folder and from an upload", async () => {
  const { ctx, put, index, deps, start, run, report } = await setting({
    "good.md": "# G\n\ng",
    "bad.pdf": "%PDF-1.4 x",
  });
  const id = await start();
  expect(await run(id)).toMatchObject({ status: "done", done: 1, failed: 1 });
  put({ "bad.pdf": pdf([["Mended."]]) });
  expect(await retryImport(deps, ctx, id)).toBe(1);
  expect(await run(id)).toMatchObject({ status: "done", total: 2, done: 2, failed: 0 });
  expect(index.written).toEqual(["good.md", "bad.pdf"]);
  expect((await report(id)).problems).toEqual([]);
  await expect(retryImport(deps, ctx, id)).rejects.toThrow("No file of this import failed");

  const files = [
    { path: "a.md", content: Buffer.from("# A\n\na") },
    { path: "b.pdf", content: Buffer.from("%PDF-1.4 x") },
  ];
  const { jobId } = await startImport(deps, ctx, { source: "upload", files });
  expect(await run(jobId)).toMatchObject({ status: "done", failed: 1 });
  const kept = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query<{ path: string }>("select path from import_blob where tenant_id = $1 and job_id = $2", [
      ctx.tenantId,
      jobId,
    ]),
  );
  expect(kept.rows).toEqual([{ path: "b.pdf" }]);
  expect(await retryImport(deps, ctx, jobId)).toBe(1);
  expect(await run(jobId)).toMatchObject({ status: "done", done: 1, failed: 1, total: 2 });
});

test("an import that failed as a whole can be tried again once its cause is mended", async () => {
  const { ctx, put, deps, start, run } = await setting({ "a.md": "# A\n\na", "rules.yaml": "- match: 1" });
  const id = await start();
  expect(await run(id)).toMatchObject({ status: "failed", error: expect.stringContaining("rules.yaml") });
  put({ "rules.yaml": "" });
  expect(await retryImport(deps, ctx, id)).toBe(0);
  expect(await run(id)).toMatchObject({ status: "done", done: 1, error: null });
});

test("the rate counts the work of the run under way and says how long is left", async () => {
  const { index, clock, start, run, report } = await setting(pages(8));
  index.beforeWrite = () => clock.advance(2_000);
  const seen: ImportProgress[] = [];
  const id = await start();
  await run(id, (progress) => seen.push(progress));
  const last = seen.findLast(({ perSecond, through }) => perSecond !== null && through < 8);
  expect(last?.perSecond).toBeGreaterThan(0);
  expect(last?.secondsLeft).toBeCloseTo((8 - last!.through) / last!.perSecond!);
  expect(progressOf(await report(id))).toMatchObject({ through: 8, perSecond: null, secondsLeft: null });
});

test("an estimate reads what an import would, and writes nothing", async () => {
  const { ctx, folder, put, deps, start, run } = await setting({ ...pages(3), "bad.pdf": "%PDF-1.4 x", "x.ods": "x" });
  const model = {
    log: silentLogger,
    embedder: { id: "text-model@3", kind: "neural" as const },
    microsPerMillionTokens: 20_000,
  };
  const ask = () => estimateImport({ ...deps, ...model }, ctx, { source: "docs", folder }, never);
  const first = await ask();
  expect(first).toMatchObject({ files: 5, toRead: 3, unchanged: 0, failed: 1, chunks: 3, model: "text-model@3" });
  expect(first.tokens).toBeGreaterThan(3);
  expect(first.costMicros).toBe(Math.ceil((first.tokens * 20_000) / 1_000_000));
  expect(first.problems.map(({ path }) => path)).toEqual(["bad.pdf", "x.ods"]);
  expect(await ask()).toEqual(first);
  await run(await start());
  put({ "p0.md": "# Page 0\n\n改过的文字。" });
  expect(await ask()).toMatchObject({ toRead: 1, unchanged: 2, failed: 1, chunks: 1 });
});

test("tokens are counted by script", () => {
  expect(estimateTokens("")).toBe(0);
  expect(estimateTokens("备份数据。")).toBe(5);
  expect(estimateTokens("backup the data folder")).toBe(6);
});

test("the API pauses, resumes, retries and estimates", async () => {
  const { app, ctx, key } = await testTenant();
  const as = await key(["knowledge:write", "knowledge:read"]);
  const form = new FormData();
  form.append("file", new Blob(["# A\n\nWords to embed."]), "a.md");
  const estimate = await send(app.fetch, "POST /v1/knowledge/imports?dryRun=true", as, form);
  expect(estimate).toMatchObject({
    status: 200,
    body: { files: 1, toRead: 1, chunks: 1, costMicros: 0, problems: [] },
  });
  expect((await send(app.fetch, "GET /v1/knowledge/imports", as)).body).toEqual({ imports: [] });
  const { jobId } = await startImport(app.imports, ctx, {
    source: "s",
    files: [{ path: "a.pdf", content: Buffer.from("%PDF-1") }],
  });
  const call = (verb: string) => send(app.fetch, `POST /v1/knowledge/imports/${jobId}/${verb}`, as);
  expect((await call("retry")).status).toBe(409);
  expect((await call("pause")).status).toBe(204);
  expect((await call("pause")).status).toBe(409);
  expect((await send(app.fetch, `GET /v1/knowledge/imports/${jobId}`, as)).body).toMatchObject({
    status: "paused",
    perSecond: null,
  });
  expect((await call("resume")).status).toBe(204);
  await runImport(app.imports, ctx, jobId, never);
  expect(await call("retry")).toMatchObject({ status: 200, body: { files: 1 } });
});
