import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import type { Context } from "hono";
import { DomainError } from "../kernel/errors.ts";
import type { Env } from "./environment.ts";
import type { Routes } from "./server.ts";

const FOLDER = resolve(import.meta.dirname, "../../dist/web");
const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};
const ENCODINGS = [
  { name: "br", suffix: ".br" },
  { name: "gzip", suffix: ".gz" },
] as const;
const FOREVER = "public, max-age=31536000, immutable";

/** What a page may load: our own files, and styles that carry this answer's nonce. */
const policy = (nonce: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Ant Design measures text areas with a style attribute; it can neither run nor load anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/**
 * Serves the browser bundles. Pages are never stored and get a fresh nonce; files with a hash in their name are kept
 * for good; the widget, whose address is fixed, is asked for again after ten minutes and may be loaded by other sites.
 */
export const webRoutes =
  (options: { readonly folder?: string; readonly demo: boolean }): Routes =>
  (app) => {
    const folder = options.folder ?? FOLDER;
    const page = (name: string) => (c: Context<Env>) => sendPage(c, folder, name);
    app.get("/app", page("app.html"));
    app.get("/app/*", page("app.html"));
    app.get("/survey/:token", page("survey.html"));
    if (options.demo) app.get("/demo", page("demo.html"));
    app.get("/widget.js", (c) => {
      c.header("Cross-Origin-Resource-Policy", "cross-origin");
      return sendFile(c, folder, "widget.js", "public, max-age=600");
    });
    app.get("/assets/:file", (c) => sendFile(c, folder, join("assets", basename(c.req.param("file"))), FOREVER));
  };

function sendPage(c: Context<Env>, folder: string, name: string): Response {
  const path = join(folder, name);
  if (!existsSync(path)) {
    throw new DomainError("unavailable", "The web pages are not built. Run `npm run web`.");
  }
  const nonce = randomBytes(16).toString("base64");
  return c.html(readFileSync(path, "utf8").replaceAll("__NONCE__", nonce), 200, {
    "Content-Security-Policy": policy(nonce),
    "Cache-Control": "no-store",
  }) as Response;
}

/**
 * A built file, as the folder holds it now: a page of a newer build asks for names that were not there when the process
 * started. `name` must lead nowhere out of the folder.
 */
function sendFile(c: Context<Env>, folder: string, name: string, cache: string): Response {
  const type = TYPES[extname(name)];
  const isThere = (file: string) => existsSync(join(folder, file));
  if (type === undefined || !isThere(name)) throw new DomainError("not_found", `There is no ${c.req.path}.`);
  const accepted = c.req.header("accept-encoding") ?? "";
  const encoding = ENCODINGS.find(({ name: coding, suffix }) => accepted.includes(coding) && isThere(name + suffix));
  if (encoding !== undefined) c.header("Content-Encoding", encoding.name);
  c.header("Vary", "Accept-Encoding");
  return c.body(new Uint8Array(readFileSync(join(folder, name + (encoding?.suffix ?? "")))), 200, {
    "Content-Type": type,
    "Cache-Control": cache,
  }) as Response;
}
