import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { listArticles } from "../../src/knowledge/articles/read.ts";
import { retryImport } from "../../src/knowledge/import/control.ts";
import { runImport } from "../../src/knowledge/import/run.ts";
import { startImport } from "../../src/knowledge/import/start.ts";
import { importStatus } from "../../src/knowledge/import/status.ts";
import { fetchPage, openWeb } from "../../src/knowledge/import/web/fetch.ts";
import { WEB_LIMITS, type WebAccess } from "../../src/knowledge/import/web/limits.ts";
import { send, testTenant } from "../support/app.ts";
import { testDatabase } from "../support/database.ts";
import { freshTenant } from "../support/tenants.ts";
import { pdf } from "./document-samples.ts";
import { recordingIndex } from "./recording-index.ts";

type Page = (request: IncomingMessage, response: ServerResponse) => void;

const db = await testDatabase();
const never = new AbortController().signal;
const pages = new Map<string, Page>();
const asked: string[] = [];
const server = createServer((request, response) => {
  const key = `${request.headers.host?.split(":")[0]}${request.url}`;
  asked.push(key);
  const page = pages.get(key);
  if (page) page(request, response);
  else response.writeHead(404).end("gone");
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Reaches the test's server under any name, and nothing else. */
const web: WebAccess = {
  resolve: (host) =>
    host.endsWith(".example") ? Promise.resolve(["127.0.0.1"]) : Promise.reject(new Error("unknown")),
  isAllowed: (address) => address === "127.0.0.1",
  anyPort: true,
  limits: { ...WEB_LIMITS, pauseMs: 0, pageMs: 3_000, maxPageBytes: 100_000, maxRedirects: 3 },
};
let sites = 0;

/** A site of its own name, with a tenant that imports from it. */
async function setting() {
  const host = `site${++sites}.example`;
  const { ctx } = await freshTenant();
  const index = recordingIndex();
  const deps = { db, clock: systemClock, log: silentLogger, index, web };
  const at = (path: string) => `http://${host}:${port}${path}`;
  const put = (path: string, page: Page | string | null, type = "text/html") => {
    if (page === null) pages.delete(`${host}${path}`);
    else
      pages.set(
        `${host}${path}`,
        typeof page === "string" ? (_, response) => response.writeHead(200, { "content-type": type }).end(page) : page,
      );
  };
  const run = async (id: string) => {
    await runImport(deps, ctx, id, never);
    return importStatus(deps, ctx, id);
  };
  const importOnce = async (source: { urls: readonly string[]; sitemap?: string }) =>
    run((await startImport(deps, ctx, { source: "site", web: source })).jobId);
  const articles = async () =>
    Object.fromEntries(
      (await listArticles(deps, ctx)).articles.map(({ path, status }) => [path.slice(path.indexOf("/") + 1), status]),
    );
  return { host, ctx, deps, index, at, put, run, importOnce, articles };
}
const html = (title: string, text: string) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`;
const siteMap = (...urls: string[]) =>
  `<?xml version="1.0"?><urlset>${urls.map((url) => `<url><loc>${url.replaceAll("&", "&amp;")}</loc></url>`).join("")}</urlset>`;

test("a sitemap that leaves out its own host means itself, in its pages and in further sitemaps", async () => {
  const { put, at, importOnce, articles } = await setting();
  put("/a", html("A", "Text of A."));
  put("/docs/b", html("B", "Text of B."));
  put("/docs/sitemap.xml", "<sitemapindex><sitemap><loc>/more.xml</loc></sitemap></sitemapindex>");
  put("/more.xml", siteMap("/a", "docs/b"));
  expect(await importOnce({ urls: [], sitemap: at("/docs/sitemap.xml") })).toMatchObject({ status: "done", done: 2 });
  expect(Object.keys(await articles()).sort()).toEqual(["a.html", "docs/b.html"]);
});

test("pages of a sitemap become articles; an unchanged one is not sent again, a gone one is retired, a failing one keeps its old version", async () => {
  const { at, put, index, importOnce, articles } = await setting();
  let sent = 0;
  put("/a", (request, response) => {
    if (request.headers["if-none-match"] === '"v1"') return void response.writeHead(304).end();
    sent += 1;
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", etag: '"v1"' }).end(html("A", "Text of A."));
  });
  put("/b/", html("B", "Text of B."));
  put("/c?x=1&y=2", html("C", "Text of C."));
  put(
    "/d.pdf",
    (_, response) => void response.writeHead(200, { "content-type": "application/pdf" }).end(pdf([["Text of D."]])),
  );
  put("/more.xml.gz", (_, response) => void response.writeHead(200).end(gzipSync(siteMap(at("/d.pdf")))));
  put(
    "/sitemap.xml",
    `<sitemapindex><sitemap><loc>${at("/pages.xml")}</loc></sitemap><sitemap><loc>${at("/more.xml.gz")}</loc></sitemap></sitemapindex>`,
  );
  put("/pages.xml", siteMap(at("/a"), at("/b/"), at("/c?x=1&y=2")));
  const source = { urls: [], sitemap: at("/sitemap.xml") };
  expect(await importOnce(source)).toMatchObject({ status: "done", total: 4, done: 4, failed: 0 });
  expect(index.written).toHaveLength(4);
  const first = await articles();
  expect(
    Object.keys(first)
      .map((path) => path.replace(/-[0-9a-f]{10}/, "-?"))
      .sort(),
  ).toEqual(["a.html", "b/index.html", "c-?.html", "d.pdf"]);

  put("/b/", html("B", "Another text of B."));
  put("/c?x=1&y=2", null);
  put("/d.pdf", (_, response) => void response.writeHead(500).end());
  const second = await importOnce(source);
  expect(second).toMatchObject({ status: "done", done: 1, skipped: 1, failed: 1, retired: 1 });
  expect(second.problems).toMatchObject([{ path: expect.stringContaining("d.pdf"), reason: "The page answered 500." }]);
  expect(sent).toBe(1);
  expect(Object.values(await articles()).sort()).toEqual(["live", "live", "live", "retired"]);

  // Listed no more: a mirror of the sitemap retires it.
  put("/pages.xml", siteMap(at("/a")));
  expect(await importOnce(source)).toMatchObject({ retired: 1 });
  // A sitemap that cannot be read retires nothing.
  put("/pages.xml", null);
  expect(await importOnce(source)).toMatchObject({ status: "failed", error: expect.stringContaining("answered 404") });
  expect((await articles())["a.html"]).toBe("live");
});

test("what robots.txt forbids is not fetched, and a site whose robots.txt fails is left alone", async () => {
  const { host, at, put, importOnce } = await setting();
  put("/robots.txt", "User-agent: *\nDisallow: /private/\nCrawl-delay: 0.01\n", "text/plain");
  put("/private/x", html("X", "Secret."));
  put("/y", html("Y", "Open."));
  put("/z", (_, response) => void response.writeHead(302, { location: "/private/x" }).end());
  const report = await importOnce({ urls: [at("/private/x"), at("/y"), at("/z")] });
  expect(report).toMatchObject({ done: 1, failed: 2 });
  for (const { reason } of report.problems) expect(reason).toContain("robots.txt");
  expect(asked).not.toContain(`${host}/private/x`);
  const other = await setting();
  other.put("/robots.txt", (_, response) => void response.writeHead(503).end());
  other.put("/y", html("Y", "Open."));
  expect(await other.importOnce({ urls: [other.at("/y")] })).toMatchObject({
    done: 0,
    failed: 1,
    problems: [{ reason: "The site's robots.txt answered 503, so nothing is fetched from it." }],
  });
});

test("a page of a host that is not known, or that is not asked, fails for that reason and not for its robots.txt", async () => {
  const { importOnce } = await setting();
  const { problems } = await importOnce({ urls: [`http://nowhere.test:${port}/a`, `http://10.0.0.1:${port}/b`] });
  expect(problems.map(({ reason }) => reason).sort()).toEqual([
    "10.0.0.1 is not on the public internet, so it is not fetched.",
    "The host nowhere.test is not known.",
  ]);
});

