import type { Proposal } from "../../copilot/proposal.ts";
import type { EventRow } from "../../tickets/store/events.ts";
import type { Draft, Message, Ticket } from "../../tickets/ticket.ts";

/** Everything that one ticket of the history leaves behind. */
export interface TicketRows {
  readonly ticket: Ticket;
  readonly messages: readonly Message[];
  readonly events: readonly EventRow[];
  readonly proposals: readonly {
    readonly id: string;
    readonly turn: number;
    readonly content: Proposal;
    readonly at: Date;
  }[];
  readonly drafts: readonly Draft[];
  readonly escalations: readonly EscalationRow[];
  readonly work: readonly {
    readonly id: string;
    readonly memberId: string;
    readonly minutes: number;
    readonly at: Date;
  }[];
  readonly survey: SurveyRow | null;
}

export interface EscalationRow {
  readonly id: string;
  readonly fromTier: number;
  readonly toTier: number;
  readonly form: Record<string, string>;
  readonly memberId: string;
  readonly solution: string | null;
  readonly at: Date;
  readonly returnedAt: Date | null;
}

export interface SurveyRow {
  readonly id: string;
  readonly asksNps: boolean;
  readonly csat: number | null;
  readonly nps: number | null;
  readonly ces: number | null;
  readonly comment: string | null;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
}
