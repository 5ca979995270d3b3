import { sameText } from "../../access/same-text.ts";
import { DomainError } from "../../kernel/errors.ts";
import type { Routes } from "../server.ts";

export interface MetricsDeps {
  /** Without it there are no figures to be had. */
  readonly token: string | undefined;
  readonly read: () => Promise<string>;
}

/**
 * The process's figures for Prometheus. They are the operator's, not a tenant's: no key, member or end user can read
 * them, only who knows `METRICS_TOKEN`.
 */
export const metricsRoutes =
  ({ token, read }: MetricsDeps): Routes =>
  (app) => {
    app.get("/metrics", async (c) => {
      if (token === undefined) throw new DomainError("not_found", "No figures: set METRICS_TOKEN to have them.");
      const given = /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
      if (!sameText(given, token)) {
        c.header("WWW-Authenticate", "Bearer");
        throw new DomainError("unauthenticated", "Send `Authorization: Bearer` with the operator's METRICS_TOKEN.");
      }
      return c.body(await read(), 200, {
        "Content-Type": "text/plain; version=0.0.4; charset=utf-8",
        "Cache-Control": "no-store",
      });
    });
  };
