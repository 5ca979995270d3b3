import { citedPassages, type Proposal, saidSentences } from "../copilot/proposal.ts";
import { type ProposeDeps, propose } from "../jobs/propose.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { isDomainError } from "../kernel/errors.ts";
import type { Logger } from "../kernel/log.ts";
import type { Applied } from "../tickets/apply-proposal.ts";
import { viewOwnTicket } from "../tickets/browse.ts";
import type { Received } from "../tickets/receive.ts";
import type { Message } from "../tickets/ticket.ts";
import type { Live } from "./live.ts";
import type { StreamEvent } from "./sse.ts";

export interface ChatDeps extends ProposeDeps {
  readonly live: Live;
  readonly log: Logger;
}

/** How often a live view looks for changes that another process made. */
const POLL_MS = 2_000;

/**
 * What the customer sees of one message of theirs. Nothing is shown before it is stored: the reply is checked and
 * committed, then its sentences go out one by one.
 */
export async function* chatEvents(
  deps: ChatDeps,
  ctx: Ctx,
  received: Received,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { ticket, message } = received;
  yield {
    event: "received",
    id: message.seq,
    data: { ticketId: ticket.id, messageId: message.id, repeated: received.repeated },
  };
  try {
    const result = await propose(deps, ctx, ticket.id, signal);
    // Another request may answer this very turn: then its reply is the one.
    if (result === null || result.applied.outcome === "repeated") yield* storedReply(deps, ctx, received);
    else yield* fresh(result.proposal, result.applied, ctx.actor.type === "end_user");
  } catch (error) {
    deps.log.error({ ticketId: ticket.id, error }, "A chat could not be answered; its job will try again.");
    const detail = isDomainError(error) ? error.message : "The answer is delayed; it will appear here.";
    yield { event: "error", data: { detail } };
  }
}

/** Labels, reasons and costs are for the vendor's own systems; an end user gets what is said to them. */
function* fresh(proposal: Proposal, applied: Applied, toEndUser: boolean): Generator<StreamEvent> {
  const { serviceType, action } = proposal.decision;
  const { language } = proposal.request;
  yield { event: "understanding", data: toEndUser ? { language } : { serviceType, language, action } };
  if (applied.outcome === "answered") {
    yield* sentences(proposal);
    yield { event: "message", id: applied.message.seq, data: messageData(applied.message) };
  } else if (applied.outcome === "handed_over") {
    const text = applied.message?.text ?? null;
    yield {
      event: "handoff",
      ...(applied.message ? { id: applied.message.seq } : {}),
      data: toEndUser ? { text } : { reason: applied.ticket.handoffReason, text },
    };
  } else {
    yield { event: "waiting", data: { outcome: applied.outcome } };
  }
  const { tokens, costMicros, modelCalls, latencyMs } = proposal.provenance;
  if (!toEndUser) yield { event: "usage", data: { tokens, costMicros, modelCalls, latencyMs } };
  yield {
    event: "done",
    data: { ticketId: applied.ticket.id, status: applied.ticket.status, tier: applied.ticket.tier },
  };
}

function* sentences(proposal: Proposal): Generator<StreamEvent> {
  const cited = citedPassages(proposal);
  const numbers = new Map(cited.map((passage, index) => [passage.chunkId, index + 1]));
  for (const [index, passage] of cited.entries()) {
    const { chunkId, articleId, articleVersion, path, title, headingPath, anchor, start, end, text } = passage;
    yield {
      event: "citation",
      data: {
        number: index + 1,
        chunkId,
        articleId,
        articleVersion,
        path,
        title,
        headingPath,
        anchor,
        start,
        end,
        text,
      },
    };
  }
  for (const { kind, text, cites } of saidSentences(proposal)) {
    const citations = cites.flatMap((at) => numbers.get(proposal.retrieved.passages[at]?.chunkId ?? "") ?? []);
    yield { event: "delta", data: { kind, text, citations } };
  }
}

/** The reply to a message that came before: what was stored for it, if anything. */
async function* storedReply(deps: ChatDeps, ctx: Ctx, { ticket, message }: Received): AsyncGenerator<StreamEvent> {
  const { ticket: now, messages } = await viewOwnTicket(deps.tickets, ctx, ticket.id, ticket.contactId);
  for (const reply of messages.filter(({ direction, seq }) => direction === "out" && seq > message.seq)) {
    yield { event: "message", id: reply.seq, data: messageData(reply) };
  }
  yield { event: "done", data: { ticketId: ticket.id, status: now.status, tier: now.tier } };
}

/**
 * Every message after `afterSeq`, then each new one as it is stored, and `closed` when the ticket is closed, until the
 * client leaves or may read no more.
 */
export async function* followChat(
  deps: ChatDeps,
  ctx: Ctx,
  ticketId: string,
  contactId: string,
  afterSeq: number,
  mayRead: () => Promise<boolean>,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  let closed = false;
  for (let last = afterSeq; !signal.aborted && !deps.live.ended.aborted; ) {
    // Listens before it reads, so that nothing falls in between.
    const change = deps.live.next(ctx.tenantId, ticketId, POLL_MS, signal);
    const { ticket, messages } = await viewOwnTicket(deps.tickets, ctx, ticketId, contactId, last);
    const ends = ticket.status === "closed" && !closed;
    if ((messages.length > 0 || ends) && !(await mayRead())) return;
    for (const message of messages) {
      yield { event: "message", id: message.seq, data: messageData(message) };
      last = message.seq;
    }
    if (ends) yield { event: "closed", data: { ticketId } };
    closed = ticket.status === "closed";
    await change;
  }
}

export const messageData = ({ id, seq, direction, author, text, citations, files, createdAt }: Message) => ({
  id,
  seq,
  from: direction === "in" ? "customer" : author.type === "copilot" ? "ai" : "person",
  text,
  citations,
  files,
  createdAt: createdAt.toISOString(),
});
