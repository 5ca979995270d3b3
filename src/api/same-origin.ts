import type { Context } from "hono";
import { DomainError } from "../kernel/errors.ts";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Browsers send cookies along with requests that other sites make them send. So a request that changes something and
 * carries a cookie must name our own address as its Origin. A proxy may have changed Host; it then says the old one in
 * X-Forwarded-Host, which no other site can set. Throws `forbidden`.
 */
export function requireSameOrigin(c: Context): void {
  if (READS.has(c.req.method)) return;
  const origin = c.req.header("origin");
  const ours = [new URL(c.req.url).host, c.req.header("x-forwarded-host")];
  if (origin === undefined || !URL.canParse(origin) || !ours.includes(new URL(origin).host))
    throw new DomainError("forbidden", "A request with a session cookie must come from this site (header Origin).");
}

/** Whether the request came over https, to us or to a proxy before us. */
export const isHttps = (c: Context): boolean =>
  c.req.url.startsWith("https:") || c.req.header("x-forwarded-proto") === "https";

/** Sends the cookies, for https only when the request came that way: our address is not configured anywhere. */
export function sendCookies(c: Context, cookies: readonly string[]): void {
  const secure = isHttps(c);
  for (const cookie of cookies) {
    c.header("Set-Cookie", secure && !/; *secure/i.test(cookie) ? `${cookie}; Secure` : cookie, { append: true });
  }
}
