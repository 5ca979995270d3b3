import { z } from "zod";
import { type ContactCard, readContactCard } from "../customers/store.ts";
import { inTenant, readInTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { invalid, notFound } from "../kernel/errors.ts";
import { CHANNELS, CUSTOMER_CLASSES, SERVICE_TYPES, URGENCIES } from "../kernel/labels.ts";
import type { TicketDeps } from "./deps.ts";
import { TICKET_STATUSES, type TicketStatus } from "./machine.ts";
import { listDrafts } from "./store/drafts.ts";
import { type EventRow, latestProposal, listEvents, MOST_EVENTS } from "./store/events.ts";
import { listConversation, newestMessages } from "./store/messages.ts";
import { type Cursor, listQueue, SORTS, type Sort } from "./store/queue.ts";
import { readSeqs, readTicket } from "./store/tickets.ts";
import { sentencesAfter } from "./store/writing.ts";
import type { Draft, Message, SaidSentence, Ticket } from "./ticket.ts";

const memberFilter = z.union([z.literal("me"), z.literal("none"), z.uuid()]);

/** Refused as a whole: who asks wrote one word, of which no place can be named. */
function statusesOf(text: string, ctx: z.core.$RefinementCtx<string>): TicketStatus[] {
  const statuses = z.array(z.enum(TICKET_STATUSES)).safeParse([...new Set(text.split(","))]);
  if (statuses.success) return statuses.data;
  ctx.addIssue(`${statuses.error.issues[0]!.message}, several with commas between`);
  return z.NEVER;
}

export const QueueQuery = z.object({
  /** One, or several with commas between. */
  status: z.string().transform(statusesOf).optional(),
  tier: z.coerce.number().int().min(0).max(3).optional(),
  team: z.string().max(50).optional(),
  owner: memberFilter.optional(),
  assignee: memberFilter.optional(),
  type: z.enum(SERVICE_TYPES).optional(),
  urgency: z.enum(URGENCIES).optional(),
  class: z.enum(CUSTOMER_CLASSES).optional(),
  customer: z.uuid().optional(),
  channel: z.enum(CHANNELS).optional(),
  paused: z.enum(["true", "false"]).optional(),
  sort: z.enum(Object.keys(SORTS) as [Sort, ...Sort[]]).default("updated"),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});
export type QueueQuery = z.infer<typeof QueueQuery>;

const CursorText = z.object({ s: z.string(), v: z.iso.datetime().nullable(), i: z.uuid() });

/** One page of the queue and the cursor of the next; closed tickets only when asked for. */
export async function listTickets(
  deps: Pick<TicketDeps, "db">,
  ctx: Ctx,
  query: QueueQuery,
): Promise<{ tickets: Ticket[]; next: string | null }> {
  const member = (value: z.infer<typeof memberFilter> | undefined) =>
    value === "me" ? ctx.actor.id : value === "none" ? null : value;
  const filter = {
    statuses: query.status,
    tier: query.tier,
    team: query.team,
    owner_id: member(query.owner),
    assignee_id: member(query.assignee),
    service_type: query.type,
    urgency: query.urgency,
    customer_class: query.class,
    customer_id: query.customer,
    channel: query.channel,
    paused: query.paused === undefined ? undefined : query.paused === "true",
  };
  const after = query.cursor === undefined ? null : readCursor(query.cursor, query.sort);
  const rows = await readInTenant(deps.db, ctx.tenantId, (tx) =>
    listQueue(tx, filter, query.sort, after, query.limit + 1),
  );
  const tickets = rows.slice(0, query.limit);
  const last = tickets.at(-1);
  return { tickets, next: rows.length > query.limit && last !== undefined ? writeCursor(query.sort, last) : null };
}

const sortValue = (sort: Sort, ticket: Ticket): Date | null =>
  ({ updated: ticket.updatedAt, created: ticket.createdAt, due: ticket.dueAt })[sort];

const writeCursor = (sort: Sort, ticket: Ticket): string =>
  Buffer.from(JSON.stringify({ s: sort, v: sortValue(sort, ticket)?.toISOString() ?? null, i: ticket.id })).toString(
    "base64url",
  );

function readCursor(text: string, sort: Sort): Cursor {
  try {
    const { s, v, i } = CursorText.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    if (s === sort) return { value: v, id: i };
  } catch {
    // Falls through to the one message for every bad cursor.
  }
  throw invalid("cursor", "is not a cursor of this list and sort; leave it out to start again");
}

const MOST_MESSAGES = 500;

/** A ticket with everything that an agent sees beside it; of its messages the newest 500, oldest of them first. */
export interface TicketView {
  readonly ticket: Ticket;
  readonly contact: ContactCard;
  readonly messages: readonly Message[];
  readonly drafts: readonly Draft[];
  readonly proposal: unknown;
}

export function viewTicket(deps: Pick<TicketDeps, "db">, ctx: Ctx, id: string): Promise<TicketView> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await readTicket(tx, id);
    if (ticket === undefined) throw notFound("Ticket", id);
    const proposal = await latestProposal(tx, id);
    return {
      ticket,
      contact: (await readContactCard(tx, ticket.contactId))!,
      messages: await newestMessages(tx, id, MOST_MESSAGES, true),
      drafts: await listDrafts(tx, id),
      proposal: proposal?.content ?? null,
    };
  });
}

