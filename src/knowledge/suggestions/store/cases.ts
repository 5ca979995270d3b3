import type { Tx } from "../../../db/pool.ts";
import { storedJson } from "../../../kernel/json.ts";
import type { Language } from "../../../kernel/labels.ts";
import type { SuggestionStatus } from "./suggestions.ts";

export interface CaseSuggestion {
  readonly id: string;
  readonly ticketId: string;
  readonly title: string;
  readonly language: Language;
  readonly product: string | null;
  readonly question: string;
  readonly answer: string;
}

/** False when this ticket was suggested before. */
export async function insertCaseSuggestion(tx: Tx, row: CaseSuggestion, now: Date): Promise<boolean> {
  const { ticketId, question, answer } = row;
  const { rowCount } = await tx.query(
    `insert into knowledge_suggestion (tenant_id, id, kind, status, title, language, product, count, content,
       case_ticket_id, created_at, updated_at)
     values ($1, $2, 'case', 'open', $3, $4, $5, 1, $6::jsonb, $7, $8, $8) on conflict do nothing`,
    [
      tx.tenantId,
      row.id,
      row.title,
      row.language,
      row.product,
      storedJson({ ticketId, case: { question, answer } }),
      ticketId,
      now,
    ],
  );
  return rowCount === 1;
}

/** What was suggested of these tickets, and what became of it. */
export async function suggestedCases(
  tx: Tx,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly status: SuggestionStatus }>> {
  const { rows } = await tx.query<{ ticketId: string; id: string; status: SuggestionStatus }>(
    `select case_ticket_id as "ticketId", id, status from knowledge_suggestion
     where tenant_id = $1 and case_ticket_id = any($2::uuid[])`,
    [tx.tenantId, ticketIds],
  );
  return new Map(rows.map(({ ticketId, ...row }) => [ticketId, row]));
}
