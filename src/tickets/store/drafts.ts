import type { Tx } from "../../db/pool.ts";
import { storedJson } from "../../kernel/json.ts";
import type { Consent } from "../approval/approvals.ts";
import type { Draft } from "../ticket.ts";

/** Drafts that are shown of one ticket. */
const MOST_DRAFTS = 100;
const COLUMNS = `id, ticket_id as "ticketId", proposal_id as "proposalId", author_id as "authorId", state, text,
  original_text as "originalText", text_hash as "textHash", citations, recipient_id as "recipientId", turn, version, needed,
  reject_reason as "rejectReason", reject_comment as "rejectComment", asked_at as "askedAt", created_at as "createdAt",
  updated_at as "updatedAt"`;

export function insertDraft(tx: Tx, draft: Draft): void {
  tx.write(
    `insert into draft (tenant_id, id, ticket_id, proposal_id, author_id, state, text, original_text, text_hash, citations,
       recipient_id, turn, version, needed, asked_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14::jsonb, $15, $16, $16)`,
    [
      tx.tenantId,
      draft.id,
      draft.ticketId,
      draft.proposalId,
      draft.authorId,
      draft.state,
      draft.text,
      draft.originalText,
      draft.textHash,
      storedJson(draft.citations),
      draft.recipientId,
      draft.turn,
      draft.version,
      storedJson(draft.needed),
      draft.askedAt,
      draft.createdAt,
    ],
  );
}

export async function saveDraft(tx: Tx, draft: Draft): Promise<void> {
  await tx.query(
    `update draft set author_id = $3, state = $4, text = $5, text_hash = $6, citations = $7::jsonb, version = $8, needed = $9::jsonb,
       reject_reason = $10, reject_comment = $11, asked_at = $12, updated_at = $13
     where tenant_id = $1 and id = $2`,
    [
      tx.tenantId,
      draft.id,
      draft.authorId,
      draft.state,
      draft.text,
      draft.textHash,
      storedJson(draft.citations),
      draft.version,
      storedJson(draft.needed),
      draft.rejectReason,
      draft.rejectComment,
      draft.askedAt,
      draft.updatedAt,
    ],
  );
}

export async function readDraft(tx: Tx, id: string): Promise<Draft | undefined> {
  const { rows } = await tx.query<Draft>(`select ${COLUMNS} from draft where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    id,
  ]);
  return rows[0];
}

/** The newest hundred drafts of the ticket, oldest first. */
export async function listDrafts(tx: Tx, ticketId: string): Promise<Draft[]> {
  const { rows } = await tx.query<Draft>(
    `select ${COLUMNS} from draft where tenant_id = $1 and ticket_id = $2 order by created_at desc, id desc limit $3`,
    [tx.tenantId, ticketId, MOST_DRAFTS],
  );
  return rows.reverse();
}

/** Where a page of waiting drafts ends: when its last one was asked for (text with microseconds, UTC), and its id. */
export interface WaitingPlace {
  readonly askedAt: string;
  readonly id: string;
}

export interface WaitingDraft extends Draft {
  readonly consents: readonly Consent[];
  readonly place: WaitingPlace;
}

/** Drafts that wait for an approval, longest first, from behind a place on, with the consents that each has. */
export async function listWaiting(tx: Tx, after: WaitingPlace | null, limit: number): Promise<WaitingDraft[]> {
  const { rows } = await tx.query<Draft & { consents: Consent[]; askedText: string }>(
    `select ${COLUMNS}, (asked_at at time zone 'UTC')::text as "askedText",
       (select coalesce(jsonb_agg(jsonb_build_object('memberId', p.member_id, 'role', p.role, 'textHash', p.text_hash,
          'recipientId', p.recipient_id, 'turn', p.turn) order by p.created_at, p.id), '[]')
        from approval p where p.tenant_id = $1 and p.draft_id = draft.id) as consents
     from draft where tenant_id = $1 and state = 'waiting'
       and ($2::timestamp is null or (asked_at, id) > ($2::timestamp at time zone 'UTC', $3::uuid))
     order by asked_at, id limit $4`,
    [tx.tenantId, after?.askedAt ?? null, after?.id ?? null, limit],
  );
  return rows.map(({ askedText, ...row }) => ({ ...row, place: { askedAt: askedText, id: row.id } }));
}

/** Takes every draft of the ticket that has not left out of the way. */
export function supersedeDrafts(tx: Tx, ticketId: string, now: Date, exceptId: string | null = null): void {
  tx.write(
    `update draft set state = 'superseded', version = version + 1, updated_at = $3
     where tenant_id = $1 and ticket_id = $2 and state in ('proposed', 'waiting') and ($4::uuid is null or id <> $4)`,
    [tx.tenantId, ticketId, now, exceptId],
  );
}

/** Stores a consent; false when this member consented to this very text before. */
export async function insertApproval(
  tx: Tx,
  draftId: string,
  id: string,
  consent: Consent,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into approval (tenant_id, draft_id, id, member_id, role, text_hash, recipient_id, turn, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      tx.tenantId,
      draftId,
      id,
      consent.memberId,
      consent.role,
      consent.textHash,
      consent.recipientId,
      consent.turn,
      now,
    ],
  );
  return rowCount === 1;
}

export async function listApprovals(tx: Tx, draftId: string): Promise<Consent[]> {
  const { rows } = await tx.query<Consent>(
    `select member_id as "memberId", role, text_hash as "textHash", recipient_id as "recipientId", turn
     from approval where tenant_id = $1 and draft_id = $2 order by created_at, id`,
    [tx.tenantId, draftId],
  );
  return rows;
}
