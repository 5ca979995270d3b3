import { citedPassages, type Proposal, saidParts, saidSentences } from "../../copilot/proposal.ts";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { applyPatch, ticketForChange } from "../change.ts";
import type { TicketDeps } from "../deps.ts";
import { finishMessage, messageInWriting } from "../store/writing.ts";
import type { Message, MessageCitation, Ticket } from "../ticket.ts";

/** The place of a passage, as a message keeps it. */
export function citationOf(passage: MessageCitation): MessageCitation {
  const { chunkId, articleId, articleVersion, path, title, start, end } = passage;
  return { chunkId, articleId, articleVersion, path, title, start, end };
}

export const citationsOf = (proposal: Proposal): MessageCitation[] => citedPassages(proposal).map(citationOf);

/** The proposal with its first `count` said sentences only. */
const beginning = (proposal: Proposal, count: number): Proposal => ({
  ...proposal,
  draft: { ...proposal.draft, sentences: saidSentences(proposal).slice(0, count) },
});

/**
 * How many sentences of the proposal a message that is being written holds; null when it holds anything else. Then the
 * proposal cannot go on with it: nothing that was shown is taken back.
 */
export function sentencesShown({ text, citations }: Message, proposal: Proposal): number | null {
  let rest = text;
  let count = 0;
  for (const part of saidParts(proposal)) {
    if (rest === "") break;
    if (!rest.startsWith(part.gap + part.text)) return null;
    rest = rest.slice(part.gap.length + part.text.length);
    count += 1;
  }
  const same = JSON.stringify(places(citationsOf(beginning(proposal, count)))) === JSON.stringify(places(citations));
  return rest === "" && same ? count : null;
}

const places = (citations: readonly MessageCitation[]) =>
  citations.map(({ chunkId, articleVersion }) => [chunkId, articleVersion]);

/** Finishes a message of a locked ticket: as it stands, or in the form given. The caller records why. */
export function endMessage(
  tx: Tx,
  ticket: Ticket,
  message: Message,
  last: Partial<Pick<Message, "text" | "citations">> = {},
): { ticket: Ticket; message: Message } {
  const seq = ticket.seq + 1;
  const ended: Message = { ...message, ...last, writingTurn: null, lastSeq: seq };
  finishMessage(tx, ticket.id, ended);
  return { ticket: { ...ticket, seq }, message: ended };
}

/** Ends a message where it stands: the rest of it will not be said. */
export async function breakOff(
  deps: TicketDeps,
  tx: Tx,
  ctx: Ctx,
  ticket: Ticket,
  message: Message,
): Promise<{ ticket: Ticket; message: Message }> {
  const ended = endMessage(tx, ticket, message);
  const content = { messageId: message.id };
  return { ...ended, ticket: await applyPatch(deps, tx, ctx, ended.ticket, { kind: "broke_off", content }) };
}

/** Ends a message that nobody writes any more, on a ticket where nobody else would. */
export function endAbandoned(deps: TicketDeps, ctx: Ctx, ticketId: string): Promise<void> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const ticket = await ticketForChange(tx, ticketId);
    const message = await messageInWriting(tx, ticketId);
    if (message !== undefined) await breakOff(deps, tx, ctx, ticket, message);
  });
}