/**
 * What an end user may see of their own ticket: their words and the replies, never notes, labels or drafts. The newest
 * 500 messages, or with `afterSeq` the next ones after it; oldest first. `seq` is how far its history was read.
 */
export function viewOwnTicket(
  deps: Pick<TicketDeps, "db">,
  ctx: Ctx,
  id: string,
  contactId: string,
  afterSeq?: number,
): Promise<{ ticket: Ticket; messages: Message[]; seq: number }> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await readTicket(tx, id);
    // A ticket of somebody else looks like one that does not exist.
    if (ticket?.contactId !== contactId) throw notFound("Ticket", id);
    const messages =
      afterSeq === undefined
        ? await newestMessages(tx, id, MOST_MESSAGES, false)
        : await listConversation(tx, id, afterSeq, MOST_MESSAGES);
    return { ticket, messages, seq: readTo(ticket, messages, MOST_MESSAGES) };
  });
}

/** Sentences after `afterSeq` of the reply that is being written; none once it is finished. */
export const sentencesSince = (
  deps: Pick<TicketDeps, "db">,
  ctx: Ctx,
  id: string,
  afterSeq: number,
): Promise<SaidSentence[]> => inTenant(deps.db, ctx.tenantId, (tx) => sentencesAfter(tx, id, afterSeq));

/** How far the history of each of these tickets has come; for live views, which look at all of theirs at once. */
export const seqsOf = (
  deps: Pick<TicketDeps, "db">,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> => readInTenant(deps.db, tenantId, (tx) => readSeqs(tx, ids));

/**
 * The history after an event, oldest first, with each sentence of a reply that is being written as `said`; live views
 * resume from the last id they saw. At most 500; `seq` is how far the history was read.
 */
export const ticketEvents = (
  deps: Pick<TicketDeps, "db" | "clock">,
  ctx: Ctx,
  id: string,
  afterSeq: number,
): Promise<{ seq: number; events: EventRow[] }> =>
  inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await readTicket(tx, id);
    if (ticket === undefined) throw notFound("Ticket", id);
    const [happened, said] = await Promise.all([listEvents(tx, id, afterSeq), sentencesAfter(tx, id, afterSeq)]);
    const seq = readTo(ticket, happened, MOST_EVENTS);
    // A sentence from behind the last of many events would have those between them skipped.
    const told = happened.length < MOST_EVENTS ? said : said.filter((sentence) => sentence.seq < seq);
    const events =
      told.length === 0
        ? happened
        : [...happened, ...told.map((sentence) => asEvent(sentence, deps.clock.now()))].sort((a, b) => a.seq - b.seq);
    return { seq, events };
  });

/** How far a history was read by asking for its next rows, at most `most`: with as many there may be more. */
const readTo = (ticket: Ticket, rows: readonly { readonly seq: number }[], most: number): number =>
  rows.length < most ? ticket.seq : rows.at(-1)!.seq;

const asEvent = ({ seq, ...content }: SaidSentence, at: Date): EventRow => ({
  seq,
  kind: "said",
  actor: { type: "system", id: "copilot" },
  content,
  at,
});
