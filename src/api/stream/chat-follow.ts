import type { Ctx } from "../../kernel/ctx.ts";
import { sentencesSince, viewOwnTicket } from "../../tickets/browse.ts";
import type { TicketDeps } from "../../tickets/deps.ts";
import { toldOfPause } from "../../tickets/pause.ts";
import { openPause } from "../../tickets/pauses.ts";
import type { Message, SaidSentence } from "../../tickets/ticket.ts";
import type { Live } from "./live.ts";
import type { StreamEvent } from "./sse.ts";

export interface FollowDeps {
  readonly tickets: TicketDeps;
  readonly live: Live;
}

/** A conversation of one person, to be followed from what they have seen. */
export interface Followed {
  readonly ticketId: string;
  readonly contactId: string;
  readonly afterSeq: number;
  /** Asked before each piece of news; when it says no, the stream ends. */
  readonly mayRead: () => Promise<boolean>;
  /** Replies only, until none is being written any more: for a request whose answer another one gives. */
  readonly repliesToEnd?: boolean;
}

/**
 * Every message after `afterSeq`, then each new one as it is stored, until the client leaves or may read no more. One
 * that is being written comes sentence by sentence, from the sentence after `afterSeq`, and whole once it is finished.
 * `waiting` comes when its clocks stop, with what the customer reads meanwhile, and with null when they run again.
 * `closed` comes when the ticket is closed, or is so already.
 */
export async function* followChat(
  deps: FollowDeps,
  ctx: Ctx,
  followed: Followed,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { ticketId, contactId, afterSeq, mayRead, repliesToEnd = false } = followed;
  const cited = new Set<string>();
  let closed = false;
  let told: string | null = null;
  for (let last = afterSeq; !signal.aborted && !deps.live.ended.aborted; ) {
    // Listens before it reads, so that nothing falls in between.
    const watch = deps.live.watch(ctx.tenantId, ticketId, signal);
    const { ticket, messages: found, seq } = await viewOwnTicket(deps.tickets, ctx, ticketId, contactId, last);
    watch.read(seq);
    const messages = repliesToEnd ? found.filter(({ direction }) => direction === "out") : found;
    const writing = messages.find(({ writingTurn }) => writingTurn !== null);
    const said = writing === undefined ? [] : await sentencesSince(deps.tickets, ctx, ticketId, last);
    const events: StreamEvent[] = messages.flatMap((message) =>
      message === writing
        ? said.flatMap((sentence) => [...citationsFor(message, sentence, cited), sentenceEvent(sentence)])
        : [messageEvent(message)],
    );
    const pause = openPause(ticket)?.from ?? null;
    if (pause !== told && !repliesToEnd)
      events.push({ event: "waiting", data: { waiting: await toldOfPause(deps.tickets, ctx, ticket) } });
    told = pause;
    const ends = ticket.status === "closed" && !closed && !repliesToEnd;
    if (ends) events.push({ event: "closed", data: { ticketId } });
    closed = ticket.status === "closed";
    if (events.length > 0 && !(await mayRead())) return;
    for (const event of events) {
      yield event;
      last = Math.max(last, event.id ?? last);
    }
    if (repliesToEnd && writing === undefined) return;
    await watch.changed;
  }
}

/** Passages that a sentence is the first to name; the text of one is had at its own address. */
function citationsFor(message: Message, { citations }: SaidSentence, cited: Set<string>): StreamEvent[] {
  return citations.flatMap((number) => {
    const citation = message.citations[number - 1];
    const key = `${message.id} ${number}`;
    if (citation === undefined || cited.has(key)) return [];
    cited.add(key);
    return [{ event: "citation", data: { number, messageId: message.id, ...citation, headingPath: [], text: null } }];
  });
}

/** One sentence of a message that is being written; its id resumes after it. */
export const sentenceEvent = ({ seq, ...data }: SaidSentence): StreamEvent => ({ event: "delta", id: seq, data });

/** The place from which a client that has the message goes on. */
const seqOf = ({ seq, lastSeq }: Message): number => lastSeq ?? seq;

export const messageEvent = (message: Message): StreamEvent => ({
  event: "message",
  id: seqOf(message),
  data: messageData(message),
});

export const messageData = (message: Message) => {
  const { id, direction, author, text, citations, files, createdAt, writingTurn } = message;
  return {
    id,
    seq: seqOf(message),
    from: direction === "in" ? "customer" : author.type === "copilot" ? "ai" : "person",
    text,
    citations,
    files,
    createdAt: createdAt.toISOString(),
    /** True while more sentences may come. */
    writing: writingTurn !== null,
  };
};
