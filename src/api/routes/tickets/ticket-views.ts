import { z } from "@hono/zod-openapi";
import {
  CHANNELS,
  CUSTOMER_CLASSES,
  HANDOFF_REASONS,
  LANGUAGES,
  SENTIMENTS,
  SERVICE_TYPES,
  URGENCIES,
} from "../../../kernel/labels.ts";
import { STOPPABLE } from "../../../policy/pauses.ts";
import { TICKET_STATUSES } from "../../../tickets/machine.ts";
import { DRAFT_STATES, type Draft, type Message, REJECT_REASONS, type Ticket } from "../../../tickets/ticket.ts";

const instant = z.iso.datetime();
const facts = z
  .object({ product: z.string(), edition: z.string(), version: z.string(), deployment: z.string() })
  .partial();

export const TicketShape = z
  .object({
    id: z.uuid(),
    contactId: z.uuid(),
    customerId: z.uuid().nullable(),
    customerClass: z.enum(CUSTOMER_CLASSES),
    channel: z.enum(CHANNELS),
    subject: z.string(),
    status: z.enum(TICKET_STATUSES),
    tier: z.int().min(0).max(3),
    team: z.string(),
    ownerId: z.uuid().nullable(),
    assigneeId: z.uuid().nullable(),
    botSilent: z.boolean(),
    handoffReason: z.enum(HANDOFF_REASONS).nullable(),
    language: z.enum(LANGUAGES),
    serviceType: z.enum(SERVICE_TYPES).nullable(),
    serviceItem: z.string().nullable(),
    urgency: z.enum(URGENCIES),
    sentiment: z.enum(SENTIMENTS).nullable(),
    facts,
    turn: z.int().openapi({
      description: "Raised by every message of the customer and every reply; a reply names the turn it answers.",
    }),
    version: z.int(),
    reopened: z.int(),
    cause: z
      .object({
        category: z.string(),
        text: z.string(),
        remedy: z.string(),
        foundBy: z.uuid(),
        verifiedBy: z.uuid().nullable(),
      })
      .nullable(),
    pauses: z
      .array(
        z.object({
          reason: z.string(),
          stops: z.array(z.enum(STOPPABLE)),
          note: z.string(),
          by: z.string(),
          from: instant,
          until: instant,
          to: instant.nullable(),
          endedBy: z.enum(["member", "customer", "date", "solved"]).nullable(),
        }),
      )
      .openapi({ description: "Stretches in which clocks stood still, oldest first; the last may hold now." }),
    createdAt: instant,
    updatedAt: instant,
    firstReplyAt: instant.nullable(),
    dueAt: instant.nullable(),
    resolvedAt: instant.nullable(),
    closedAt: instant.nullable(),
  })
  .openapi("Ticket");

export const ContactShape = z
  .object({
    id: z.uuid(),
    externalId: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    customer: z
      .object({
        id: z.uuid(),
        externalId: z.string(),
        name: z.string(),
        validTo: instant.nullable().openapi({ description: "When what is known of it stops counting." }),
      })
      .nullable(),
  })
  .openapi("Contact");

export const CitationShape = z
  .object({
    chunkId: z.string(),
    articleId: z.string(),
    articleVersion: z.int(),
    path: z.string(),
    title: z.string(),
    start: z.int(),
    end: z.int(),
  })
  .openapi("MessageCitation");

/** A file that a message carries. */
export const FileShape = z
  .object({
    id: z.uuid(),
    name: z.string(),
    mediaType: z.string(),
    size: z.int().openapi({ description: "Bytes." }),
  })
  .openapi("MessageFile");

export const MessageShape = z
  .object({
    id: z.uuid(),
    seq: z.int(),
    direction: z.enum(["in", "out", "note"]),
    author: z.object({ type: z.enum(["customer", "copilot", "member"]), id: z.string() }),
    text: z.string(),
    citations: z.array(CitationShape),
    files: z.array(FileShape),
    draftId: z.uuid().nullable(),
    createdAt: instant,
    writing: z.boolean().openapi({ description: "True while the copilot says more of it." }),
  })
  .openapi("Message");

export const DraftShape = z
  .object({
    id: z.uuid(),
    ticketId: z.uuid(),
    authorId: z.uuid().nullable(),
    state: z.enum(DRAFT_STATES),
    text: z.string(),
    originalText: z.string(),
    textHash: z.string(),
    citations: z.array(CitationShape),
    recipientId: z.uuid(),
    turn: z.int(),
    version: z.int(),
    needed: z.array(z.string()),
    rejectReason: z.enum(REJECT_REASONS).nullable(),
    rejectComment: z.string().nullable(),
    askedAt: instant.nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .openapi("Draft");

const iso = (date: Date) => date.toISOString();
const isoOrNull = (date: Date | null) => date?.toISOString() ?? null;

export function ticketView(ticket: Ticket): z.infer<typeof TicketShape> {
  const { thread: _thread, seq: _seq, lastCustomerAt: _last, facts: known, ...rest } = ticket;
  return {
    ...rest,
    facts: JSON.parse(JSON.stringify(known)),
    pauses: ticket.pauses.map((pause) => ({ ...pause, stops: [...pause.stops] })),
    createdAt: iso(ticket.createdAt),
    updatedAt: iso(ticket.updatedAt),
    firstReplyAt: isoOrNull(ticket.firstReplyAt),
    dueAt: isoOrNull(ticket.dueAt),
    resolvedAt: isoOrNull(ticket.resolvedAt),
    closedAt: isoOrNull(ticket.closedAt),
  };
}

export const messageView = ({
  clientMessageId: _,
  lastSeq: __,
  writingTurn,
  citations,
  files,
  ...message
}: Message): z.infer<typeof MessageShape> => ({
  ...message,
  citations: [...citations],
  files: [...files],
  createdAt: iso(message.createdAt),
  writing: writingTurn !== null,
});

export const draftView = ({ proposalId: _, citations, needed, ...draft }: Draft): z.infer<typeof DraftShape> => ({
  ...draft,
  citations: [...citations],
  needed: [...needed],
  askedAt: isoOrNull(draft.askedAt),
  createdAt: iso(draft.createdAt),
  updatedAt: iso(draft.updatedAt),
});
