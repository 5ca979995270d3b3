import { createHash } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import type { Clock } from "../../kernel/clock.ts";
import type { Actor } from "../../kernel/ctx.ts";
import { DomainError } from "../../kernel/errors.ts";
import type { Logger } from "../../kernel/log.ts";
import type { Env } from "../environment.ts";
import { networkOf } from "./address.ts";
import { createWindows, type Window } from "./windows.ts";

const WINDOW_MS = 60_000;
const ACCEPTED_MS = 15 * 60_000;
/** Keeps memory bounded when very many end users or addresses come by: about 10 MB. */
const MOST_COUNTED = 50_000;
/** Callers whose tenant and name are still a short key; a longer name is cut, and shares its limit with its like. */
const LONGEST_KEY = 300;

/** Whom a request is counted for; undefined when it is not counted. */
type Counted = (c: Context<Env>) => string | undefined;

/** Requests with credentials by who made them; without `types` whatever the caller is. */
export const byCaller =
  (types?: readonly Actor["type"][]): Counted =>
  (c) => {
    const actor = c.get("actor");
    if (actor === undefined || types?.includes(actor.type) === false) return undefined;
    return `${c.get("tenantId")}:${actor.type}:${actor.id}`.slice(0, LONGEST_KEY);
  };

/** At most `perMinute` requests a minute for each caller, counted in this process. */
export function limitRate(clock: Clock, perMinute: number, counted: Counted = byCaller()): MiddlewareHandler<Env> {
  const windows = createWindows(WINDOW_MS, MOST_COUNTED);
  return async (c, next) => {
    const key = counted(c);
    if (key === undefined) return next();
    const now = clock.now().getTime();
    const window = windows.at(key, now);
    window.count += 1;
    c.header("RateLimit-Limit", String(perMinute));
    c.header("RateLimit-Remaining", String(Math.max(0, perMinute - window.count)));
    c.header("RateLimit-Reset", String(secondsLeft(window, now)));
    if (window.count > perMinute) throw tooMany(c, window, now, perMinute);
    return next();
  };
}

/** How many requests a minute one address may make that nobody vouches for. */
export interface AddressLimit {
  /** Of those to public pages and files; a tenth of it for refused credentials and end users' messages and files. */
  readonly perMinute: number;
  readonly trustedProxies: number;
}

/** Of the requests of an address so many times fewer change something: sign-in, invitations, surveys. */
const WRITES = 20;
const REFUSED = 10;
const SENT = 10;
const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);
/** Whoever watches the process asks these, from one address, as often as they like. */
const PROBES = new Set(["/healthz", "/readyz", "/metrics"]);

/** Counts requests to what is open to all by the address they come from, those that change something apart. */
export function limitStrangers(
  clock: Clock,
  { perMinute, trustedProxies }: AddressLimit,
  isPublic: (path: string) => boolean,
  log: Logger,
): MiddlewareHandler<Env>[] {
  const stranger =
    (changes: boolean): Counted =>
    (c) =>
      isPublic(c.req.path) && !PROBES.has(c.req.path) && CHANGES.has(c.req.method) === changes
        ? networkOf(c, trustedProxies)
        : undefined;
  return [
    ...(trustedProxies === 0 ? [warnOfProxy(log)] : []),
    limitRate(clock, perMinute, stranger(false)),
    limitRate(clock, Math.ceil(perMinute / WRITES), stranger(true)),
    limitRefused(clock, Math.ceil(perMinute / REFUSED), trustedProxies),
  ];
}

/** Behind a proxy that nobody told us of, all the world has one address and shares its limits. */
function warnOfProxy(log: Logger): MiddlewareHandler<Env> {
  let warned = false;
  return (c, next) => {
    if (!warned && c.req.header("x-forwarded-for") !== undefined) {
      warned = true;
      log.warn({}, "A request carries X-Forwarded-For. If a proxy of yours wrote it, set TRUSTED_PROXIES.");
    }
    return next();
  };
}

/**
 * Credentials that were refused count against their address. Too many stop the next ones of that address before they
 * are looked up, but for those that were good lately: an office's broken script does not shut its people out.
 */
function limitRefused(clock: Clock, perMinute: number, trustedProxies: number): MiddlewareHandler<Env> {
  const refused = createWindows(WINDOW_MS, MOST_COUNTED);
  const accepted = createWindows(ACCEPTED_MS, MOST_COUNTED);
  return async (c, next) => {
    const key = networkOf(c, trustedProxies);
    const shown = c.req.header("authorization") ?? c.req.header("cookie");
    if (key === undefined || shown === undefined) return next();
    const now = clock.now().getTime();
    const credentials = createHash("sha256").update(shown).digest("base64");
    if (refused.countOf(key, now) >= perMinute && accepted.countOf(credentials, now) === 0)
      throw tooMany(c, refused.at(key, now), now, perMinute);
    await next();
    if (c.res.status === 401) refused.at(key, now).count += 1;
    else if (c.get("actor") !== undefined) accepted.at(credentials, now).count += 1;
  };
}

/** Requests of end users by address: whoever is given a name for the asking may have many. */
export const endUsersByAddress =
  (trustedProxies: number): Counted =>
  (c) =>
    c.get("actor")?.type === "end_user" ? networkOf(c, trustedProxies) : undefined;

export const sentPerAddress = ({ perMinute }: AddressLimit): number => Math.ceil(perMinute / SENT);

const secondsLeft = (window: Window, now: number) => Math.max(1, Math.ceil((window.endsAt - now) / 1000));

function tooMany(c: Context, window: Window, now: number, perMinute: number): DomainError {
  const seconds = secondsLeft(window, now);
  c.header("Retry-After", String(seconds));
  return new DomainError("rate_limited", `More than ${perMinute} requests in a minute. Try again in ${seconds} s.`);
}
