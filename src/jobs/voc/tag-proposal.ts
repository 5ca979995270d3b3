import type { Proposal } from "../../copilot/proposal.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { TicketDeps } from "../../tickets/deps.ts";
import { readTags } from "../../voc/store/tags.ts";
import type { GivenTag } from "../../voc/tags/read-tags.ts";
import { tagTicket } from "../../voc/tags/tag-ticket.ts";
import { taxonomyOf } from "../../voc/taxonomy/taxonomy.ts";

interface TagDeps {
  readonly clock: Clock;
  /** Told whose rollups have something to fold. */
  readonly touched?: Set<string>;
}

/** Keeps what a proposal says about the customer's voice, in the transaction that applies the proposal. */
export const tagProposal =
  ({ clock, touched }: TagDeps): NonNullable<TicketDeps["onProposal"]> =>
  (tx, ticketId) => {
    const tags = readTags(tx, ticketId);
    // Where nothing is kept after all nobody waits for them.
    tags.catch(() => {});
    return async ({ taxonomy }, ticket, proposal) => {
      tx.afterCommit(() => touched?.add(tx.tenantId));
      const { understanding, request } = proposal;
      const { facts } = ticket;
      await tagTicket(
        tx,
        taxonomyOf(taxonomy),
        {
          ticketId: ticket.id,
          turn: ticket.turn,
          at: ticket.lastCustomerAt,
          text: request.text,
          tags: givenTags(proposal),
          customerId: ticket.customerId,
          customerClass: ticket.customerClass,
          product: facts.product ?? understanding.product,
          module: understanding.module,
          version: facts.version ?? saidVersion(proposal),
          edition: facts.edition ?? null,
          channel: ticket.channel,
          team: proposal.decision.team,
          language: request.language,
          sentiment: understanding.sentiment.label,
          serviceItem: ticket.serviceItem,
        },
        clock.now(),
        tags,
      );
    };
  };

/** What the embedded understanding read by its rules and weights, then what a language model alone saw. */
function givenTags({ understanding, model }: Proposal): GivenTag[] {
  const read = understanding.voc;
  const alone = (model.labels?.voc ?? []).filter((tag) => !read.some((other) => other.tag === tag));
  return [
    ...read.map(({ tag, confidence, evidence }) => ({ tag, source: "rule" as const, confidence, evidence })),
    ...alone.map((tag) => ({ tag, source: "model" as const, confidence: null, evidence: null })),
  ];
}

const saidVersion = ({ understanding }: Proposal): string | null =>
  understanding.entities.find(({ kind }) => kind === "version")?.value ?? null;
