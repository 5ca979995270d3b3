import type { z } from "zod";
import type { MergeShape, PreviewShape } from "../api/routes/contacts.ts";
import type { StandingBookShape } from "../api/routes/customers.ts";
import type { MemberView } from "../api/routes/members.ts";
import type { SolvedCaseShape } from "../api/routes/tickets/solved-cases.ts";
import type { ContactShape, DraftShape, MessageShape, TicketShape } from "../api/routes/tickets/ticket-views.ts";
import type { Proposal } from "../api/wire.ts";

export type { Explanation, Proposal, ProposalPassage, ProposalSentence } from "../api/wire.ts";

export type Ticket = z.infer<typeof TicketShape>;
export type Message = z.infer<typeof MessageShape>;
export type MessageCitation = Message["citations"][number];
export type Draft = z.infer<typeof DraftShape>;
export type Contact = z.infer<typeof ContactShape>;
export type StandingBook = z.infer<typeof StandingBookShape>;
export type ContactMerge = z.infer<typeof MergeShape>;
export type ContactMergePreview = z.infer<typeof PreviewShape>;
export type Member = z.infer<typeof MemberView>;
export type SolvedCase = z.infer<typeof SolvedCaseShape>;
export type RejectReason = NonNullable<Draft["rejectReason"]>;

export interface Me {
  readonly id: string;
  readonly tenantId: string;
  readonly member: Member | null;
  /** Tenants that the person is a member of. */
  readonly tenants: readonly { readonly id: string; readonly slug: string }[];
  readonly actions: readonly string[];
}

/** What a verb on a draft answers: `message` is the sent reply, or null while it waits for approvals. */
export interface DraftOutcome {
  readonly ticket: Ticket;
  readonly draft: Draft;
  readonly message: Message | null;
}

export interface Waiting {
  readonly draft: Draft;
  readonly ticket: Ticket;
  readonly consents: readonly { readonly memberId: string; readonly role: string }[];
  /** One's own consent would count. */
  readonly mine: boolean;
}

export interface Notification {
  readonly id: string;
  readonly kind:
    | "assignment"
    | "mention"
    | "refusal"
    | "approval"
    | "reply"
    | "budget"
    | "insight"
    | "training"
    | "embedding"
    | "erasure";
  readonly ticketId: string | null;
  readonly text: string;
  readonly createdAt: string;
  readonly readAt: string | null;
}

/** A ticket with everything beside it. */
export interface TicketView {
  readonly ticket: Ticket;
  readonly contact: Contact;
  readonly messages: readonly Message[];
  readonly drafts: readonly Draft[];
  readonly proposal: Proposal | null;
}
