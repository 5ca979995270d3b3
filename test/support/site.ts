import { memberPeople } from "../../src/access/people.ts";
import { openSessions } from "../../src/access/sessions.ts";
import { limitFailures } from "../../src/api/limits/sign-in-limit.ts";
import { auditRoutes } from "../../src/api/routes/audit.ts";
import { healthRoutes } from "../../src/api/routes/health.ts";
import { keyRoutes } from "../../src/api/routes/keys.ts";
import { memberRoutes } from "../../src/api/routes/members.ts";
import { notificationRoutes } from "../../src/api/routes/notifications.ts";
import { sessionRoutes } from "../../src/api/routes/session.ts";
import { draftRoutes } from "../../src/api/routes/tickets/drafts.ts";
import { ticketRoutes } from "../../src/api/routes/tickets/tickets.ts";
import { usageRoutes } from "../../src/api/routes/usage.ts";
import { createServer } from "../../src/api/server.ts";
import { type Clock, systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import type { TicketDeps } from "../../src/tickets/deps.ts";
import { shippedPolicies } from "../policy/sample.ts";
import { testDatabase } from "./database.ts";
import { PASSWORD } from "./members.ts";

export const ORIGIN = "http://threeline.test";

/** The HTTP surface of members and tickets on the process's database. */
export async function testSite(clock: Clock = systemClock) {
  const db = await testDatabase();
  const sessions = await openSessions({ db, clock });
  const policies = shippedPolicies();
  const tickets: TicketDeps = {
    db,
    clock,
    queue: { send: async () => {} },
    people: memberPeople(clock),
    policies: async () => policies,
  };
  const limited = limitFailures(clock);
  const app = createServer(
    { db, clock, log: silentLogger, sessions, maxBodyBytes: 100_000, requestsPerMinute: 1_000_000 },
    [
      healthRoutes(db),
      sessionRoutes({ db, clock, sessions, trustedProxies: 1, limited }),
      memberRoutes({ db, clock, trustedProxies: 1, limited }),
      notificationRoutes({ db, clock }),
      auditRoutes({ db }),
      usageRoutes({ db, clock }),
      keyRoutes({ db, clock }),
      ticketRoutes(tickets),
      draftRoutes(tickets),
    ],
  );
  const call = async (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
    app.request(`${ORIGIN}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  /** Signs in over HTTP; the headers of a browser on this site. */
  const browser = async (email: string, password = PASSWORD): Promise<Record<string, string>> => {
    const answer = await call("POST", "/v1/auth/sign-in/email", {}, { email, password });
    if (answer.status !== 204) throw new Error(`Sign-in gave ${answer.status}.`);
    return { cookie: answer.headers.getSetCookie()[0]!.split(";")[0]!, origin: ORIGIN };
  };
  return { app, call, browser };
}
