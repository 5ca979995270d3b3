import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { getArticle, listArticles } from "../../src/knowledge/articles/read.ts";
import { cancelImport } from "../../src/knowledge/import/control.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { importStatus } from "../../src/knowledge/import/status.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { recordingIndex } from "./recording-index.ts";

const db = await testDatabase();
const root = mkdtempSync(join(tmpdir(), "import-"));
afterAll(() => rmSync(root, { recursive: true }));
const never = new AbortController().signal;
let folders = 0;

function put(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A tenant with a folder to import from, and verbs bound to both. */
async function setting(files: Readonly<Record<string, string | Uint8Array>>) {
  const { ctx } = await freshTenant();
  const folder = join(root, String(++folders));
  mkdirSync(folder);
  put(folder, files);
  const index = recordingIndex();
  const deps = { db, clock: systemClock, log: silentLogger, index };
  const start = async () => (await startImport(deps, ctx, { source: "docs", folder })).jobId;
  const run = (jobId: string, signal = never, takeOver = false) => runImport(deps, ctx, jobId, signal, { takeOver });
  const importOnce = async () => {
    const jobId = await start();
    await run(jobId);
    return importStatus(deps, ctx, jobId);
  };
  const paths = async (status?: "live" | "retired" | "failed") =>
    (await listArticles(deps, ctx, status ? { status } : {})).articles.map(({ path }) => path);
  return { ctx, folder, index, deps, start, run, importOnce, paths };
}

test("a folder becomes articles that are indexed and can be read", async () => {
  const { ctx, index, deps, importOnce } = await setting({
    "zh/备份.md": '---\nproduct: erp\nversions: ">=8.0"\naudience: internal\n---\n# 备份\n\n每天备份。\n',
    "en/restore.txt": "Restore\n\nStop the service first.\n",
    "en/picture.png": "no picture",
  });
  const report = await importOnce();
  expect(report).toMatchObject({
    status: "done",
    phase: "done",
    total: 2,
    done: 2,
    skipped: 0,
    failed: 0,
    problems: [],
  });
  const { articles } = await listArticles(deps, ctx, { product: "erp" });
  expect(articles).toMatchObject([
    {
      path: "zh/备份.md",
      title: "备份",
      version: 1,
      status: "live",
      scope: { audience: "internal", versions: ">=8.0", language: "zh" },
    },
  ]);
  const article = await getArticle(deps, ctx, articles[0]!.id);
  const block = index.held.get(article.id)!.parsed.sections[0]!.blocks[0]!;
  expect(article.body.slice(block.start, block.end)).toBe("每天备份。");
  await expect(getArticle(deps, ctx, article.id, { audiences: ["public", "customer"] })).rejects.toThrow(
    "does not exist",
  );
});

test("a second import touches nothing, and a third only what changed, appeared or vanished", async () => {
  const { folder, index, importOnce, paths } = await setting({
    "a.md": "# A\n\na",
    "b.md": "# B\n\nb",
    "c.md": "# C\n\nc",
  });
  await importOnce();
  expect(await importOnce()).toMatchObject({ total: 3, done: 0, skipped: 3, retired: 0, relinked: 0 });
  put(folder, { "b.md": "# B\n\nnew", "d.md": "# D\n\nd" });
  rmSync(join(folder, "c.md"));
  expect(await importOnce()).toMatchObject({ total: 4, done: 2, skipped: 1, retired: 1, relinked: 0 });
  expect(index.written).toEqual(["a.md", "b.md", "c.md", "b.md", "d.md"]);
  expect(index.removed).toEqual(["c.md"]);
  expect(await paths("live")).toEqual(["a.md", "b.md", "d.md"]);
  expect([...index.held.values()].find(({ parsed }) => parsed.path === "b.md")?.version).toBe(2);
});

test("an older version of an article can still be read", async () => {
  const { ctx, folder, deps, importOnce } = await setting({ "a.md": "# A\n\nold" });
  await importOnce();
  put(folder, { "a.md": "# A\n\nnew" });
  await importOnce();
  const { articles } = await listArticles(deps, ctx);
  const read = async (version?: number) =>
    (await getArticle(deps, ctx, articles[0]!.id, version ? { version } : {})).body;
  expect([await read(), await read(1)]).toEqual(["# A\n\nnew", "# A\n\nold"]);
});

test("a page that came back is indexed again under its old id", async () => {
  const { ctx, folder, index, deps, importOnce } = await setting({ "a.md": "# A\n\na", "b.md": "# B\n\nb" });
  await importOnce();
  const before = (await listArticles(deps, ctx)).articles.map(({ id }) => id);
  rmSync(join(folder, "a.md"));
  await importOnce();
  put(folder, { "a.md": "# A\n\na" });
  await importOnce();
  expect((await listArticles(deps, ctx)).articles.map(({ id }) => id)).toEqual(before);
  expect(index.held.size).toBe(2);
});

test("the words of links reach the pages they lead to, and a changed link re-indexes only its target", async () => {
  const { folder, index, importOnce } = await setting({
    "a.md": "# A\n\n[how to restore](sub/b.md#steps) and [how to restore](/sub/b.md#steps)",
    "sub/b.md": "# B\n\nb\n\n## Steps\n\nc",
    "c.rst": "Top\n===\n\nSee :ref:`the label <here>`.\n",
    "d.rst": ".. _here:\n\nPlace\n=====\n\nText.\n",
    "e.md": "# E\n\ne",
  });
  await importOnce();
  const linksTo = (path: string) => [...index.held.values()].find(({ parsed }) => parsed.path === path)?.inLinks;
  expect(linksTo("sub/b.md")).toEqual([{ anchor: "steps", text: "how to restore", count: 2 }]);
  expect(linksTo("d.rst")).toEqual([{ anchor: "here", text: "the label", count: 1 }]);
  expect(index.written).toHaveLength(5);
  put(folder, { "a.md": "# A\n\n[recovery](sub/b.md)" });
  expect(await importOnce()).toMatchObject({ done: 1, relinked: 1 });
  expect(linksTo("sub/b.md")).toEqual([{ anchor: null, text: "recovery", count: 1 }]);
  expect(index.written.slice(5)).toEqual(["a.md", "sub/b.md"]);
});

test("a broken file fails alone with its reason and line, and its last good version stays", async () => {
  const { folder, index, importOnce, paths } = await setting({
    "good.md": "# G\n\ng",
    "front.md": "---\ntitle: T\naudience: all\n---\nx",
    "liar.md": Buffer.from("%PDF-1.4 ..."),
    "empty.md": "\n",
    "table.ods": "PK",
  });
  const report = await importOnce();
  expect(report).toMatchObject({ status: "done", done: 1, failed: 2, skipped: 2 });
  expect(report.problems).toMatchObject([
    { path: "front.md", state: "failed", line: 3, reason: expect.stringContaining("audience") },
    { path: "liar.md", state: "failed", reason: "The file is a PDF, not text." },
    { path: "empty.md", state: "skipped", reason: "The file holds no text." },
    { path: "table.ods", state: "skipped", reason: "Files named *.ods cannot be read." },
  ]);
  put(folder, { "good.md": Buffer.from([0, 1, 2]) });
  expect(await importOnce()).toMatchObject({ failed: 3, done: 0 });
  expect(await importOnce()).toMatchObject({ failed: 3, done: 0 });
  expect(await paths("live")).toEqual(["good.md"]);
  expect(index.removed).toEqual([]);
  put(folder, { "good.md": "# G\n\ng" });
  expect(await importOnce()).toMatchObject({ failed: 2, done: 1 });
});

test("a run that dies is taken up where it was: nothing is repeated and nothing is lost", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`p${i}.md`, `# P${i}\n\n[next](p${(i + 1) % 30}.md)`]),
  );
  const { ctx, index, start, run, deps } = await setting(files);
  const jobId = await start();
  let writes = 0;
  index.beforeWrite = () => {
    writes += 1;
    if (writes % 3 === 0) throw new Error("the machine died");
  };
  let runs = 0;
  for (let done = false; !done; runs++)
    done = await run(jobId).then(
      () => true,
      () => false,
    );
  expect(runs).toBeGreaterThan(2);
  expect(index.written.toSorted()).toEqual(Object.keys(files).toSorted());
  expect(await importStatus(deps, ctx, jobId)).toMatchObject({
    total: 30,
    done: 30,
    failed: 0,
    relinked: 0,
    status: "done",
  });
  const { rows } = await inTenant(db, ctx.tenantId, (tx) =>
    tx.query("select 1 from article_version where tenant_id = $1", [ctx.tenantId]),
  );
  expect(rows).toHaveLength(30);
});

