import { getCookie, setCookie } from "hono/cookie";
import { signEndUserToken } from "../../access/end-user-tokens.ts";
import type { Database } from "../../db/pool.ts";
import type { Clock } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import type { Routes } from "../server.ts";

const HOUR_S = 3_600;
const VISITOR = "threeline_demo_visitor";

/** Lets the demo page's visitor chat, as a vendor's own server would. Exists only while the demo runs. */
export const demoRoutes =
  (deps: { readonly db: Database; readonly clock: Clock }, tenantId: () => string | undefined): Routes =>
  (app) => {
    app.get("/demo/token", async (c) => {
      const tenant = tenantId();
      if (tenant === undefined) return c.notFound();
      const expiresAt = Math.floor(deps.clock.now().getTime() / 1000) + HOUR_S;
      // The same browser stays the same visitor, so that a reload finds its conversation again.
      const visitor = /^[0-9a-f-]{36}$/.exec(getCookie(c, VISITOR) ?? "")?.[0] ?? newId(deps.clock.now());
      setCookie(c, VISITOR, visitor, { httpOnly: true, sameSite: "Lax", path: "/demo", maxAge: 30 * 24 * HOUR_S });
      const userId = `demo-${visitor}`;
      const token = await signEndUserToken(deps.db, {
        tenantId: tenant,
        userId,
        product: "panheng-erp",
        version: "8.2",
        expiresAt,
      });
      return c.json({ token, expiresAt: new Date(expiresAt * 1000).toISOString() });
    });
  };
