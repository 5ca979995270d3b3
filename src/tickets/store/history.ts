import { insertRows } from "../../db/bulk.ts";
import type { Tx } from "../../db/pool.ts";
import type { Draft, Message, Ticket } from "../ticket.ts";
import type { EventRow } from "./events.ts";

type Of<Row> = Row & { readonly ticketId: string };

/** Tickets that were worked on elsewhere, as they stand, with all that happened to them. Nothing is sent and nobody is told. */
export async function insertHistory(
  tx: Tx,
  rows: {
    readonly tickets: readonly Ticket[];
    readonly messages: readonly Of<Message>[];
    readonly events: readonly Of<EventRow>[];
    readonly proposals: readonly Of<{ id: string; turn: number; content: unknown; at: Date }>[];
    readonly drafts: readonly Draft[];
    readonly escalations: readonly Of<{
      readonly id: string;
      readonly fromTier: number;
      readonly toTier: number;
      readonly form: unknown;
      readonly memberId: string;
      readonly solution: string | null;
      readonly at: Date;
      readonly returnedAt: Date | null;
    }>[];
  },
): Promise<void> {
  await insertRows(tx, "ticket", TICKET, rows.tickets.map(ticketRow));
  await insertRows(tx, "message", MESSAGE, rows.messages.map(messageRow));
  await insertRows(
    tx,
    "ticket_event",
    EVENT,
    rows.events.map(({ ticketId, ...row }) => ({ ticket_id: ticketId, ...row })),
  );
  const proposals = rows.proposals.map(({ ticketId, at, ...row }) => ({ ticket_id: ticketId, ...row, created_at: at }));
  await insertRows(tx, "proposal", PROPOSAL, proposals);
  await insertRows(tx, "draft", DRAFT, rows.drafts.map(draftRow));
  const escalations = rows.escalations.map((row) => ({
    ...{ ticket_id: row.ticketId, id: row.id, from_tier: row.fromTier, to_tier: row.toTier, form: row.form },
    ...{ member_id: row.memberId, solution: row.solution, created_at: row.at, returned_at: row.returnedAt },
  }));
  await insertRows(tx, "escalation", ESCALATION, escalations);
}

const ticketRow = (ticket: Ticket) => ({
  ...{
    id: ticket.id,
    contact_id: ticket.contactId,
    customer_id: ticket.customerId,
    customer_class: ticket.customerClass,
  },
  ...{
    channel: ticket.channel,
    thread: ticket.thread,
    subject: ticket.subject,
    status: ticket.status,
    tier: ticket.tier,
  },
  ...{ team: ticket.team, owner_id: ticket.ownerId, assignee_id: ticket.assigneeId, bot_silent: ticket.botSilent },
  ...{ handoff_reason: ticket.handoffReason, language: ticket.language, service_type: ticket.serviceType },
  ...{ service_item: ticket.serviceItem, urgency: ticket.urgency, sentiment: ticket.sentiment, facts: ticket.facts },
  ...{ turn: ticket.turn, seq: ticket.seq, version: ticket.version, reopened: ticket.reopened, cause: ticket.cause },
  ...{ created_at: ticket.createdAt, updated_at: ticket.updatedAt, last_customer_at: ticket.lastCustomerAt },
  ...{
    first_reply_at: ticket.firstReplyAt,
    due_at: ticket.dueAt,
    resolved_at: ticket.resolvedAt,
    closed_at: ticket.closedAt,
  },
});
const messageRow = (message: Of<Message>) => ({
  ...{ ticket_id: message.ticketId, id: message.id, seq: message.seq, direction: message.direction },
  ...{ author: message.author, text: message.text, citations: message.citations },
  ...{ client_message_id: message.clientMessageId, draft_id: message.draftId, created_at: message.createdAt },
});
const draftRow = (draft: Draft) => ({
  ...{ id: draft.id, ticket_id: draft.ticketId, proposal_id: draft.proposalId, author_id: draft.authorId },
  ...{ state: draft.state, text: draft.text, original_text: draft.originalText, text_hash: draft.textHash },
  ...{ citations: draft.citations, recipient_id: draft.recipientId, turn: draft.turn, version: draft.version },
  ...{ needed: draft.needed, reject_reason: draft.rejectReason, reject_comment: draft.rejectComment },
  ...{ asked_at: draft.askedAt, created_at: draft.createdAt, updated_at: draft.updatedAt },
});

const AT = "timestamptz";
const OF_TICKET = { ticket_id: "uuid", id: "uuid" };
const TICKET = {
  ...{ id: "uuid", contact_id: "uuid", customer_id: "uuid", customer_class: "text", channel: "text", thread: "text" },
  ...{ subject: "text", status: "text", tier: "int", team: "text", owner_id: "uuid", assignee_id: "uuid" },
  ...{ bot_silent: "boolean", handoff_reason: "text", language: "text", service_type: "text", service_item: "text" },
  ...{ urgency: "text", sentiment: "text", facts: "jsonb", turn: "int", seq: "int", version: "int", reopened: "int" },
  ...{ cause: "jsonb", created_at: AT, updated_at: AT, last_customer_at: AT, first_reply_at: AT, due_at: AT },
  ...{ resolved_at: AT, closed_at: AT },
};
const MESSAGE = {
  ...{ ...OF_TICKET, seq: "int", direction: "text", author: "jsonb", text: "text", citations: "jsonb" },
  ...{ client_message_id: "text", draft_id: "uuid", created_at: AT },
};
const EVENT = { ticket_id: "uuid", seq: "int", kind: "text", actor: "jsonb", content: "jsonb", at: AT };
const PROPOSAL = { ...OF_TICKET, turn: "int", content: "jsonb", created_at: AT };
const DRAFT = {
  ...{ ...OF_TICKET, proposal_id: "uuid", author_id: "uuid", state: "text", text: "text", original_text: "text" },
  ...{ text_hash: "text", citations: "jsonb", recipient_id: "uuid", turn: "int", version: "int", needed: "jsonb" },
  ...{ reject_reason: "text", reject_comment: "text", asked_at: AT, created_at: AT, updated_at: AT },
};
const ESCALATION = {
  ...{ ...OF_TICKET, from_tier: "int", to_tier: "int", form: "jsonb", member_id: "uuid", solution: "text" },
  ...{ created_at: AT, returned_at: AT },
};
