import { chatRoutes } from "../../src/api/routes/chat/chat.ts";
import { draftRoutes } from "../../src/api/routes/tickets/drafts.ts";
import { ticketEventRoutes } from "../../src/api/routes/tickets/ticket-events.ts";
import { ticketRoutes } from "../../src/api/routes/tickets/tickets.ts";
import { createServer } from "../../src/api/server.ts";
import { createLive } from "../../src/api/stream/live.ts";
import type { App } from "../../src/app.ts";
import { answer } from "../../src/copilot/answer.ts";
import type { Copilot } from "../../src/jobs/copilot.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/log.ts";
import type { ChatModel } from "../../src/models/ports.ts";
import { seqsOf } from "../../src/tickets/browse.ts";
import { sampleDeps } from "../copilot/sample-copilot.ts";

/** A question that the copilot of `chatSite` answers by itself, and one that it hands over. */
export const ANSWERED = "How do I restore a backup to a point in time?";
export const UNANSWERED = "Please write a poem about ships.";

/**
 * Chats, tickets and drafts of the app with the copilot over the sample articles, whose steps a test can hold up, and
 * which counts how often it was asked.
 */
export async function chatSite(app: App, model: ChatModel | null = null) {
  const deps = await sampleDeps({ clock: app.clock, newId: () => newId(), model });
  const live = createLive((tenantId, ids) => seqsOf(app, tenantId, ids));
  let gate = Promise.resolve();
  let asked = 0;
  const copilot: Copilot = async (_, request, signal, say) => {
    asked += 1;
    const waited = gate;
    await waited;
    return answer(deps, { ...request, customer: { ...request.customer, product: "panheng-erp" } }, signal, say);
  };
  const tickets = { ...app.tickets, onChange: live.changed };
  const server = createServer(
    { db: app.db, clock: app.clock, log: silentLogger, maxBodyBytes: 100_000, requestsPerMinute: 1_000_000 },
    [
      chatRoutes({ tickets, copilot, live, log: silentLogger }),
      ticketRoutes(tickets),
      ticketEventRoutes(tickets, live),
      draftRoutes(tickets),
    ],
  );
  return {
    fetch: (request: Request) => server.fetch(request),
    live,
    tickets,
    copilot,
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
