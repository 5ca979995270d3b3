import { draftText, type Proposal, saidParts } from "../../copilot/proposal.ts";
import type { Tx } from "../../db/pool.ts";
import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import { addMessage, applyPatch, ticketForChange } from "../change.ts";
import type { TicketDeps } from "../deps.ts";
import { growMessage, messageInWriting } from "../store/writing.ts";
import type { Message, SaidSentence, Ticket } from "../ticket.ts";
import { isClean, mayLeaveAlone } from "./apply-proposal.ts";
import { breakOff, citationsOf, sentencesShown } from "./writing.ts";

/** What was just said: the message as far as it has come, and its new sentences. */
export interface Said {
  readonly message: Message;
  readonly sentences: readonly SaidSentence[];
}

/**
 * Stores what is new in an answer that is still being made, so that it may be shown. `own` is the message that it has
 * said so far; the first sentence begins one. Each time the whole question is put again, against the state and the
 * policies of this very transaction: null when nothing may be said, or somebody else answers.
 */
export function sayMore(
  deps: TicketDeps,
  ctx: Ctx,
  at: { readonly ticketId: string; readonly turn: number; readonly own: string | null },
  soFar: Proposal,
): Promise<Said | null> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const [ticket, writing, policies] = await Promise.all([
      ticketForChange(tx, at.ticketId),
      messageInWriting(tx, at.ticketId),
      deps.policies(tx),
    ]);
    if (ticket.turn !== at.turn || !mayLeaveAlone(policies, ticket, soFar) || !isClean(policies.safety, soFar))
      return null;
    // What answered an earlier turn is over.
    const left = writing !== undefined && writing.writingTurn !== at.turn ? writing : null;
    const present = left === null ? writing : undefined;
    if ((present?.id ?? null) !== at.own) return null;
    const free = left === null ? ticket : (await breakOff(deps, tx, ctx, ticket, left)).ticket;
    const begun = present === undefined ? await begin(deps, tx, ctx, free) : { ticket: free, message: present };
    return grow(deps, tx, begun, soFar);
  });
}

async function begin(
  deps: TicketDeps,
  tx: Tx,
  ctx: Ctx,
  ticket: Ticket,
): Promise<{ readonly ticket: Ticket; readonly message: Message }> {
  const author = { type: "copilot" as const, id: "copilot" };
  const written = { direction: "out" as const, author, text: "", writingTurn: ticket.turn };
  const { ticket: counted, message } = addMessage(deps, tx, ticket, written);
  const content = { messageId: message.id };
  return { ticket: await applyPatch(deps, tx, ctx, counted, { kind: "answering", content }), message };
}

async function grow(
  deps: TicketDeps,
  tx: Tx,
  { ticket, message }: { readonly ticket: Ticket; readonly message: Message },
  soFar: Proposal,
): Promise<Said | null> {
  const shown = sentencesShown(message, soFar);
  if (shown === null) return null;
  const citations = citationsOf(soFar);
  const numbers = new Map(citations.map(({ chunkId }, index) => [chunkId, index + 1]));
  const sentences = saidParts(soFar)
    .slice(shown)
    .map(({ kind, gap, text, cites }, index) => ({
      seq: ticket.seq + index + 1,
      messageId: message.id,
      kind,
      gap,
      text,
      citations: cites.flatMap((place) => numbers.get(soFar.retrieved.passages[place]?.chunkId ?? "") ?? []),
    }));
  const grown = { ...message, text: draftText(soFar), citations };
  growMessage(tx, ticket.id, grown, sentences, ticket.seq + sentences.length);
  tx.afterCommit(() => deps.onChange?.(tx.tenantId, ticket.id));
  return { message: grown, sentences };
}
