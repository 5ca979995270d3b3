import type { Tx } from "../../db/pool.ts";

export interface PastProposal {
  readonly id: string;
  readonly ticketId: string;
  readonly content: unknown;
  readonly at: Date;
}

/** Proposals made since `since`, newest first; `before` is the last one of the page before. */
export async function pastProposals(
  tx: Tx,
  since: Date,
  before: Pick<PastProposal, "id" | "at"> | null,
  limit: number,
): Promise<PastProposal[]> {
  const { rows } = await tx.query<PastProposal>(
    `select id, ticket_id as "ticketId", content, created_at as at from proposal
     where tenant_id = $1 and created_at >= $2
       and ($3::timestamptz is null or (created_at, id) < ($3::timestamptz, $4::uuid))
     order by created_at desc, id desc limit $5`,
    [tx.tenantId, since, before?.at ?? null, before?.id ?? null, limit],
  );
  return rows;
}

/** How many proposals were made since `since`; counts to `most` and no further. */
export async function countPastProposals(tx: Tx, since: Date, most: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from proposal where tenant_id = $1 and created_at >= $2 limit $3) as past`,
    [tx.tenantId, since, most],
  );
  return rows[0]!.count;
}
