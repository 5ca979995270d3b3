import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { SESSION_COOKIE, type Sessions } from "../access/sessions.ts";
import { inBackground } from "../db/background.ts";
import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/log.ts";
import { type Meters, noMeters } from "../kernel/meters.ts";
import { logAccess } from "./access-log.ts";
import { authenticate, isPublic } from "./auth.ts";
import { guardBodies } from "./bodies.ts";
import type { Env } from "./environment.ts";
import { idempotent } from "./idempotency.ts";
import {
  type AddressLimit,
  byCaller,
  endUsersByAddress,
  limitRate,
  limitStrangers,
  sentPerAddress,
} from "./limits/rate-limit.ts";
import { notFoundProblem, problemOf, validationProblem } from "./problem.ts";
import { referenceRoutes } from "./reference.ts";
import { isHttps } from "./same-origin.ts";

export interface ServerDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Members' sign-in; without it only API keys and end-user tokens are accepted. */
  readonly sessions?: Sessions;
  readonly maxBodyBytes: number;
  readonly requestsPerMinute: number;
  readonly meters?: Meters;
  /** For requests that nobody vouches for; without it they are not counted. */
  readonly addressLimit?: AddressLimit | undefined;
  /** Seconds for which an end user's token may hold. */
  readonly longestTokenS?: number;
}

/** A group of routes of one feature, added to the app in one call. */
export type Routes = (app: OpenAPIHono<Env>) => void;

const fromAnySite = cors({
  origin: "*",
  allowHeaders: ["authorization", "content-type", "idempotency-key", "last-event-id"],
  maxAge: 600,
});

/** Tells browsers to stay on https, once they have come that way; over http the header means nothing. */
const stayOnHttps: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (isHttps(c)) c.header("Strict-Transport-Security", "max-age=15552000");
};

/** A HEAD is answered like a GET whose body nobody reads: an open stream would go on behind it for ever. */
const dropBodyOfHead: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (c.req.method === "HEAD") await c.res.body?.cancel();
};

const UPLOADS: readonly string[] = ["/v1/knowledge/imports", "/v1/chat/files"];
const isUpload = (path: string) => UPLOADS.includes(path);

/**
 * An end user may send one message, or file, for so many requests that a caller may make: each message may cost a
 * model's time, so one person writes slower than they read.
 */
const SENT_PER_REQUESTS = { "/v1/chat": 20, "/v1/chat/files": 10 };

/** Whoever reads figures of a month can wait for whoever talks with a customer, where the database is busy. */
const MAY_WAIT = ["/v1/reports/*", "/v1/voc/*", "/v1/analytics/*"];

const ABOUT = {
  openapi: "3.1.0",
  info: {
    title: "Threeline 三线",
    version: "1",
    description:
      "An AI support copilot for software companies. Times are ISO 8601 in UTC, ids are UUIDs, errors are RFC 9457 problems. A POST may carry `Idempotency-Key`.",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
};

/** The HTTP surface: everything is closed unless `PUBLIC_PATHS` lists it. */
export function createServer(deps: ServerDeps, routes: readonly Routes[]): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>({
    getPath: (request) => splitVerb(new URL(request.url).pathname),
    defaultHook: (result, c) => (result.success ? undefined : validationProblem(c, result.error as never)),
  });
  app.onError((error, c) => problemOf(c, error, deps.log));
  app.notFound(notFoundProblem);
  app.use(requestId());
  app.use((c, next) => {
    c.set("log", deps.log);
    return next();
  });
  app.use(logAccess(deps.log, deps.meters ?? noMeters));
  app.use(dropBodyOfHead);
  // A route that sets one of these headers itself knows better.
  app.use(secureHeaders({ overwrite: false, strictTransportSecurity: false }));
  app.use(stayOnHttps);
  // The chat widget runs on other sites. It carries a token and never a cookie, so any site may call these.
  app.use("/v1/chat", fromAnySite);
  app.use("/v1/chat/*", fromAnySite);
  app.use("/v1/surveys/*", fromAnySite);
  const { clock, requestsPerMinute, addressLimit } = deps;
  if (addressLimit !== undefined) app.use(...limitStrangers(clock, addressLimit, isPublic, deps.log));
  app.use(authenticate(deps));
  app.use(limitRate(clock, requestsPerMinute));
  for (const [path, share] of Object.entries(SENT_PER_REQUESTS)) {
    if (addressLimit !== undefined)
      app.post(path, limitRate(clock, sentPerAddress(addressLimit), endUsersByAddress(addressLimit.trustedProxies)));
    app.post(path, limitRate(clock, Math.ceil(requestsPerMinute / share), byCaller(["end_user"])));
  }
  app.use(guardBodies(deps.maxBodyBytes, isUpload));
  app.use(idempotent(deps.db, deps.clock, isUpload));
  for (const path of MAY_WAIT) app.use(path, (_, next) => inBackground(next));
  for (const add of routes) add(app);
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "An API key (`tl_…`) or an end-user token (`tlu.…`).",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: SESSION_COOKIE,
    description: "A member's session; requests that change something need an Origin header of this site.",
  });
  app.get("/openapi.json", (c) => {
    const { paths, ...rest } = app.getOpenAPI31Document({ ...ABOUT, security: [{ bearer: [] }, { session: [] }] });
    const published = Object.entries(paths ?? {}).map(([path, item]) => [joinVerb(path), item]);
    return c.json({ ...rest, paths: Object.fromEntries(published) });
  });
  app.route("/", referenceRoutes());
  return app;
}

/** Custom verbs are published as `/v1/drafts/{id}:accept`; the router wants them in a segment of their own. */
const splitVerb = (path: string): string => path.replace(/^(\/v1\/drafts\/[0-9a-f-]{36}):([a-z]+)$/i, "$1/$2");
const joinVerb = (path: string): string => path.replace(/^(\/v1\/drafts\/\{id\})\/([a-z]+)$/, "$1:$2");
