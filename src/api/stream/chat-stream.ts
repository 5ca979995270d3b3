import { citedPassages, citedPlaces, type Proposal, saidParts } from "../../copilot/proposal.ts";
import { type Fresh, type ProposeDeps, propose } from "../../jobs/propose.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { isDomainError } from "../../kernel/errors.ts";
import type { Logger } from "../../kernel/log.ts";
import { viewOwnTicket } from "../../tickets/browse.ts";
import type { Applied } from "../../tickets/proposal/apply-proposal.ts";
import type { Said } from "../../tickets/proposal/say.ts";
import type { Received } from "../../tickets/receiving/receive.ts";
import { followChat, messageEvent, sentenceEvent } from "./chat-follow.ts";
import type { Live } from "./live.ts";
import type { StreamEvent } from "./sse.ts";
import { told } from "./told.ts";

export interface ChatDeps extends ProposeDeps {
  readonly live: Live;
  readonly log: Logger;
}

/** An answer under way: what has been said of it and stored, then what came of it. */
type Answer = AsyncGenerator<{ readonly soFar: Proposal; readonly said: Said }, Awaited<ReturnType<typeof propose>>>;

/** Begins to answer a ticket; `chatEvents` tells of it. */
export const beginAnswer = (deps: ChatDeps, ctx: Ctx, ticketId: string, signal: AbortSignal, fresh?: Fresh): Answer =>
  told((tell) => propose(deps, ctx, ticketId, signal, { tell: (soFar, said) => tell({ soFar, said }), fresh }));

/** What has been said to one client of an answer. */
interface Shown {
  sentences: number;
  citations: number;
}

/**
 * What the customer sees of one message of theirs, with the answer that has begun for it if one has. Nothing is shown
 * before it is checked and committed: sentences of a model that still writes go out one by one, everything else once
 * the whole is there.
 */
export async function* chatEvents(
  deps: ChatDeps,
  ctx: Ctx,
  received: Received & { readonly answer: Answer | undefined },
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { ticket, message } = received;
  const toEndUser = ctx.actor.type === "end_user";
  yield {
    event: "received",
    id: message.seq,
    data: { ticketId: ticket.id, messageId: message.id, repeated: received.repeated },
  };
  const shown: Shown = { sentences: 0, citations: 0 };
  try {
    const answering = received.answer ?? beginAnswer(deps, ctx, ticket.id, signal);
    let next = await answering.next();
    for (; !next.done; next = await answering.next()) {
      const { soFar, said } = next.value;
      if (shown.sentences === 0) yield understandingEvent(soFar, toEndUser);
      yield* newCitations(soFar, said.message.id, shown);
      for (const sentence of said.sentences) yield sentenceEvent(sentence);
      shown.sentences += said.sentences.length;
    }
    const result = next.value;
    // Another request may answer this very turn: then its reply is the one.
    if (result === null || result.applied.outcome === "repeated") yield* storedReply(deps, ctx, received, signal);
    else yield* ending(result.proposal, result.applied, shown, toEndUser);
  } catch (error) {
    deps.log.error({ ticketId: ticket.id, error }, "A chat could not be answered; its job will try again.");
    const detail = isDomainError(error) ? error.message : "The answer is delayed; it will appear here.";
    yield { event: "error", data: { detail } };
  }
}

/** Labels, reasons and costs are for the vendor's own systems; an end user gets what is said to them. */
function understandingEvent({ decision, request }: Proposal, toEndUser: boolean): StreamEvent {
  const { serviceType, action } = decision;
  const { language } = request;
  return { event: "understanding", data: toEndUser ? { language } : { serviceType, language, action } };
}

function* ending(proposal: Proposal, applied: Applied, shown: Shown, toEndUser: boolean): Generator<StreamEvent> {
  if (shown.sentences === 0) yield understandingEvent(proposal, toEndUser);
  if (applied.brokenOff !== undefined) yield messageEvent(applied.brokenOff);
  if (applied.outcome === "answered") {
    yield* newCitations(proposal, applied.message.id, shown);
    yield* unsaid(proposal, applied.message.id, shown);
    yield messageEvent(applied.message);
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

/** Passages that are cited by now and were not before, in the order of their numbers. */
function* newCitations(proposal: Proposal, messageId: string, shown: Shown): Generator<StreamEvent> {
  if (citedPassages(proposal).length === shown.citations) return;
  const cited = citedPlaces(proposal);
  for (const [index, passage] of cited.entries()) {
    if (index < shown.citations) continue;
    const { audience: _, score: __, ...place } = passage;
    yield { event: "citation", data: { number: index + 1, messageId, ...place } };
  }
  shown.citations = cited.length;
}

/** What the end of an answer brought; it was stored with the whole. */
function* unsaid(proposal: Proposal, messageId: string, shown: Shown): Generator<StreamEvent> {
  const numbers = new Map(citedPassages(proposal).map(({ chunkId }, index) => [chunkId, index + 1]));
  for (const { kind, gap, text, cites } of saidParts(proposal).slice(shown.sentences)) {
    const citations = cites.flatMap((at) => numbers.get(proposal.retrieved.passages[at]?.chunkId ?? "") ?? []);
    yield { event: "delta", data: { messageId, kind, gap, text, citations } };
  }
}

/** The reply to a message that came before: what was stored for it, if anything, to its end where it is being written. */
async function* storedReply(
  deps: ChatDeps,
  ctx: Ctx,
  { ticket, message }: Received,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { id: ticketId, contactId } = ticket;
  const rest = { ticketId, contactId, afterSeq: message.seq, mayRead: async () => true, repliesToEnd: true };
  yield* followChat(deps, ctx, rest, signal);
  const { ticket: now } = await viewOwnTicket(deps.tickets, ctx, ticketId, contactId, message.seq);
  yield { event: "done", data: { ticketId, status: now.status, tier: now.tier } };
}