test("a redirect is followed within bounds, and never to where no first address may lead", async () => {
  const { at, put } = await setting();
  const to =
    (target: string): Page =>
    (_, response) =>
      void response.writeHead(302, { location: target }).end();
  put("/ok", to("/end"));
  put("/end", html("End", "x"));
  put("/loop", to("/loop"));
  put("/file", to("file:///etc/passwd"));
  put("/local", to(`http://10.0.0.1:${port}/`));
  put("/name", to(`http://inside.example2:${port}/`));
  expect((await fetchPage(web, at("/ok"), never)).status).toBe(200);
  await expect(fetchPage(web, at("/loop"), never)).rejects.toThrow("redirected more than 3 times");
  await expect(fetchPage(web, at("/file"), never)).rejects.toThrow("only http and https");
  await expect(fetchPage(web, at("/local"), never)).rejects.toThrow("not on the public internet");
  await expect(fetchPage(web, at("/name"), never)).rejects.toThrow("is not known");
});

test("the guard of the product lets nothing through to this machine, by address, name or redirect", async () => {
  const trap: WebAccess = {
    ...openWeb,
    anyPort: true,
    resolve: (host) => Promise.resolve(host === "half.example" ? ["8.8.8.8", "127.0.0.1"] : ["127.0.0.1"]),
  };
  for (const host of [
    "127.0.0.1",
    "localhost",
    "trap.example",
    "half.example",
    "[::1]",
    "[::ffff:7f00:1]",
    "0x7f.1",
    "2130706433",
  ])
    await expect(fetchPage(trap, `http://${host}:${port}/`, never), host).rejects.toThrow("not on the public internet");
});

