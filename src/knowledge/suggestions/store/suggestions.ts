import type { Tx } from "../../../db/pool.ts";
import type { Actor } from "../../../kernel/ctx.ts";
import { storedJson } from "../../../kernel/json.ts";
import type { Language } from "../../../kernel/labels.ts";
import type { EditType, SentenceChange } from "../difference.ts";

/** gap: questions that nothing answers; edit: a reply that was changed; case: a solved ticket. */
export const SUGGESTION_KINDS = ["gap", "edit", "case"] as const;
export const SUGGESTION_STATES = ["open", "accepted", "rejected", "merged"] as const;
export type SuggestionStatus = (typeof SUGGESTION_STATES)[number];

export interface Suggestion {
  readonly id: string;
  readonly kind: (typeof SUGGESTION_KINDS)[number];
  readonly type: EditType | null;
  readonly status: SuggestionStatus;
  readonly title: string;
  readonly language: Language;
  readonly product: string | null;
  readonly count: number;
  readonly content: {
    /** Of a gap: how many questions have each term. */
    readonly terms?: Readonly<Record<string, number>>;
    /** Of an edit: the sentences that differ. */
    readonly changes?: readonly SentenceChange[];
    /** Of a case: what was asked, and what solved it. */
    readonly case?: { readonly question: string; readonly answer: string };
    /** The ticket that an edit or a case is of. */
    readonly ticketId?: string;
    /** The version of the article that the draft rested on. */
    readonly articleVersion?: number;
  };
  readonly articleId: string | null;
  readonly mergedInto: string | null;
  readonly reason: string | null;
  readonly decidedBy: Pick<Actor, "type" | "id"> | null;
  readonly decidedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const COLUMNS = `s.id, s.kind, s.type, s.status, s.title, s.language, s.product, s.count, s.content,
  s.article_id as "articleId", s.merged_into as "mergedInto", s.reason, s.decided_by as "decidedBy",
  s.decided_at as "decidedAt", s.created_at as "createdAt", s.updated_at as "updatedAt"`;

export interface SuggestionFilter {
  readonly status: SuggestionStatus;
  readonly kind?: Suggestion["kind"] | undefined;
  readonly type?: EditType | undefined;
  readonly articleId?: string | undefined;
}

/** The most asked first. */
export async function listSuggestions(
  tx: Tx,
  filter: SuggestionFilter,
  limit: number,
  offset: number,
): Promise<Suggestion[]> {
  const { rows } = await tx.query<Suggestion>(
    `select ${COLUMNS} from knowledge_suggestion s where s.tenant_id = $1 and s.status = $2
       and ($3::text is null or s.kind = $3) and ($4::text is null or s.type = $4)
       and ($5::uuid is null or s.article_id = $5)
     order by s.count desc, s.updated_at desc, s.id limit $6 offset $7`,
    [tx.tenantId, filter.status, filter.kind ?? null, filter.type ?? null, filter.articleId ?? null, limit, offset],
  );
  return rows;
}

/** A suggestion, held until the transaction ends. */
export async function holdSuggestion(tx: Tx, id: string): Promise<Suggestion | undefined> {
  const { rows } = await tx.query<Suggestion>(
    `select ${COLUMNS} from knowledge_suggestion s where s.tenant_id = $1 and s.id = $2 for update`,
    [tx.tenantId, id],
  );
  return rows[0];
}

/**
 * Groups that a new question may join: open ones, rejected ones (they stay so), and accepted ones whose article nobody
 * has published yet. The newest come first.
 */
export async function groupsFor(tx: Tx, language: Language, product: string | null): Promise<Suggestion[]> {
  const { rows } = await tx.query<Suggestion>(
    `select ${COLUMNS} from knowledge_suggestion s
     where s.tenant_id = $1 and s.kind = 'gap' and s.language = $2
       and ($3::text is null or s.product is null or s.product = $3)
       and (s.status in ('open', 'rejected') or (s.status = 'accepted' and exists (
         select 1 from article a where a.tenant_id = s.tenant_id and a.id = s.article_id and a.status = 'draft')))
     order by s.created_at desc, s.id limit 500`,
    [tx.tenantId, language, product],
  );
  return rows;
}

export type SuggestionWrite = Pick<
  Suggestion,
  "id" | "kind" | "type" | "title" | "language" | "product" | "count" | "content" | "articleId"
> & { readonly replyDraftId: string | null };

/** False when this reply was read before. */
export async function insertSuggestion(tx: Tx, row: SuggestionWrite, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into knowledge_suggestion (tenant_id, id, kind, type, status, title, language, product, count, content,
       article_id, reply_draft_id, created_at, updated_at)
     values ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $12)
     on conflict (tenant_id, reply_draft_id) do nothing`,
    [
      tx.tenantId,
      row.id,
      row.kind,
      row.type,
      row.title,
      row.language,
      row.product,
      row.count,
      storedJson(row.content),
      row.articleId,
      row.replyDraftId,
      now,
    ],
  );
  return rowCount > 0;
}

export async function updateGroup(
  tx: Tx,
  id: string,
  group: { readonly title: string; readonly count: number; readonly terms: Readonly<Record<string, number>> },
  now: Date,
): Promise<void> {
  await tx.query(
    `update knowledge_suggestion set title = $3, count = $4, content = $5::jsonb, updated_at = $6
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, group.title, group.count, storedJson({ terms: group.terms }), now],
  );
}

export interface SuggestionDecision {
  readonly status: SuggestionStatus;
  readonly reason: string | null;
  readonly by: Pick<Actor, "type" | "id">;
  readonly articleId?: string | null;
  readonly mergedInto?: string;
  readonly now: Date;
}

export async function decideSuggestion(tx: Tx, id: string, decision: SuggestionDecision): Promise<void> {
  await tx.query(
    `update knowledge_suggestion set status = $3, reason = $4, decided_by = $5::jsonb, decided_at = $6,
       article_id = coalesce($7, article_id), merged_into = $8, updated_at = $6
     where tenant_id = $1 and id = $2`,
    [
      tx.tenantId,
      id,
      decision.status,
      decision.reason,
      storedJson(decision.by),
      decision.now,
      decision.articleId ?? null,
      decision.mergedInto ?? null,
    ],
  );
}
