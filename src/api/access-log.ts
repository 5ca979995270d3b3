import type { MiddlewareHandler } from "hono";
import type { Logger } from "../kernel/log.ts";
import type { Meters } from "../kernel/meters.ts";
import type { Env } from "./environment.ts";
import { routeOf } from "./route-of.ts";

/**
 * One line of log for each request, and its place in the figures. It holds the pattern of the route and never the
 * address itself: ids, questions and signed links stand in addresses. `ms` ends where the answer begins; a stream goes
 * on behind it.
 */
export function logAccess(log: Logger, meters: Meters): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now();
    await next();
    const ms = performance.now() - began;
    const [method, route, status] = [methodOf(c.req.method), routeOf(c), c.res.status];
    meters.count("threeline_requests_total", { method, route, status: String(status) });
    meters.time("threeline_request_seconds", ms / 1000, { route });
    const actor = c.get("actor");
    log.info(
      {
        method,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        requestId: c.get("requestId"),
        ...(actor === undefined ? {} : { tenantId: c.get("tenantId"), caller: actor.type }),
      },
      "A request was answered.",
    );
  };
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** A method is whatever the client says: what is none of ours is one figure. */
const methodOf = (method: string) => (METHODS.has(method) ? method : "other");