test("a name is resolved once: what it means later does not matter", async () => {
  const { host, at, put } = await setting();
  put("/a", html("A", "x"));
  let lookups = 0;
  const rebinding: WebAccess = {
    ...web,
    resolve: () => {
      lookups += 1;
      return Promise.resolve(lookups === 1 ? ["127.0.0.1"] : ["10.0.0.1"]);
    },
  };
  expect((await fetchPage(rebinding, at("/a"), never)).status).toBe(200);
  expect(lookups).toBe(1);
  expect(asked).toContain(`${host}/a`);
});

test("a page that is too large, packed too well, too slow or of an unread type fails alone, with its reason", async () => {
  const { at, put, importOnce } = await setting();
  put("/big", "x".repeat(200_000));
  put(
    "/bomb",
    (_, response) =>
      void response
        .writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" })
        .end(gzipSync("x".repeat(5_000_000))),
  );
  put("/slow", (_, response) => void response.writeHead(200, { "content-type": "text/html" }).write("<p>"));
  put("/picture", "x", "image/png");
  put("/good", html("G", "Good."));
  const report = await importOnce({ urls: ["/big", "/bomb", "/slow", "/picture", "/good"].map(at) });
  expect(report).toMatchObject({ status: "done", done: 1, failed: 4 });
  const reasons = Object.fromEntries(report.problems.map(({ path, reason }) => [path.split("/")[1], reason]));
  expect(reasons["big"]).toContain("more than");
  expect(reasons["bomb"]).toContain("more than");
  expect(reasons["slow"]).toContain("in time");
  expect(reasons["picture"]).toContain("image/png");
});

test("an import that is cut off fetches no page twice, and a retry asks only for what failed", async () => {
  const { host, ctx, deps, at, put, run } = await setting();
  const stop = new AbortController();
  put("/a", html("A", "x"));
  put("/b", (_, response) => {
    stop.abort();
    response.writeHead(500).end();
  });
  const { jobId } = await startImport(deps, ctx, { source: "site", web: { urls: [at("/a"), at("/b")] } });
  await expect(runImport(deps, ctx, jobId, stop.signal)).rejects.toThrow("stopped");
  expect(await run(jobId)).toMatchObject({ status: "done", done: 1, failed: 1 });
  expect(asked.filter((key) => key === `${host}/a`)).toHaveLength(1);
  put("/b", html("B", "y"));
  expect(await retryImport(deps, ctx, jobId)).toBe(1);
  expect(await run(jobId)).toMatchObject({ status: "done", total: 2, failed: 0 });
  expect(asked.filter((key) => key === `${host}/a`)).toHaveLength(1);
});

test("the API takes addresses and a sitemap, and refuses what is never fetched", async () => {
  const { app, key } = await testTenant();
  const as = await key(["knowledge:write", "knowledge:read"]);
  const start = (body: unknown) => send(app.fetch, "POST /v1/knowledge/imports/web", as, body);
  expect((await start({ source: "s", urls: ["https://docs.example.com/a"] })).status).toBe(202);
  for (const urls of [["ftp://a.example/"], ["http://a.example:22/"], ["https://u:p@a.example/"], ["nothing"], []])
    expect((await start({ source: "t", urls })).status).toBe(400);
  // All that is wrong is told at once.
  const several = await start({
    source: "t",
    urls: ["ftp://a.example/", "https://b.example/", "http://c.example:22/"],
  });
  expect(several.body).toMatchObject({
    detail: expect.stringMatching(/^ftp:\/\/a\.example\/: .*\nhttp:\/\/c\.example:22\/: /),
    errors: [{ field: "url" }, { field: "url" }],
  });
});