test("two runs of one job never work at once, and one that lost its lease commits nothing", async () => {
  const { index, start, run } = await setting({ "a.md": "# A\n\na", "b.md": "# B\n\nb" });
  const jobId = await start();
  const others: unknown[] = [];
  index.beforePrepare = async (path) => {
    if (path !== "b.md") return;
    index.beforePrepare = () => Promise.resolve();
    others.push(await run(jobId).catch((error: Error) => error.message));
    others.push(await run(jobId, never, true));
  };
  expect(await run(jobId)).toMatchObject({ status: "done", done: 2 });
  expect(others).toMatchObject(["The import is being run already.", { status: "done", done: 2 }]);
  expect(index.written).toEqual(["a.md", "b.md"]);
});

test("a stopped run waits for the next one; a cancelled one does not", async () => {
  const { ctx, index, deps, start, run, paths } = await setting({
    "a.md": "# A\n\na",
    "b.md": "# B\n\nb",
    "c.md": "# C\n\nc",
  });
  const jobId = await start();
  const stop = new AbortController();
  index.beforeWrite = () => stop.abort();
  await expect(run(jobId, stop.signal)).rejects.toThrow("stopped");
  expect(await importStatus(deps, ctx, jobId)).toMatchObject({ status: "queued" });
  index.beforeWrite = () => {};
  expect(await run(jobId)).toMatchObject({ status: "done", done: 3 });
  expect(await paths("live")).toEqual(["a.md", "b.md", "c.md"]);
  const other = await start();
  await expect(start()).rejects.toThrow("under way");
  await cancelImport(deps, ctx, other);
  expect(await run(other)).toMatchObject({ status: "canceled" });
  await expect(cancelImport(deps, ctx, other)).rejects.toThrow("ended already");
});

