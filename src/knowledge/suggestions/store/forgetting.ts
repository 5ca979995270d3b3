import type { Tx } from "../../../db/pool.ts";

/** A question that was asked in a ticket, and the group that it was in. */
export interface ForgottenQuestion {
  readonly suggestionId: string;
  readonly question: string;
}

/** Removes the questions of these tickets from their groups; gives what they were. */
export async function deleteQuestionsOf(tx: Tx, ticketIds: readonly string[]): Promise<ForgottenQuestion[]> {
  const { rows } = await tx.query<ForgottenQuestion>(
    `delete from suggestion_question where tenant_id = $1 and ticket_id = any($2::uuid[])
     returning suggestion_id as "suggestionId", question`,
    [tx.tenantId, ticketIds],
  );
  return rows;
}

/** Removes what was suggested of replies in these tickets, and of the tickets themselves; gives what they were. */
export async function deleteSuggestionsOf(
  tx: Tx,
  ticketIds: readonly string[],
): Promise<{ readonly question: string | null; readonly articleId: string | null }[]> {
  const { rows } = await tx.query<{ question: string | null; articleId: string | null }>(
    `delete from knowledge_suggestion
     where tenant_id = $1 and (content->>'ticketId' = any($2::text[]) or case_ticket_id = any($2::uuid[]))
     returning content->'case'->>'question' as question, case when status = 'accepted' then article_id end as "articleId"`,
    [tx.tenantId, ticketIds],
  );
  return rows;
}

/** Removes the groups that were merged into this one, and into these: their questions are its own. */
export async function deleteMergedInto(tx: Tx, id: string): Promise<void> {
  await tx.query(
    `with recursive merged (id) as (
       select id from knowledge_suggestion where tenant_id = $1 and merged_into = $2
       union select s.id from knowledge_suggestion s join merged m on s.tenant_id = $1 and s.merged_into = m.id)
     delete from knowledge_suggestion where tenant_id = $1 and id in (select id from merged)`,
    [tx.tenantId, id],
  );
}

export async function deleteSuggestion(tx: Tx, id: string): Promise<void> {
  await tx.query("delete from knowledge_suggestion where tenant_id = $1 and id = $2", [tx.tenantId, id]);
}

/** Removes these questions from the articles that were to answer them, and from what the gate found of them. */
export async function forgetArticleQuestions(tx: Tx, questions: readonly string[]): Promise<void> {
  if (questions.length === 0) return;
  await tx.query("delete from article_question where tenant_id = $1 and question = any($2::text[])", [
    tx.tenantId,
    questions,
  ]);
  await tx.query(
    `update article_version set gate = gate || jsonb_build_object(
       'missed', (select coalesce(jsonb_agg(c), '[]') from jsonb_array_elements(gate->'missed') c
                  where c->>'question' <> all($2::text[])),
       'lost', (select coalesce(jsonb_agg(c), '[]') from jsonb_array_elements(gate->'lost') c
                where c->>'question' <> all($2::text[])))
     where tenant_id = $1 and gate is not null and exists (
       select 1 from jsonb_array_elements((gate->'missed') || (gate->'lost')) c where c->>'question' = any($2::text[]))`,
    [tx.tenantId, questions],
  );
}
