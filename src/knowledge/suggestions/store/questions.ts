import type { Tx } from "../../../db/pool.ts";

/** A question that nothing answered. */
export interface GapQuestion {
  readonly proposalId: string;
  readonly ticketId: string;
  readonly question: string;
  readonly askedAt: Date;
}

/** False when this question was counted before. */
export async function insertQuestion(tx: Tx, suggestionId: string, row: GapQuestion): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into suggestion_question (tenant_id, suggestion_id, proposal_id, ticket_id, question, asked_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, proposal_id) do nothing`,
    [tx.tenantId, suggestionId, row.proposalId, row.ticketId, row.question, row.askedAt],
  );
  return rowCount > 0;
}

/** Of these proposals those that were counted before. */
export async function countedProposals(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    "select proposal_id as id from suggestion_question where tenant_id = $1 and proposal_id = any($2::uuid[])",
    [tx.tenantId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The newest questions of these suggestions, up to `each` of one. */
export async function questionsOf(
  tx: Tx,
  suggestionIds: readonly string[],
  each: number,
): Promise<Map<string, GapQuestion[]>> {
  const { rows } = await tx.query<GapQuestion & { suggestionId: string }>(
    `select q.suggestion_id as "suggestionId", q.proposal_id as "proposalId", q.ticket_id as "ticketId", q.question,
       q.asked_at as "askedAt"
     from unnest($2::uuid[]) as s(id) cross join lateral (
       select * from suggestion_question where tenant_id = $1 and suggestion_id = s.id
       order by asked_at desc, proposal_id limit $3) q`,
    [tx.tenantId, suggestionIds, each],
  );
  return Map.groupBy(rows, ({ suggestionId }) => suggestionId);
}

export async function moveQuestions(tx: Tx, from: string, to: string): Promise<void> {
  await tx.query("update suggestion_question set suggestion_id = $3 where tenant_id = $1 and suggestion_id = $2", [
    tx.tenantId,
    from,
    to,
  ]);
}

export async function readUntil(tx: Tx, kind: "questions" | "edits"): Promise<Date | null> {
  const { rows } = await tx.query<{ until: Date }>(
    "select read_until as until from learning_mark where tenant_id = $1 and kind = $2",
    [tx.tenantId, kind],
  );
  return rows[0]?.until ?? null;
}

export async function markRead(tx: Tx, kind: "questions" | "edits", until: Date): Promise<void> {
  await tx.query(
    `insert into learning_mark (tenant_id, kind, read_until) values ($1, $2, $3)
     on conflict (tenant_id, kind) do update set read_until = greatest(learning_mark.read_until, excluded.read_until)`,
    [tx.tenantId, kind, until],
  );
}
