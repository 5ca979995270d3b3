import { recordAudit } from "../access/audit.ts";
import type { Tx } from "../db/pool.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { SaveChange, TicketDeps } from "./deps.ts";
import { type TicketEvent, type TransitionRole, transition } from "./machine.ts";
import { endPause, openPause } from "./pauses.ts";
import { type EventRow, insertEvent } from "./store/events.ts";
import { insertMessage, insertMessageOnce } from "./store/messages.ts";
import { insertTicket, lockTicket, saveChange } from "./store/tickets.ts";
import { type Message, stateOf, type Ticket } from "./ticket.ts";

/** Roles that work on tickets. */
export const STAFF_ROLES: readonly string[] = ["agent", "engineer", "developer", "csm", "manager", "admin"];

/** The actor as the state machine knows it. Throws `forbidden` for members who do not work on tickets. */
export function roleOf(ctx: Ctx): TransitionRole {
  const { actor } = ctx;
  if (actor.type === "end_user") return "customer";
  if (actor.type !== "member") return "system";
  if (!STAFF_ROLES.includes(actor.role))
    throw new DomainError("forbidden", `A ${actor.role} does not work on tickets.`);
  return actor.role as TransitionRole;
}

/** The ticket, locked for the rest of the transaction. An end user finds only tickets of their own contact. */
export async function ticketForChange(tx: Tx, id: string): Promise<Ticket> {
  const ticket = await lockTicket(tx, id);
  if (ticket === undefined) throw notFound("Ticket", id);
  return ticket;
}

/** Fields that a change sets beside what the state machine sets. */
export type TicketPatch = Partial<Omit<Ticket, "id" | "seq" | "version" | "contactId">>;

/** Applies one transition to a locked ticket and records it: the row, its event, and the audit row. */
export async function applyEvent(
  deps: TicketDeps,
  tx: Tx,
  ctx: Ctx,
  ticket: Ticket,
  event: TicketEvent,
  options: {
    readonly role?: TransitionRole;
    readonly patch?: TicketPatch;
    readonly content?: Content;
    /** It is the ticket's first: the row does not exist yet. */
    readonly isNew?: boolean;
  } = {},
): Promise<Ticket> {
  const after = transition(stateOf(ticket), event, options.role ?? roleOf(ctx));
  const { causeVerified, ...fields } = after;
  const now = deps.clock.now();
  const cause = causeVerified || ticket.cause === null ? ticket.cause : { ...ticket.cause, verifiedBy: null };
  return record(deps, tx, ctx, {
    before: ticket,
    after: { ...ticket, ...timesOf(event, ticket, now), ...fields, cause, ...options.patch },
    kind: event.type,
    content: { ...eventContent(event), ...options.content },
    isNew: options.isNew === true,
  });
}

/** Changes fields that are no transition (labels, cause, customer), recorded the same way. */
export const applyPatch = (
  deps: TicketDeps,
  tx: Tx,
  ctx: Ctx,
  ticket: Ticket,
  { kind, patch, content = {} }: { readonly kind: string; readonly patch?: TicketPatch; readonly content?: Content },
): Promise<Ticket> =>
  record(deps, tx, ctx, { before: ticket, after: { ...ticket, ...patch }, kind, content, isNew: false });

/** What an event tells beside its kind. */
type Content = Readonly<Record<string, unknown>>;

interface Change {
  readonly before: Ticket;
  readonly after: Ticket;
  readonly kind: string;
  readonly content: Content;
  readonly isNew: boolean;
}

async function record(
  deps: TicketDeps,
  tx: Tx,
  ctx: Ctx,
  { before, after, kind, content, isNew }: Change,
): Promise<Ticket> {
  const now = deps.clock.now();
  const next: Ticket = { ...after, seq: before.seq + 1, version: before.version + 1, updatedAt: now };
  const actor = { type: ctx.actor.type, id: ctx.actor.id };
  const save = isNew ? insertTicket : (deps.save ?? saveChange);
  save(tx, next, { seq: next.seq, kind, actor, content, at: now });
  await recordAudit(tx, deps.clock, ctx, {
    action: `ticket.${kind}`,
    object: "ticket",
    objectId: next.id,
    before: { status: before.status, tier: before.tier, ownerId: before.ownerId },
    after: {
      status: next.status,
      tier: next.tier,
      ownerId: next.ownerId,
      ...toldOf(content),
      ...pauseEnded(before, next),
    },
  });
  tx.afterCommit(() => deps.onChange?.(tx.tenantId, next.id));
  return next;
}

