import type { Proposal } from "../../copilot/proposal.ts";
import { hashText } from "../../tickets/approval/approvals.ts";
import { type TicketEvent, type TransitionRole, transition } from "../../tickets/machine.ts";
import type { EventRow } from "../../tickets/store/events.ts";
import { type Draft, type Message, stateOf, type Ticket } from "../../tickets/ticket.ts";
import type { Chance } from "./chance.ts";
import type { EscalationRow, TicketRows } from "./rows.ts";

type Actor = EventRow["actor"];
type Mutable<Row> = { -readonly [Key in keyof Row]: Row[Key] };
interface Changes {
  readonly role: TransitionRole;
  readonly actor: Actor;
  readonly patch?: Partial<Ticket>;
  readonly content?: Record<string, unknown>;
}

/** The present of the history: nothing is written that would have happened later. */
export class Unwritten extends Error {}

/**
 * Writes one ticket's life down as the product itself would: every change goes through the state machine, and every
 * row has its place in the ticket's history. Throws `Unwritten` at the first step after `until`.
 */
export function penFor(chance: Chance, first: Ticket, until: Date) {
  let ticket: Ticket = first;
  const messages: Message[] = [];
  const events: EventRow[] = [];
  const proposals: Mutable<TicketRows>["proposals"][number][] = [];
  const drafts: Mutable<Draft>[] = [];
  const escalations: Mutable<EscalationRow>[] = [];
  const work: TicketRows["work"][number][] = [];

  const keep = (kind: string, at: Date, actor: Actor, next: Partial<Ticket>, content: Record<string, unknown>) => {
    ticket = { ...ticket, ...next, seq: ticket.seq + 1, version: ticket.version + 1, updatedAt: at };
    events.push({ seq: ticket.seq, kind, actor, content, at });
  };
  const present = (at: Date) => {
    if (at >= until) throw new Unwritten();
  };
  return {
    ticket: () => ticket,
    present,
    say(
      at: Date,
      direction: Message["direction"],
      author: Message["author"],
      text: string,
      draftId: string | null = null,
    ) {
      present(at);
      ticket = { ...ticket, seq: ticket.seq + 1 };
      const id = chance.id(at);
      messages.push({
        id,
        seq: ticket.seq,
        direction,
        author,
        text,
        citations: [],
        files: [],
        clientMessageId: null,
        draftId,
        createdAt: at,
        writingTurn: null,
        lastSeq: null,
      });
      return id;
    },
    event(at: Date, event: TicketEvent, { role, actor, patch = {}, content = {} }: Changes) {
      present(at);
      const { causeVerified: _, ...state } = transition(stateOf(ticket), event, role);
      const { type, ...own } = event;
      keep(type, at, actor, { ...state, ...timesOf(event, ticket, at), ...patch }, { ...own, ...content });
    },
    note(at: Date, kind: string, actor: Actor, patch: Partial<Ticket>, content: Record<string, unknown>) {
      present(at);
      keep(kind, at, actor, patch, content);
    },
    propose(at: Date, content: Proposal) {
      proposals.push({ id: content.id, turn: ticket.turn, content, at });
    },
    draft(at: Date, text: string, proposalId: string | null, authorId: string | null): Mutable<Draft> {
      const draft: Mutable<Draft> = {
        ...{
          id: chance.id(at),
          ticketId: ticket.id,
          proposalId,
          authorId,
          state: "proposed",
          text,
          originalText: text,
        },
        ...{ textHash: hashText(text), citations: [], recipientId: ticket.contactId, turn: ticket.turn, version: 1 },
        ...{ needed: [], rejectReason: null, rejectComment: null, askedAt: null, createdAt: at, updatedAt: at },
      };
      drafts.push(draft);
      return draft;
    },
    /** The draft has left, with whatever text it has now. */
    sent(draft: Mutable<Draft>, at: Date) {
      Object.assign(draft, {
        state: "sent",
        textHash: hashText(draft.text),
        version: draft.version + 1,
        updatedAt: at,
      });
    },
    /** The copilot's draft that nobody has decided yet. */
    openDraft: (): Mutable<Draft> | undefined =>
      drafts.find(({ state, proposalId }) => state === "proposed" && proposalId !== null),
    escalate(row: EscalationRow): Mutable<EscalationRow> {
      const kept = { ...row };
      escalations.push(kept);
      return kept;
    },
    worked(at: Date, memberId: string, minutes: number) {
      work.push({ id: chance.id(at), memberId, minutes: Math.max(1, Math.min(240, Math.round(minutes))), at });
    },
    rows: (survey: TicketRows["survey"]): TicketRows => ({
      ...{ ticket, messages, events, proposals, drafts, escalations, work, survey },
    }),
  };
}
export type Pen = ReturnType<typeof penFor>;

/** The same times that `change.ts` sets. */
function timesOf({ type }: TicketEvent, ticket: Ticket, at: Date): Partial<Ticket> {
  switch (type) {
    case "customer_wrote":
      return { lastCustomerAt: at, resolvedAt: null };
    case "bot_replied":
    case "replied":
      return { firstReplyAt: ticket.firstReplyAt ?? at, dueAt: null };
    case "resolved":
      return { resolvedAt: at, dueAt: null };
    case "closed":
      return { closedAt: at, dueAt: null };
    case "reopened":
      return { resolvedAt: null, closedAt: null };
    default:
      return {};
  }
}
