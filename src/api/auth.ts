import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { authenticateKey } from "../access/api-keys.ts";
import { verifyEndUserToken } from "../access/end-user-tokens.ts";
import { memberActor } from "../access/members.ts";
import { type Action, can, requireAction as requireActionOf } from "../access/roles.ts";
import { SESSION_COOKIE, type Sessions } from "../access/sessions.ts";
import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, isDomainError } from "../kernel/errors.ts";
import type { Caller, Env } from "./environment.ts";
import { requireSameOrigin, sendCookies } from "./same-origin.ts";

/** Paths that answer without credentials; every other one is closed. A test walks all routes against this list. */
export const PUBLIC_PATHS: readonly RegExp[] = [
  /^\/$/,
  /^\/healthz$/,
  /^\/readyz$/,
  // Closed by a token of the operator's own.
  /^\/metrics$/,
  /^\/openapi\.json$/,
  /^\/docs(\/[a-z0-9.-]+)?$/,
  /^\/app(\/[a-z0-9/-]*)?$/,
  /^\/demo(\/token)?$/,
  /^\/widget\.js$/,
  /^\/assets\/[A-Za-z0-9._-]+$/,
  /^\/v1\/auth\/sign-in\/email$/,
  /^\/v1\/invitations\/accept$/,
  // The link is the credential: it names one survey and is signed.
  /^\/survey\/[^/]+$/,
  /^\/v1\/surveys\/[^/]+(\/unsubscribe)?$/,
];

/** Whether a path answers without credentials. */
export const isPublic = (path: string): boolean => PUBLIC_PATHS.some((open) => open.test(path));

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  /** Without them only bearer credentials are accepted. */
  readonly sessions?: Sessions | undefined;
  readonly longestTokenS?: number | undefined;
}

/**
 * Closes every path that is not public. Credentials are `Authorization: Bearer` with an API key (`tl_…`) or an
 * end-user token (`tlu.…`), or a member's session cookie; of several tenants, `X-Tenant` (id or slug; in links the parameter `x-tenant`) chooses one.
 */
export function authenticate(deps: Deps): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (isPublic(c.req.path)) return next();
    const header = c.req.header("authorization");
    const { sessions } = deps;
    if (header === undefined && sessions !== undefined && getCookie(c, SESSION_COOKIE) !== undefined) {
      requireSameOrigin(c);
      const { cookies, ...caller } = await memberOf(c, deps.db, sessions);
      sendCookies(c, cookies);
      enter(c, caller, () => memberOf(c, deps.db, sessions));
    } else {
      const find = () => holderOf(c, deps, /^Bearer (\S+)$/i.exec(header ?? "")?.[1]);
      enter(c, await find(), find);
    }
    return next();
  };
}

function enter(c: Context<Env>, { tenantId, actor, claims }: Caller, again: () => Promise<Caller>): void {
  c.set("tenantId", tenantId);
  c.set("actor", actor);
  c.set("claims", claims);
  c.set("again", again);
}

async function holderOf(
  c: Context<Env>,
  { db, clock, longestTokenS }: Deps,
  token: string | undefined,
): Promise<Caller> {
  if (token === undefined) {
    c.header("WWW-Authenticate", "Bearer");
    throw new DomainError(
      "unauthenticated",
      "Sign in, or send `Authorization: Bearer` with an API key or an end-user token.",
    );
  }
  return token.startsWith("tlu.")
    ? verifyEndUserToken(db, clock, token, longestTokenS)
    : { ...(await authenticateKey({ db, clock }, token)), claims: null };
}

async function memberOf(
  c: Context<Env>,
  db: Database,
  sessions: Sessions,
): Promise<Caller & { readonly cookies: readonly string[] }> {
  const session = await sessions.find(c.req.raw.headers);
  // A link that the browser follows by itself, to a file or an export, cannot carry a header.
  const wanted = c.req.header("x-tenant") ?? c.req.query("x-tenant");
  const chosen = session?.memberships.find(
    ({ tenantId, slug }) => wanted === undefined || wanted === tenantId || wanted === slug,
  );
  if (session !== undefined && session.memberships.length > 0 && chosen === undefined)
    throw new DomainError("forbidden", "You are not a member of the tenant in X-Tenant.");
  const actor = chosen && (await memberActor(db, chosen.tenantId, chosen.memberId));
  if (session === undefined || chosen === undefined || actor === undefined)
    throw new DomainError("unauthenticated", "The session has ended. Sign in again.");
  return { tenantId: chosen.tenantId, actor, claims: null, cookies: session.cookies };
}

/** Who asks, where. Throws `forbidden` unless they may do this. */
export function requireAction(c: Context<Env>, action: Action): Ctx {
  const ctx = ctxOf(c);
  requireActionOf(ctx, action);
  return ctx;
}

/** Whether whoever opened a stream may still read on: session, key, token or role may have ended since. */
export const stillMay = (c: Context<Env>, action: Action): Promise<boolean> =>
  c
    .get("again")()
    .then(({ actor }) => can(actor, action))
    .catch((error: unknown) => {
      if (isDomainError(error)) return false;
      throw error;
    });

/** Who asks, where, for a verb that checks by itself what they may do. */
export const ctxOf = (c: Context<Env>): Ctx => ({
  tenantId: c.get("tenantId"),
  actor: c.get("actor"),
  requestId: c.get("requestId"),
});
