import { z } from "zod";
import { ensureContact, type MetContact, staysAsMet } from "../../customers/contacts.ts";
import type { ReadTx, Tx } from "../../db/pool.ts";
import { inTenantAlone } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { newId } from "../../kernel/ids.ts";
import { CHANNELS, LANGUAGES, type Language } from "../../kernel/labels.ts";
import { FILES_ONLY, tellsNoLanguage, writtenLanguage } from "../../kernel/text.ts";
import { addMessage, applyEvent } from "../change.ts";
import type { TicketDeps } from "../deps.ts";
import { supersedeDrafts } from "../store/drafts.ts";
import { messageOfClient } from "../store/messages.ts";
import { lockOpenTicketOf, readTicket, usualLanguage } from "../store/tickets.ts";
import type { Message, Ticket } from "../ticket.ts";
import { bindFiles, MOST_FILES } from "./attachments.ts";
import { expectAnswer } from "./late-answers.ts";

/** The job that lets the copilot propose for a ticket. */
export const PROPOSE_JOB = "propose";

export const InboundMessage = z.object({
  contact: z.object({ externalId: z.string().min(1).max(200), customerId: z.string().min(1).max(200).optional() }),
  channel: z.enum(CHANNELS),
  /** Groups messages into tickets: one open ticket for each contact and thread. */
  thread: z.string().min(1).max(200).default("main"),
  /** Empty only where files say it. */
  text: z.string().max(20_000),
  files: z.array(z.uuid()).max(MOST_FILES).optional(),
  /** Null where neither the text nor anything about it tells. */
  language: z.enum(LANGUAGES).nullable(),
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
  /** It opened this ticket. */
  readonly opened: boolean;
  /** What is known of how whoever wrote is called; nothing of a repeated message. */
  readonly called: readonly string[];
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
  return inTenantAlone(deps.db, ctx.tenantId, (tx) => receive(deps, tx, ctx, inbound, answeredByCaller));
}

/** How a caller answers what they send in. */
export interface Answering<Standing, Answer> {
  /** Asks at once for what they begin with whatever ticket it is; then for what depends on that. */
  readonly read: (tx: ReadTx) => (received: Received) => Promise<Standing>;
  /**
   * Begins to answer while the database commits. `kept` rejects where nothing was taken in after all; `standing` is
   * undefined where it could not be read on the way. Not called for a repeated message.
   */
  readonly begin: (received: Received, standing: Standing | undefined, kept: Promise<void>) => Answer;
}

/** The same for a caller who answers. Resolves when the message is kept. */
export function receiveToAnswer<Standing, Answer>(
  deps: TicketDeps,
  ctx: Ctx,
  inbound: InboundMessage,
  { read, begin }: Answering<Standing, Answer>,
): Promise<Received & { readonly answer: Answer | undefined }> {
  return inTenantAlone(deps.db, ctx.tenantId, async (tx) => {
    const receiving = receive(deps, tx, ctx, inbound, true);
    const readFor = read(tx);
    const received = await receiving;
    if (received.repeated) return { ...received, answer: undefined };
    // What was taken in stays so, whatever comes of the reading.
    const standing = await tx.lastly(() => readFor(received)).catch(() => undefined);
    return { ...received, answer: tx.meanwhile((kept) => begin(received, standing, kept)) };
  });
}

async function receive(
  deps: TicketDeps,
  tx: Tx,
  ctx: Ctx,
  inbound: InboundMessage,
  answeredByCaller: boolean,
): Promise<Received> {
  const { contact: from, thread, facts } = inbound;
  // None waits for another, so they travel together; nor do the changes after them.
  const [contact, open, before] = await Promise.all([
    ensureContact(tx, deps.clock, ctx, from),
    lockOpenTicketOf(tx, from.externalId, thread),
    repetition(tx, inbound),
  ]);
  if (before !== undefined) return before;
  // Whoever waited here for a merge or an erasure to end finds another contact, which may have an open ticket.
  if (open === undefined && !(await staysAsMet(tx, contact))) return receive(deps, tx, ctx, inbound, answeredByCaller);
  const now = deps.clock.now();
  const spoken =
    inbound.language ?? open?.language ?? (await usualLanguage(tx, contact.id)) ?? languageOfSigns(inbound.text);
  const opened = open ?? newTicket(inbound, spoken, contact, now);
  const id = newId(now);
  const ticket = await applyEvent(
    deps,
    tx,
    ctx,
    { ...opened, seq: opened.seq + 1 },
    { type: "customer_wrote" },
    {
      role: "customer",
      patch: {
        facts: { ...opened.facts, ...known(facts) },
        language: tellsNoLanguage(inbound.text) ? opened.language : spoken,
      },
      content: { messageId: id },
      isNew: open === undefined,
    },
  );
  const files = await bindFiles(
    tx,
    { contactId: opened.contactId, ticketId: opened.id, messageId: id },
    inbound.files ?? [],
  );
  const { message } = addMessage(deps, tx, opened, {
    id,
    direction: "in",
    author: { type: "customer", id: from.externalId },
    text: inbound.text,
    files,
    clientMessageId: inbound.clientMessageId ?? null,
  });
  if (open !== undefined) supersedeDrafts(tx, opened.id, now);
  if (answeredByCaller) await expectAnswer(deps, tx, ticket);
  else await deps.queue.send(tx, PROPOSE_JOB, opened.id);
  const interested = [...new Set([ticket.ownerId, ticket.assigneeId])].filter((id) => id !== null);
  if (interested.length > 0)
    await deps.people.notify(tx, interested, {
      kind: "reply",
      ticketId: ticket.id,
      text: subjectOf(inbound.text) || FILES_ONLY[ticket.language],
    });
  return { ticket, message, repeated: false, opened: open === undefined, called: contact.called };
}

/** What came of the same message before, also when its ticket was closed since. */
async function repetition(tx: Tx, inbound: InboundMessage): Promise<Received | undefined> {
  const { thread, clientMessageId, contact } = inbound;
  if (clientMessageId === undefined) return undefined;
  const found = await messageOfClient(tx, { externalId: contact.externalId, thread, clientMessageId });
  if (found === undefined) return undefined;
  const { ticketId, ...message } = found;
  return { ticket: (await readTicket(tx, ticketId))!, message, repeated: true, opened: false, called: [] };
}

const languageOfSigns = (text: string): Language => (text === "" ? "zh" : writtenLanguage(text));

const newTicket = (inbound: InboundMessage, language: Language, contact: MetContact, now: Date): Ticket => ({
  id: newId(now),
  contactId: contact.id,
  customerId: contact.customerId,
  customerClass: contact.customerClass,
  channel: inbound.channel,
  thread: inbound.thread,
  subject: subjectOf(inbound.text) || FILES_ONLY[language],
  status: "open",
  tier: 0,
  team: "first_line",
  ownerId: null,
  assigneeId: null,
  botSilent: false,
  handoffReason: null,
  language,
  serviceType: null,
  serviceItem: null,
  urgency: "normal",
  sentiment: null,
  facts: { ...standing(contact, inbound.facts.product, now), ...known(inbound.facts) },
  turn: 0,
  seq: 0,
  version: 0,
  reopened: 0,
  cause: null,
  pauses: [],
  createdAt: now,
  updatedAt: now,
  lastCustomerAt: now,
  firstReplyAt: null,
  dueAt: null,
  resolvedAt: null,
  closedAt: null,
});

/** What the standing book says that the customer runs, while that is valid; of another product it tells nothing. */
function standing({ facts, validTo }: MetContact, asked: string | undefined, now: Date): InboundMessage["facts"] {
  const { product, edition, version, deployment } = facts;
  const counts = (validTo === null || validTo > now) && (asked === undefined || asked === product);
  return counts ? known({ product, edition, version, deployment }) : {};
}

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