/** What the audit is told of an event: words that people wrote stand in the ticket's history, which can be erased. */
const toldOf = ({ solution: _, note: __, ...told }: Record<string, unknown>): Record<string, unknown> => told;

/**
 * Lets a transaction that changes one ticket several times write its row once, as it is in the end: each new version of
 * the row has a place in every index. `save` goes into `TicketDeps`; until `store` nothing may read the row or its events.
 */
export function holdChanges(): { readonly save: SaveChange; store(tx: Tx): void } {
  let last: { readonly ticket: Ticket; readonly event: EventRow } | undefined;
  return {
    save(tx, ticket, event) {
      if (last !== undefined) insertEvent(tx, last.ticket.id, last.event);
      last = { ticket, event };
    },
    store(tx) {
      if (last !== undefined) saveChange(tx, last.ticket, last.event);
      last = undefined;
    },
  };
}

/** A message to come, beside what its place in the ticket says. */
type NewMessage = Pick<Message, "direction" | "author" | "text"> &
  Partial<Pick<Message, "id" | "citations" | "files" | "clientMessageId" | "writingTurn">>;

/** Adds a message to a locked ticket. Returns the ticket with its counter moved on. */
export function addMessage(
  deps: Pick<TicketDeps, "clock">,
  tx: Tx,
  ticket: Ticket,
  message: NewMessage,
): { ticket: Ticket; message: Message } {
  const counted = nextMessage(deps, ticket, message);
  insertMessage(tx, ticket.id, counted.message);
  return counted;
}

/** The same for the message that a draft becomes; null when it is one already. */
export async function addMessageOnce(
  deps: Pick<TicketDeps, "clock">,
  tx: Tx,
  ticket: Ticket,
  message: NewMessage & Pick<Message, "draftId">,
): Promise<{ ticket: Ticket; message: Message } | null> {
  const counted = nextMessage(deps, ticket, message);
  return (await insertMessageOnce(tx, ticket.id, counted.message)) ? counted : null;
}

/** A message at the next place of a ticket, and the ticket that has it. */
function nextMessage(
  { clock }: Pick<TicketDeps, "clock">,
  ticket: Ticket,
  message: NewMessage & Partial<Pick<Message, "draftId">>,
): { ticket: Ticket; message: Message } {
  const now = clock.now();
  const stored: Message = {
    id: newId(now),
    citations: [],
    files: [],
    clientMessageId: null,
    draftId: null,
    writingTurn: null,
    lastSeq: null,
    ...message,
    seq: ticket.seq + 1,
    createdAt: now,
  };
  return { ticket: { ...ticket, seq: ticket.seq + 1 }, message: stored };
}

function timesOf(event: TicketEvent, ticket: Ticket, now: Date): TicketPatch {
  switch (event.type) {
    case "customer_wrote":
      return { lastCustomerAt: now, resolvedAt: null, pauses: endPause(ticket.pauses, now, "customer") };
    case "bot_replied":
    case "replied":
      return { firstReplyAt: ticket.firstReplyAt ?? now, dueAt: null };
    case "resolved":
      return { resolvedAt: now, dueAt: null, pauses: endPause(ticket.pauses, now, "solved") };
    case "closed":
      return { closedAt: now, dueAt: null, pauses: endPause(ticket.pauses, now, "solved") };
    case "reopened":
      return { resolvedAt: null, closedAt: null };
    default:
      return {};
  }
}

/** Named in the audit where an event ended a pause by the way. */
const pauseEnded = (before: Ticket, after: Ticket): Record<string, unknown> => {
  const pause = openPause(before);
  return pause !== undefined && openPause(after) === undefined ? { pauseEnded: pause.reason } : {};
};

function eventContent(event: TicketEvent): Record<string, unknown> {
  const { type: _, ...content } = event;
  return content;
}
