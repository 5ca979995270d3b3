import type { Tx } from "../../db/pool.ts";
import { deleteTerms } from "./solved-cases.ts";

/** Tickets of these contacts, in the order of their ids, held until the transaction ends. */
export async function holdSomeTickets(tx: Tx, contactIds: readonly string[], limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from ticket where tenant_id = $1 and contact_id = any($2::uuid[]) order by id limit $3 for update",
    [tx.tenantId, contactIds, limit],
  );
  return rows.map(({ id }) => id);
}

/** What hangs on a ticket and goes with it, by what an erasure counts it as. */
const COUNTED = ["message", "proposal", "draft", "attachment", "survey", "voc_tag", "training_example"] as const;

/** How many rows of each kind these tickets have. */
export async function countOf(tx: Tx, ticketIds: readonly string[]): Promise<Record<string, number>> {
  const counted = COUNTED.map(async (table) => {
    const { rows } = await tx.query<{ count: number }>(
      `select count(*)::int as count from ${table} where tenant_id = $1 and ticket_id = any($2::uuid[])`,
      [tx.tenantId, ticketIds],
    );
    return [table, rows[0]!.count] as const;
  });
  return { ticket: ticketIds.length, ...Object.fromEntries(await Promise.all(counted)) };
}

/** Ids of these tickets and of what an answer about one may name in its place. */
export async function idsOf(tx: Tx, ticketIds: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from message where tenant_id = $1 and ticket_id = any($2::uuid[])
     union all select id from draft where tenant_id = $1 and ticket_id = any($2::uuid[])
     union all select id from proposal where tenant_id = $1 and ticket_id = any($2::uuid[])
     union all select id from attachment where tenant_id = $1 and ticket_id = any($2::uuid[])`,
    [tx.tenantId, ticketIds],
  );
  return [...ticketIds, ...rows.map(({ id }) => id)];
}

/**
 * Deletes these tickets, and by their foreign keys all that hangs on them: messages, proposals, drafts, approvals,
 * events, escalations, files, surveys, worked time, labels, facts of reports, votes. Their tags must be gone before.
 */
export async function deleteTickets(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  await deleteTerms(tx, ticketIds);
  await tx.query("delete from ticket where tenant_id = $1 and id = any($2::uuid[])", [tx.tenantId, ticketIds]);
}

/** Removes the files that these contacts stored and never sent; how many. */
export async function deleteLooseOf(tx: Tx, contactIds: readonly string[]): Promise<number> {
  const { rowCount } = await tx.query(
    "delete from attachment where tenant_id = $1 and contact_id = any($2::uuid[]) and message_id is null",
    [tx.tenantId, contactIds],
  );
  return rowCount;
}

/** Where results of trials name the tickets that they are of: the table, its column, and the list in that. */
const TRIALS = [
  { table: "replay_run", column: "report", list: "rows" },
  { table: "policy_dry_run", column: "result", list: "samples" },
] as const;

/** Takes what is told of these tickets out of the results of replays and dry runs; their sums stay. */
export async function forgetInTrials(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  for (const { table, column, list } of TRIALS)
    await tx.query(
      `update ${table} set ${column} = jsonb_set(${column}, '{${list}}', (
         select coalesce(jsonb_agg(r), '[]') from jsonb_array_elements(${column}->'${list}') r
         where r->>'ticketId' <> all($2::text[])))
       where tenant_id = $1 and exists (
         select 1 from jsonb_array_elements(${column}->'${list}') r where r->>'ticketId' = any($2::text[]))`,
      [tx.tenantId, ticketIds],
    );
}

/** Ends trainings that have not come to an end: what they learn from may hold words that are erased. Their kinds. */
export async function refuseQueuedRuns(tx: Tx, problem: string, now: Date): Promise<string[]> {
  const { rows } = await tx.query<{ kind: string }>(
    `update training_run set status = 'failed', problem = $2, finished_at = $3
     where tenant_id = $1 and status = 'queued' returning kind`,
    [tx.tenantId, problem, now],
  );
  return rows.map(({ kind }) => kind);
}
