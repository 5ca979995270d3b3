import type { Tx } from "../../db/pool.ts";
import type { Language } from "../../kernel/labels.ts";
import type { MessageCitation } from "../ticket.ts";

/** Where a page ended: the next one goes on behind it. Times are of milliseconds, so the id tells rows of one apart. */
export interface Place {
  readonly at: Date;
  readonly id: string;
}

export interface UnansweredProposal {
  readonly proposalId: string;
  readonly ticketId: string;
  readonly question: string;
  readonly language: Language;
  readonly product: string | null;
  readonly askedAt: Date;
}

/** Proposals behind this place that found nothing to answer with, in the order they were made. */
export async function unansweredProposals(tx: Tx, after: Place, limit: number): Promise<UnansweredProposal[]> {
  const { rows } = await tx.query<UnansweredProposal>(
    `select p.id as "proposalId", p.ticket_id as "ticketId", p.content->'request'->>'text' as question,
       p.content->'request'->>'language' as language, t.facts->>'product' as product, p.created_at as "askedAt"
     from proposal p join ticket t on t.tenant_id = p.tenant_id and t.id = p.ticket_id
     where p.tenant_id = $1 and (p.created_at, p.id) > ($2, $4::uuid)
       and (p.content->'decision'->>'handoffReason' = 'not_in_knowledge_base'
         or (p.content->'decision'->>'handoffReason' = 'unsure'
           and jsonb_array_length(p.content->'draft'->'sentences') = 0))
     order by p.created_at, p.id limit $3`,
    [tx.tenantId, after.at, limit, after.id],
  );
  return rows;
}

export interface EditedDraft {
  readonly draftId: string;
  readonly ticketId: string;
  readonly language: Language;
  readonly product: string | null;
  readonly drafted: string;
  readonly sent: string;
  readonly citations: readonly MessageCitation[];
  readonly sentAt: Date;
}

/** Drafts of the copilot that a person changed and that left, behind this place. */
export async function editedDrafts(tx: Tx, after: Place, limit: number): Promise<EditedDraft[]> {
  const { rows } = await tx.query<EditedDraft>(
    `select d.id as "draftId", d.ticket_id as "ticketId", t.language, t.facts->>'product' as product,
       d.original_text as drafted, d.text as sent, d.citations, d.updated_at as "sentAt"
     from draft d join ticket t on t.tenant_id = d.tenant_id and t.id = d.ticket_id
     where d.tenant_id = $1 and d.state = 'sent' and (d.updated_at, d.id) > ($2, $4::uuid) and d.proposal_id is not null
       and d.text <> d.original_text
     order by d.updated_at, d.id limit $3`,
    [tx.tenantId, after.at, limit, after.id],
  );
  return rows;
}
