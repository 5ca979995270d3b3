import { setImmediate } from "node:timers/promises";
import type { Say } from "../copilot/answer.ts";
import type { Proposal } from "../copilot/proposal.ts";
import type { CopilotRequest } from "../copilot/request.ts";
import type { ReadTx } from "../db/pool.ts";
import type { JobHandler } from "../db/queue.ts";
import { readInTenant } from "../db/tenant.ts";
import { type Ctx, systemCtx } from "../kernel/ctx.ts";
import { notFound } from "../kernel/errors.ts";
import { FILES_ONLY } from "../kernel/text.ts";
import type { TicketDeps } from "../tickets/deps.ts";
import { type Applied, applyProposal } from "../tickets/proposal/apply-proposal.ts";
import { type Said, sayMore } from "../tickets/proposal/say.ts";
import { type Answering, PROPOSE_JOB } from "../tickets/receiving/receive.ts";
import { recentMessages } from "../tickets/store/messages.ts";
import { readTurn, type TicketTurn } from "../tickets/store/tickets.ts";
import type { Message, Ticket } from "../tickets/ticket.ts";
import { unlessErased } from "./contact/erased.ts";
import type { Copilot, Settled } from "./copilot.ts";
import { owedCalls } from "./models/owed-calls.ts";

export interface ProposeDeps {
  readonly tickets: TicketDeps;
  readonly copilot: Copilot;
}

const MOST_MESSAGES = 60;

/** A ticket as it stands, with what the copilot works with. */
export interface Standing {
  readonly now: TicketTurn | undefined;
  readonly past: readonly Message[];
  readonly settled: Settled | undefined;
}

/** Reads, all at once, what `propose` begins with: for a transaction that is under way already. */
async function readStanding(tx: ReadTx, ticketId: string, settling: Promise<Settled> | undefined): Promise<Standing> {
  const [now, past, settled] = await Promise.all([
    readTurn(tx, ticketId),
    recentMessages(tx, ticketId, MOST_MESSAGES),
    settling,
  ]);
  return { now, past, settled };
}

/** The same beside the message that is taken in; of a ticket that it opens all is known. */
export const standingOf =
  ({ copilot }: Pick<ProposeDeps, "copilot">): Answering<Standing, unknown>["read"] =>
  (tx) => {
    const settling = copilot.read?.(tx);
    // Where the message is not taken in nobody waits for it.
    settling?.catch(() => {});
    return async ({ ticket, message, opened, called }) =>
      opened
        ? { now: { ticket, proposed: false, questions: 0, called }, past: [message], settled: await settling }
        : readStanding(tx, ticket.id, settling);
  };

/** What `propose` is given of a message that is being taken in at this moment. */
export interface Fresh {
  /** What `standingOf` read; undefined where that could not be. */
  readonly standing: Standing | undefined;
  /** Resolves when the message is stored; before that nothing is asked that costs, and nothing is changed. */
  readonly kept: Promise<void>;
}

/** Hears what has been said and stored of an answer that is still being made. */
export type Tell = (soFar: Proposal, said: Said) => void;

/**
 * Lets the copilot propose for the ticket as it stands, outside of any transaction, and applies the result if the
 * conversation has not moved on. Null when a proposal for this turn exists already. With `tell` an answer is said as it
 * comes; then it is null as well while somebody else says one. Without, what somebody began to say is finished.
 */
export async function propose(
  deps: ProposeDeps,
  ctx: Ctx,
  ticketId: string,
  signal: AbortSignal,
  { tell, fresh }: { readonly tell?: Tell; readonly fresh?: Fresh | undefined } = {},
): Promise<{ proposal: Proposal; applied: Applied } | null> {
  // What takes the message in is on its way first; then all this computes while the database works.
  if (fresh !== undefined) await setImmediate();
  if (fresh?.standing === undefined) await fresh?.kept;
  const { now, past, settled } =
    fresh?.standing ??
    (await readInTenant(deps.tickets.db, ctx.tenantId, (tx) => readStanding(tx, ticketId, deps.copilot.read?.(tx))));
  if (now === undefined) throw notFound("Ticket", ticketId);
  const { ticket, proposed, questions, called } = now;
  const { turn } = ticket;
  if (ticket.status !== "open" || proposed) return null;
  const messages = past.filter(({ writingTurn }) => writingTurn !== turn);
  if (tell !== undefined && messages.length < past.length) return null;
  let own: string | null = null;
  const say: Say | undefined =
    tell &&
    (async (soFar) => {
      await fresh?.kept;
      const said = await sayMore(deps.tickets, ctx, { ticketId, turn, own }, soFar);
      if (said === null) return false;
      own = said.message.id;
      tell(soFar, said);
      return true;
    });
  const owed = owedCalls(deps.tickets.db, ctx.tenantId);
  const begun = { settled, kept: fresh?.kept, owe: owed.owe };
  return owed.keptWith(async (keep) => {
    const proposal = await deps.copilot(
      ctx.tenantId,
      requestOf(ticket, messages, questions, called),
      signal,
      say,
      begun,
    );
    await fresh?.kept;
    return { proposal, applied: await applyProposal(deps.tickets, ctx, ticketId, turn, proposal, keep) };
  });
}

/** The queue's side: steps in where no request answered, because it came by another channel or its process died. */
export const proposeJob = (deps: ProposeDeps): JobHandler =>
  unlessErased(async ({ tenantId, id }, signal) => {
    await propose(deps, systemCtx(tenantId, PROPOSE_JOB), id, signal);
  });

/** What the copilot is asked: the conversation, with what the server knows of the customer and how they are `called`. */
export function requestOf(
  ticket: Ticket,
  messages: readonly Message[],
  clarifications: number,
  called: readonly string[],
): CopilotRequest {
  const turns = messages
    .filter(({ author }) => author.id !== "handover")
    .map(({ direction, text, files }) => ({
      role: direction === "in" ? ("customer" as const) : ("agent" as const),
      text: text === "" ? `${FILES_ONLY[ticket.language]} ${files.map(({ name }) => name).join(", ")}` : text,
    }));
  const { product, edition, version, deployment } = ticket.facts;
  return {
    channel: ticket.channel,
    language: ticket.language,
    turns,
    customer: {
      class: ticket.customerClass,
      content: ticket.customerId === null ? "none" : "sla",
      contractPlan: null,
      customModule: false,
      // A contact of a known customer reads what contract customers may; everybody else only what is public.
      audiences: ticket.customerId === null ? ["public"] : ["public", "customer"],
      product: product ?? null,
      edition: edition ?? null,
      version: version ?? null,
      deployment: deployment ?? null,
      owned: called,
    },
    conversation: {
      handedOver: ticket.handoffReason !== null,
      humanReplied: messages.some(({ author }) => author.type === "member"),
      clarifications,
      files: filesSinceReply(messages),
    },
  };
}

/** Files of the messages that nobody has answered yet. No machine reads them. */
function filesSinceReply(messages: readonly Message[]): number {
  const replied = messages.findLastIndex(({ direction, author }) => direction === "out" && author.id !== "handover");
  return messages
    .slice(replied + 1)
    .reduce((count, { direction, files }) => count + (direction === "in" ? files.length : 0), 0);
}
