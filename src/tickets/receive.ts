import { z } from "zod";
import { ensureContact } from "../customers/contacts.ts";
import type { Tx } from "../db/pool.ts";
import { inTenant } from "../db/tenant.ts";
import type { Ctx } from "../kernel/ctx.ts";
import { newId } from "../kernel/ids.ts";
import { CHANNELS, LANGUAGES } from "../kernel/labels.ts";
import { bindFiles, FILES_ONLY, MOST_FILES } from "./attachments.ts";
import { addMessage, applyEvent } from "./change.ts";
import type { TicketDeps } from "./deps.ts";
import { supersedeDrafts } from "./store/drafts.ts";
import { messageOfClient } from "./store/messages.ts";
import { insertTicket, lockOpenTicket, readTicket } from "./store/tickets.ts";
import type { Message, Ticket } from "./ticket.ts";

/** The job that lets the copilot propose for a ticket. */
export const PROPOSE_JOB = "propose";
/** A chat answers in its own request; its job only steps in when that request died: later than it can take. */
export const CHAT_GRACE_MS = 15_000;

export const InboundMessage = z.object({
  contact: z.object({ externalId: z.string().min(1).max(200), customerId: z.string().min(1).max(200).optional() }),
  channel: z.enum(CHANNELS),
  /** Groups messages into tickets: one open ticket for each contact and thread. */
  thread: z.string().min(1).max(200).default("main"),
  /** Empty only where files say it. */
  text: z.string().max(20_000),
  files: z.array(z.uuid()).max(MOST_FILES).optional(),
  language: z.enum(LANGUAGES),
  clientMessageId: z.string().min(1).max(200).optional(),
  facts: z
    .object({
      product: z.string().max(100),
      edition: z.string().max(100),
      version: z.string().max(50),
      deployment: z.enum(["on_premise", "saas"]),
    })
    .partial()
    .default({}),
});
export type InboundMessage = z.infer<typeof InboundMessage>;

export interface Received {
  readonly ticket: Ticket;
  readonly message: Message;
  /** The same message came before; nothing was changed. */
  readonly repeated: boolean;
}

/**
 * Takes in a customer's message: into the contact's open ticket of the thread, or into a new one. A newer message
 * supersedes what was drafted. The job that makes a proposal is enqueued in the same transaction, so no message is lost.
 */
export function receiveMessage(
  deps: TicketDeps,
  ctx: Ctx,
  inbound: InboundMessage,
  answeredByCaller = false,
): Promise<Received> {
  return inTenant(deps.db, ctx.tenantId, (tx) => receive(deps, tx, ctx, inbound, answeredByCaller));
}

async function receive(
  deps: TicketDeps,
  tx: Tx,
  ctx: Ctx,
  inbound: InboundMessage,
  answeredByCaller: boolean,
): Promise<Received> {
  const now = deps.clock.now();
  const contact = await ensureContact(tx, deps.clock, ctx, inbound.contact);
  const [open, before] = await Promise.all([
    lockOpenTicket(tx, contact.id, inbound.thread),
    repetition(tx, contact.id, inbound),
  ]);
  if (before !== undefined) return before;
  const opened = open ?? (await openTicket(tx, inbound, contact, now));
  // The same message may have opened the ticket at this very instant.
  const meanwhile = open === undefined ? await repetition(tx, contact.id, inbound) : undefined;
  if (meanwhile !== undefined) return meanwhile;
  const author = { type: "customer" as const, id: inbound.contact.externalId };
  const id = newId(now);
  const files = await bindFiles(tx, { contactId: contact.id, ticketId: opened.id, messageId: id }, inbound.files ?? []);
  const added = await addMessage(deps, tx, opened, {
    id,
    direction: "in",
    author,
    text: inbound.text,
    files,
    clientMessageId: inbound.clientMessageId ?? null,
  });
  const { ticket: counted, message } = added!;
  const later = answeredByCaller ? { startAfter: new Date(now.getTime() + (deps.chatGraceMs ?? CHAT_GRACE_MS)) } : {};
  const changed = applyEvent(
    deps,
    tx,
    ctx,
    counted,
    { type: "customer_wrote" },
    {
      role: "customer",
      patch: {
        facts: { ...counted.facts, ...known(inbound.facts) },
        language: inbound.text === "" ? counted.language : inbound.language,
      },
      content: { messageId: message.id },
    },
  );
  const [ticket] = await Promise.all([
    changed,
    supersedeDrafts(tx, counted.id, now, null),
    deps.queue.send(tx, PROPOSE_JOB, counted.id, later),
  ]);
  const interested = [...new Set([ticket.ownerId, ticket.assigneeId])].filter((id) => id !== null);
  if (interested.length > 0)
    await deps.people.notify(tx, interested, {
      kind: "reply",
      ticketId: ticket.id,
      text: subjectOf(inbound.text) || FILES_ONLY[inbound.language],
    });
  return { ticket, message, repeated: false };
}

/** What came of the same message before, also when its ticket was closed since. */
async function repetition(tx: Tx, contactId: string, inbound: InboundMessage): Promise<Received | undefined> {
  const { thread, clientMessageId } = inbound;
  if (clientMessageId === undefined) return undefined;
  const found = await messageOfClient(tx, { contactId, thread, clientMessageId });
  if (found === undefined) return undefined;
  const { ticketId, ...message } = found;
  return { ticket: (await readTicket(tx, ticketId))!, message, repeated: true };
}

async function openTicket(
  tx: Tx,
  inbound: InboundMessage,
  contact: Awaited<ReturnType<typeof ensureContact>>,
  now: Date,
): Promise<Ticket> {
  const ticket = newTicket(inbound, contact, now);
  if (await insertTicket(tx, ticket)) return ticket;
  // Two first messages at one instant: the second finds the first one's ticket here.
  return (await lockOpenTicket(tx, contact.id, inbound.thread))!;
}

const newTicket = (inbound: InboundMessage, contact: Awaited<ReturnType<typeof ensureContact>>, now: Date): Ticket => ({
  id: newId(now),
  contactId: contact.id,
  customerId: contact.customerId,
  customerClass: contact.customerClass,
  channel: inbound.channel,
  thread: inbound.thread,
  subject: subjectOf(inbound.text) || FILES_ONLY[inbound.language],
  status: "open",
  tier: 0,
  team: "first_line",
  ownerId: null,
  assigneeId: null,
  botSilent: false,
  handoffReason: null,
  language: inbound.language,
  serviceType: null,
  serviceItem: null,
  urgency: "normal",
  sentiment: null,
  facts: known(inbound.facts),
  turn: 0,
  seq: 0,
  version: 0,
  reopened: 0,
  cause: null,
  createdAt: now,
  updatedAt: now,
  lastCustomerAt: now,
  firstReplyAt: null,
  dueAt: null,
  resolvedAt: null,
  closedAt: null,
});

/** Facts that were said; those left out keep what was known. */
const known = (facts: InboundMessage["facts"]): InboundMessage["facts"] =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

const SUBJECT_LENGTH = 80;
/** The first line, cut at 80 characters, for lists. */
function subjectOf(text: string): string {
  const line = text.trim().split("\n")[0]!.trim();
  const signs = [...line];
  return signs.length > SUBJECT_LENGTH ? `${signs.slice(0, SUBJECT_LENGTH - 1).join("")}…` : line;
}
