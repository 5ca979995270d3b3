import { createLive } from "../../src/api/live.ts";
import { chatRoutes } from "../../src/api/routes/chat.ts";
import { draftRoutes } from "../../src/api/routes/drafts.ts";
import { ticketRoutes } from "../../src/api/routes/tickets.ts";
import { createServer } from "../../src/api/server.ts";
import type { App } from "../../src/app.ts";
import { answer } from "../../src/copilot/answer.ts";
import type { CopilotRequest } from "../../src/copilot/request.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import { sampleDeps } from "../copilot/sample-copilot.ts";

/** A question that the copilot of `chatSite` answers by itself, and one that it hands over. */
export const ANSWERED = "How do I restore a backup to a point in time?";
export const UNANSWERED = "Please write a poem about ships.";

/**
 * Chats, tickets and drafts of the app with the copilot over the sample articles, whose steps a test can hold up, and
 * which counts how often it was asked.
 */
export async function chatSite(app: App) {
  const deps = await sampleDeps({ clock: app.clock, newId: () => newId() });
  const live = createLive();
  let gate = Promise.resolve();
  let asked = 0;
  const copilot = async (_: string, request: CopilotRequest, signal: AbortSignal) => {
    asked += 1;
    const waited = gate;
    await waited;
    return answer(deps, { ...request, customer: { ...request.customer, product: "panheng-erp" } }, signal);
  };
  const tickets = { ...app.tickets, onChange: live.changed };
  const server = createServer(
    { db: app.db, clock: app.clock, log: silentLogger, maxBodyBytes: 100_000, requestsPerMinute: 1_000_000 },
    [chatRoutes({ tickets, copilot, live, log: silentLogger }), ticketRoutes(tickets), draftRoutes(tickets)],
  );
  return {
    fetch: (request: Request) => server.fetch(request),
    live,
    asked: () => asked,
    /** Holds every answer of the copilot up until the function it gives is called. */
    hold: (): (() => void) => {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}