test("rules and dictionary of the folder are read; a change of either reaches the articles it concerns", async () => {
  const { ctx, folder, index, deps, importOnce } = await setting({
    "rules.yaml": '- match: "in/**"\n  set: { audience: internal }\n',
    "dictionary.yaml": "words: [结账向导]\nsynonyms:\n  - [关账, 结账]\n",
    "products.yaml": 'products:\n  - code: erp\n    versions: [{ value: "8.0" }]\n',
    "in/a.txt": "内部\n\n文字。",
    "b.txt": "公开\n\n文字。",
  });
  await importOnce();
  const audiences = async () => (await listArticles(deps, ctx)).articles.map(({ scope }) => scope.audience);
  expect(await audiences()).toEqual(["public", "internal"]);
  put(folder, { "rules.yaml": '- match: "in/**"\n  set: { audience: customer }\n' });
  expect(await importOnce()).toMatchObject({ done: 1, relinked: 0 });
  expect(await audiences()).toEqual(["public", "customer"]);
  put(folder, { "dictionary.yaml": "words: [结账向导, 反结账]\n" });
  index.written.length = 0;
  expect(await importOnce()).toMatchObject({ done: 0, relinked: 2 });
  expect(index.written).toEqual(["b.txt", "in/a.txt"]);
  expect(await audiences()).toEqual(["public", "customer"]);
});

test("a malformed settings file fails the import before anything is written", async () => {
  const { importOnce, paths } = await setting({
    "rules.yaml": "- match: 1\n  set: { audiense: x }",
    "a.md": "# A\n\na",
  });
  expect(await importOnce()).toMatchObject({ status: "failed", error: expect.stringContaining("rules.yaml, rule 1") });
  expect(await paths()).toEqual([]);
});

test("links are not followed, hidden files not seen, and a huge file is refused unread", async () => {
  const { folder, importOnce, paths } = await setting({
    "a.md": "# A\n\na",
    ".git/x.md": "# X\n\nx",
    "sub/.hid.md": "# Y\n\ny",
  });
  put(root, { "secret.md": "# Secret\n\ns" });
  symlinkSync(join(root, "secret.md"), join(folder, "link.md"));
  symlinkSync(root, join(folder, "up"));
  writeFileSync(join(folder, "huge.md"), "");
  truncateSync(join(folder, "huge.md"), 200_000_000);
  const report = await importOnce();
  expect(report.problems.map(({ path, state, reason }) => [path, state, reason])).toEqual([
    ["huge.md", "failed", "The file has 200 MB; at most 20 MB are read."],
    ["link.md", "failed", "Symbolic links are not followed."],
    ["up", "skipped", "Symbolic links are not followed."],
  ]);
  expect(await paths("live")).toEqual(["a.md"]);
});

test("progress counts up to the total", async () => {
  const { ctx, deps, start } = await setting(
    Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`p${i}.md`, `# P${i}\n\np`])),
  );
  const seen: [number, number][] = [];
  const onProgress = ({ through, job }: { through: number; job: { total: number } }) => seen.push([through, job.total]);
  await runImport({ ...deps, onProgress }, ctx, await start(), never);
  expect(seen.at(-1)).toEqual([12, 12]);
  expect(seen.map(([through]) => through)).toEqual(seen.map(([through]) => through).toSorted((a, b) => a - b));
});

test("another tenant sees neither articles nor imports", async () => {
  const { deps, ctx, start, run } = await setting({ "a.md": "# A\n\na" });
  const jobId = await start();
  await run(jobId);
  const id = (await listArticles(deps, ctx)).articles[0]!.id;
  const stranger = (await freshTenant()).ctx;
  expect((await listArticles(deps, stranger)).articles).toEqual([]);
  await expect(getArticle(deps, stranger, id)).rejects.toThrow("does not exist");
  await expect(importStatus(deps, stranger, jobId)).rejects.toThrow("does not exist");
  await expect(runImport(deps, stranger, jobId, never)).rejects.toThrow("does not exist");
});
