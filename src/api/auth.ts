import type { Context, MiddlewareHandler } from "hono";
import { authenticateKey, type Scope } from "../access/api-keys.ts";
import { verifyEndUserToken } from "../access/end-user-tokens.ts";
import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Env } from "./environment.ts";

/** Paths that answer without credentials; every other one is closed. A test walks all routes against this list. */
export const PUBLIC_PATHS: readonly RegExp[] = [
  /^\/$/,
  /^\/healthz$/,
  /^\/readyz$/,
  /^\/openapi\.json$/,
  /^\/docs(\/[a-z0-9.-]+)?$/,
];

/** Closes every path that is not public: `Authorization: Bearer` with an API key (`tl_…`) or an end-user token (`tlu.…`). */
export function authenticate(db: Database, clock: Clock): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (PUBLIC_PATHS.some((path) => path.test(c.req.path))) return next();
    const token = /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    if (token === undefined) {
      c.header("WWW-Authenticate", "Bearer");
      throw new DomainError("unauthenticated", "Send `Authorization: Bearer` with an API key or an end-user token.");
    }
    const found = token.startsWith("tlu.")
      ? await verifyEndUserToken(db, clock, token)
      : { ...(await authenticateKey({ db, clock }, token)), claims: null };
    c.set("tenantId", found.tenantId);
    c.set("actor", found.actor);
    c.set("claims", found.claims);
    return next();
  };
}

/** What an end user may do with a signed token. */
const END_USER_SCOPES: readonly Scope[] = ["chat", "search"];

/** Throws `forbidden` unless the actor may do this. */
export function requireScope(c: Context<Env>, scope: Scope): Ctx {
  const actor = c.get("actor");
  const allowed =
    actor.type === "end_user"
      ? END_USER_SCOPES.includes(scope)
      : actor.type === "api_key"
        ? actor.scopes.includes("*") || actor.scopes.includes(scope)
        : false;
  if (!allowed) throw new DomainError("forbidden", `This key may not do that: it lacks the scope ${scope}.`);
  return { tenantId: c.get("tenantId"), actor, requestId: c.get("requestId") };
}
