import { OpenAPIHono } from "@hono/zod-openapi";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import type { Database } from "../db/pool.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/log.ts";
import { authenticate } from "./auth.ts";
import { guardBodies } from "./bodies.ts";
import type { Env } from "./environment.ts";
import { idempotent } from "./idempotency.ts";
import { notFoundProblem, problemOf, validationProblem } from "./problem.ts";
import { limitRate } from "./rate-limit.ts";
import { referenceRoutes } from "./reference.ts";

export interface ServerDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly maxBodyBytes: number;
  readonly requestsPerMinute: number;
}

/** A group of routes of one feature, added to the app in one call. */
export type Routes = (app: OpenAPIHono<Env>) => void;

const isUpload = (path: string) => path === "/v1/knowledge/imports";

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
    defaultHook: (result, c) => (result.success ? undefined : validationProblem(c, result.error as never)),
  });
  app.onError((error, c) => problemOf(c, error, deps.log));
  app.notFound(notFoundProblem);
  app.use(requestId());
  app.use(secureHeaders());
  app.use(authenticate(deps.db, deps.clock));
  app.use(limitRate(deps.clock, deps.requestsPerMinute));
  app.use(guardBodies(deps.maxBodyBytes, isUpload));
  app.use(idempotent(deps.db, deps.clock));
  for (const add of routes) add(app);
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "An API key (`tl_…`) or an end-user token (`tlu.…`).",
  });
  app.doc31("/openapi.json", { ...ABOUT, security: [{ bearer: [] }] });
  app.route("/", referenceRoutes());
  return app;
}
