import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createServer } from "../../src/api/server.ts";
import { webRoutes } from "../../src/api/web.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { testDatabase } from "../support/database.ts";

const newFolder = () => mkdtempSync(join(tmpdir(), "threeline-web-"));

async function pages(demo = true, folder = newFolder()) {
  mkdirSync(join(folder, "assets"));
  for (const name of ["app.html", "demo.html"])
    writeFileSync(join(folder, name), '<script nonce="__NONCE__"></script>');
  for (const name of ["widget.js", "widget.js.br", "assets/app-1.js"]) writeFileSync(join(folder, name), name);
  const deps = {
    db: await testDatabase(),
    clock: systemClock,
    log: silentLogger,
    maxBodyBytes: 1000,
    requestsPerMinute: 100,
  };
  const app = createServer(deps, [webRoutes({ folder, demo })]);
  return (path: string, headers: Record<string, string> = {}) => app.request(`http://t.test${path}`, { headers });
}

test("a page is never stored, and only scripts and styles with its own nonce run", async () => {
  const get = await pages();
  const first = await get("/app/tickets/0190");
  const second = await get("/app");
  expect(first.headers.get("cache-control")).toBe("no-store");
  const nonce = /nonce="([^"]+)"/.exec(await first.text())?.[1];
  expect(first.headers.get("content-security-policy")).toContain(`script-src 'self' 'nonce-${nonce}'`);
  expect(first.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(await second.text()).not.toContain(nonce);
});

test("files with a hash in their name are kept for good; the widget may be loaded by other sites", async () => {
  const get = await pages();
  expect((await get("/assets/app-1.js")).headers.get("cache-control")).toContain("immutable");
  const widget = await get("/widget.js", { "accept-encoding": "gzip, br" });
  expect(widget.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(widget.headers.get("content-encoding")).toBe("br");
  expect(await widget.text()).toBe("widget.js.br");
});

test("after a new build a running server sends the new files, and says of the old ones that they are gone", async () => {
  const folder = newFolder();
  const get = await pages(true, folder);
  expect((await get("/assets/app-1.js")).status).toBe(200);
  rmSync(join(folder, "assets/app-1.js"));
  writeFileSync(join(folder, "assets/app-2.js"), "newer");
  expect((await get("/assets/app-1.js")).status).toBe(404);
  expect(await (await get("/assets/app-2.js")).text()).toBe("newer");
});

test("no address leads out of the folder, and the demo page is there only in a demo", async () => {
  const get = await pages(false);
  for (const path of ["/assets/..%2Fapp.html", "/assets/%2e%2e%2fapp.html", "/assets/none.js", "/demo"])
    expect((await get(path)).status).toBeGreaterThanOrEqual(400);
});

test("other sites may call the chat, but nothing else", async () => {
  const get = await pages();
  const headers = { origin: "https://shop.example" };
  expect((await get("/v1/chat/0190", headers)).headers.get("access-control-allow-origin")).toBe("*");
  expect((await get("/v1/tickets", headers)).headers.get("access-control-allow-origin")).toBeNull();
});
