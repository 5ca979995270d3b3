import { createRoute, z } from "@hono/zod-openapi";
import { can } from "../../../access/roles.ts";
import { DomainError } from "../../../kernel/errors.ts";
import { ticketEvents } from "../../../tickets/browse.ts";
import type { TicketDeps } from "../../../tickets/deps.ts";
import { NOT_FOUND, PROBLEMS } from "../../answers.ts";
import { requireAction, stillMay } from "../../auth.ts";
import type { Routes } from "../../server.ts";
import { shownTo } from "../../shown-to.ts";
import type { Live } from "../../stream/live.ts";
import { type StreamEvent, sendEvents } from "../../stream/sse.ts";

/** Counters are 32 bits wide in the database. */
const MOST = 2_147_483_647;

const follow = createRoute({
  method: "get",
  path: "/v1/tickets/{id}/events",
  tags: ["tickets"],
  summary:
    "Follow a ticket; resumes after `Last-Event-ID` or `after`. Event names are what happened: replied, claimed, noted …",
  request: {
    params: z.object({ id: z.uuid() }),
    query: z.object({ after: z.coerce.number().int().min(0).max(MOST).default(0) }),
  },
  responses: {
    200: { description: "Server-sent events.", content: { "text/event-stream": { schema: z.string() } } },
    ...PROBLEMS,
    ...NOT_FOUND,
  },
});

/** Reads `Last-Event-ID`, which a browser sends by itself when it reconnects. */
export function resumeFrom(header: string | undefined, after: number): number {
  const id = Number(header ?? after);
  if (Number.isInteger(id) && id >= 0 && id <= MOST) return id;
  throw new DomainError("invalid", "Last-Event-ID is not an event id of this stream.", [
    { field: "last-event-id", reason: "not a number" },
  ]);
}

export const ticketEventRoutes =
  (deps: TicketDeps, live: Live): Routes =>
  (app) => {
    app.openapi(follow, async (c) => {
      const ctx = requireAction(c, "ticket.read");
      // Who loses a right meanwhile is not shown on what it was for; who comes back reads on as they now may.
      const right = can(ctx.actor, "ticket.unmasked") ? "ticket.unmasked" : "ticket.read";
      const { id } = c.req.valid("param");
      const from = resumeFrom(c.req.header("last-event-id"), c.req.valid("query").after);
      // A ticket that does not exist is a problem, not a stream that never says anything.
      await ticketEvents(deps, ctx, id, from);
      const gone = new AbortController();
      const { signal } = gone;
      async function* events(): AsyncGenerator<StreamEvent> {
        for (let last = from; !signal.aborted && !live.ended.aborted; ) {
          // Listens before it reads, so that nothing falls in between.
          const watch = live.watch(ctx.tenantId, id, signal);
          const { seq: readTo, events: rows } = await ticketEvents(deps, ctx, id, last);
          watch.read(readTo);
          if (rows.length > 0 && !(await stillMay(c, right))) return;
          for (const { seq, kind, actor, content, at } of rows) {
            const data = shownTo(ctx.actor, { seq, actor, content, at: at.toISOString() });
            yield { id: seq, event: kind, data };
            last = seq;
          }
          await watch.changed;
        }
      }
      return sendEvents(c, live.counted(ctx.tenantId, ctx.actor, events()), () => gone.abort()) as never;
    });
  };
