import type { Proposal } from "../../copilot/proposal.ts";
import type { SourceMessage } from "../../copilot/tools/ask.ts";
import type { CaseMaterial } from "../../copilot/tools/case-notes.ts";
import { readContactCard } from "../../customers/store.ts";
import type { Tx } from "../../db/pool.ts";
import { notFound } from "../../kernel/errors.ts";
import { latestProposal } from "../../tickets/store/events.ts";
import { newestMessages } from "../../tickets/store/messages.ts";
import { readTicket } from "../../tickets/store/tickets.ts";
import type { Message, Ticket } from "../../tickets/ticket.ts";

/** A ticket with what was said in it and what was understood of it. */
export interface Case {
  readonly ticket: Ticket;
  readonly messages: readonly Message[];
  /** The contact's own name and e-mail address, where they are known. */
  readonly called: readonly string[];
  readonly entities: Proposal["understanding"]["entities"];
}

const MOST_MESSAGES = 200;

export async function readCase(tx: Tx, ticketId: string): Promise<Case> {
  const [ticket, messages, proposal] = await Promise.all([
    readTicket(tx, ticketId),
    newestMessages(tx, ticketId, MOST_MESSAGES, true),
    latestProposal(tx, ticketId),
  ]);
  if (ticket === undefined) throw notFound("Ticket", ticketId);
  const contact = await readContactCard(tx, ticket.contactId);
  const called = [contact?.name, contact?.email].filter((name) => typeof name === "string");
  const content = proposal?.content as Proposal | undefined;
  return { ticket, messages, called, entities: content?.understanding.entities ?? [] };
}

/** Who speaks, as colleagues say it; the sentence with which the machine hands over says nothing of the matter. */
const speaker = ({ direction }: Message): SourceMessage["from"] =>
  direction === "in" ? "customer" : direction === "note" ? "note" : "support";
const spoken = ({ messages }: Case): Message[] => messages.filter(({ author }) => author.id !== "handover");

export const sourceMessages = (found: Case): SourceMessage[] =>
  spoken(found).map((message) => ({ id: message.id, from: speaker(message), text: message.text }));

export function materialOf(found: Case): CaseMaterial {
  const { ticket, called, entities } = found;
  const named = (kind: string) => [
    ...new Set(entities.filter((entity) => entity.kind === kind).map(({ value }) => value)),
  ];
  const { product, edition, version } = ticket.facts;
  return {
    language: ticket.language,
    subject: ticket.subject,
    messages: spoken(found).map((message) => ({
      from: speaker(message),
      text: message.text,
      explains: message.author.type === "member" || message.citations.length > 0,
    })),
    called,
    version: [product, edition, version ?? named("version")[0]].filter(Boolean).join(" "),
    codes: named("error_code"),
  };
}
