import type { Proposal } from "../copilot/proposal.ts";
import type { Database, Tx } from "../db/pool.ts";
import type { Queue } from "../db/queue.ts";
import type { Clock } from "../kernel/clock.ts";
import type { MemberRole } from "../kernel/labels.ts";
import type { Policies } from "../policy/policies.ts";
import type { EventRow } from "./store/events.ts";
import type { Ticket } from "./ticket.ts";

/** Stores a ticket as it is after a change, with the event that the change is. */
export type SaveChange = (tx: Tx, ticket: Ticket, event: EventRow) => void;

/** A member as approvals and assignments see one. */
export interface Person {
  readonly id: string;
  readonly role: MemberRole;
  /** False for members who may only draft. */
  readonly maySend: boolean;
  readonly active: boolean;
}

/** Members of the transaction's tenant; `access` provides it. */
export interface People {
  find(tx: Tx, memberId: string): Promise<Person | undefined>;
  /** Members who are absent and named this member as their delegate. */
  absentFor(tx: Tx, memberId: string): Promise<Person[]>;
  /** Who acts for a member now: the member, or whoever stands in while they are away. */
  actingFor(tx: Tx, memberId: string): Promise<Person | undefined>;
  /** Who reads the drafts of a member who may not send: their mentor, else leads. */
  readersOf(tx: Tx, memberId: string): Promise<Person[]>;
  withRoles(tx: Tx, roles: readonly string[]): Promise<Person[]>;
  notify(tx: Tx, memberIds: readonly string[], notice: Notice): Promise<void>;
}

export interface Notice {
  readonly kind: "assignment" | "mention" | "approval" | "refusal" | "reply";
  readonly ticketId: string;
  readonly text: string;
}

/** What every ticket verb is given. */
export interface TicketDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly queue: Pick<Queue, "send">;
  readonly people: People;
  /** The policies that decide now, read in the caller's transaction. */
  readonly policies: (tx: Tx) => Promise<Policies>;
  /** How long a chat may take before its job steps in; longer than the model's time, so that it is asked once. */
  readonly chatGraceMs?: number;
  /**
   * For features that keep something of a proposal beside the ticket, in the transaction that applies it: reads at once
   * what it needs of the ticket, so that it travels with the rest, and gives what keeps it.
   */
  readonly onProposal?: (
    tx: Tx,
    ticketId: string,
  ) => (policies: Policies, ticket: Ticket, proposal: Proposal) => Promise<void>;
  /** Stores a change of a ticket in place of `saveChange`, for a transaction that makes several; see `holdChanges`. */
  readonly save?: SaveChange;
  /** Told after the commit of every change of a ticket, for live views in this process. */
  readonly onChange?: (tenantId: string, ticketId: string) => void;
}
