import type { Tx } from "../../db/pool.ts";
import type { Window } from "../receiving/late-answers.ts";

/** Open tickets that the bot owes an answer since before `before` and has made no proposal for, the oldest first. */
export async function unansweredTickets(
  tx: Tx,
  before: Date,
  limit: number,
): Promise<{ readonly id: string; readonly turn: number }[]> {
  const { rows } = await tx.query<{ id: string; turn: number }>(
    `select t.id, t.turn from ticket t
     where t.tenant_id = $1 and t.status = 'open' and not t.bot_silent and t.last_customer_at < $2
       and not exists (
         select 1 from proposal p where p.tenant_id = $1 and p.ticket_id = t.id and p.turn = t.turn)
     order by t.last_customer_at, t.id limit $3`,
    [tx.tenantId, before, limit],
  );
  return rows;
}

/** Ids of open tickets where the customer wrote last in this window and nothing was proposed since, the oldest first. */
export async function unproposedTickets(tx: Tx, { from, to }: Window, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    // No ticket changes before its last message: the first bound lets an index begin there.
    `select t.id from ticket t
     where t.tenant_id = $1 and t.status = 'open' and t.updated_at >= $2
       and t.last_customer_at >= $2 and t.last_customer_at < $3
       and not exists (
         select 1 from proposal p where p.tenant_id = $1 and p.ticket_id = t.id and p.turn = t.turn)
     order by t.last_customer_at, t.id limit $4`,
    [tx.tenantId, from, to, limit],
  );
  return rows.map(({ id }) => id);
}

/** Ids of tickets resolved before `before`, the oldest first; complaints only with a verified cause. */
export async function resolvedTickets(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from ticket
     where tenant_id = $1 and status = 'resolved' and resolved_at < $2
       and (service_type is distinct from 'complaint' or cause->>'verifiedBy' is not null)
     order by resolved_at, id limit $3`,
    [tx.tenantId, before, limit],
  );
  return rows.map(({ id }) => id);
}

/** Ids of tickets whose pause has come to its date, the oldest first. */
export async function endedPauses(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    "select id from ticket where tenant_id = $1 and paused_until <= $2 order by paused_until, id limit $3",
    [tx.tenantId, now, limit],
  );
  return rows.map(({ id }) => id);
}

/** Ids of live tickets that must be answered by some time, after `after` in the order of ids. */
export async function ticketsWithDue(tx: Tx, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from ticket
     where tenant_id = $1 and status <> 'closed' and due_at is not null and ($2::uuid is null or id > $2)
     order by id limit $3`,
    [tx.tenantId, after, limit],
  );
  return rows.map(({ id }) => id);
}
