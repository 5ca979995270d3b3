import type {
  Channel,
  CustomerClass,
  HandoffReason,
  Language,
  Sentiment,
  ServiceItem,
  ServiceType,
  Urgency,
} from "../kernel/labels.ts";
import type { Stoppable } from "../policy/pauses.ts";
import type { TicketState, TicketStatus, Tier } from "./machine.ts";

/** What the customer runs and was promised; the server's own knowledge, never the client's word alone. */
export interface TicketFacts {
  readonly product?: string | undefined;
  readonly edition?: string | undefined;
  readonly version?: string | undefined;
  readonly deployment?: "on_premise" | "saas" | undefined;
}

/** Why a customer complained and what was done, found by one member and verified by another. */
export interface Cause {
  readonly category: "product" | "usage" | "service" | "contract" | "environment";
  readonly text: string;
  readonly remedy: string;
  readonly foundBy: string;
  readonly verifiedBy: string | null;
}

/** A stretch in which clocks of a ticket stand still. Times are ISO 8601, UTC. */
export interface Pause {
  /** A code of the SLA policy, which may have gone since. */
  readonly reason: string;
  readonly stops: readonly Stoppable[];
  readonly note: string;
  readonly by: string;
  readonly from: string;
  /** When it ends by itself. */
  readonly until: string;
  /** Null while it holds. */
  readonly to: string | null;
  readonly endedBy: "member" | "customer" | "date" | "solved" | null;
}

/** One service request with all that decides about it; its messages are rows of their own. */
export interface Ticket {
  readonly id: string;
  readonly contactId: string;
  readonly customerId: string | null;
  readonly customerClass: CustomerClass;
  readonly channel: Channel;
  readonly thread: string;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly tier: Tier;
  readonly team: string;
  readonly ownerId: string | null;
  readonly assigneeId: string | null;
  readonly botSilent: boolean;
  readonly handoffReason: HandoffReason | null;
  readonly language: Language;
  readonly serviceType: ServiceType | null;
  readonly serviceItem: ServiceItem | null;
  readonly urgency: Urgency;
  readonly sentiment: Sentiment | null;
  readonly facts: TicketFacts;
  readonly turn: number;
  readonly seq: number;
  readonly version: number;
  readonly reopened: number;
  readonly cause: Cause | null;
  /** Oldest first; only the last one can be open. */
  readonly pauses: readonly Pause[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly lastCustomerAt: Date;
  readonly firstReplyAt: Date | null;
  readonly dueAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly closedAt: Date | null;
}

/** The part of a ticket that the state machine knows. */
export const stateOf = (ticket: Ticket): TicketState => ({
  status: ticket.status,
  tier: ticket.tier,
  team: ticket.team,
  ownerId: ticket.ownerId,
  assigneeId: ticket.assigneeId,
  botSilent: ticket.botSilent,
  handoffReason: ticket.handoffReason,
  serviceType: ticket.serviceType,
  turn: ticket.turn,
  reopened: ticket.reopened,
  causeVerified: ticket.cause?.verifiedBy != null,
});

export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly direction: "in" | "out" | "note";
  readonly author: { readonly type: "customer" | "copilot" | "member"; readonly id: string };
  readonly text: string;
  readonly citations: readonly MessageCitation[];
  readonly files: readonly MessageFile[];
  readonly clientMessageId: string | null;
  readonly draftId: string | null;
  readonly createdAt: Date;
  /** The turn that it answers while it is being written, sentence by sentence; null when it is finished. */
  readonly writingTurn: number | null;
  /** The ticket's counter when a message that was written so was finished; null for one that came whole. */
  readonly lastSeq: number | null;
}

/** One sentence of a message that is being written. */
export interface SaidSentence {
  readonly seq: number;
  readonly messageId: string;
  readonly kind: "fact" | "frame" | "question";
  /** White space before it. */
  readonly gap: string;
  readonly text: string;
  /** Numbers of the message's citations, from 1. */
  readonly citations: readonly number[];
}

/** A file that a message carries; its content is a row of its own. */
export interface MessageFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

/** A passage that a reply rests on, as it was at that time. */
export interface MessageCitation {
  readonly chunkId: string;
  readonly articleId: string;
  readonly articleVersion: number;
  readonly path: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

export const DRAFT_STATES = ["proposed", "waiting", "sent", "rejected", "superseded"] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** Why a member did not want a draft; what each teaches differs. */
export const REJECT_REASONS = [
  "wrong_fact",
  "missing_step",
  "tone",
  "policy",
  "personal",
  "not_needed",
  "other",
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export interface Draft {
  readonly id: string;
  readonly ticketId: string;
  readonly proposalId: string | null;
  /** Null for the copilot. */
  readonly authorId: string | null;
  readonly state: DraftState;
  readonly text: string;
  /** What the copilot wrote, kept beside the edits. */
  readonly originalText: string;
  readonly textHash: string;
  readonly citations: readonly MessageCitation[];
  readonly recipientId: string;
  readonly turn: number;
  readonly version: number;
  readonly needed: readonly string[];
  readonly rejectReason: RejectReason | null;
  readonly rejectComment: string | null;
  readonly askedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
