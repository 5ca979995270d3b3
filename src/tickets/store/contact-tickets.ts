import type { Tx } from "../../db/pool.ts";
import type { Actor } from "../../kernel/ctx.ts";
import { storedJson } from "../../kernel/json.ts";

export interface ContactTicket {
  readonly ticketId: string;
  readonly thread: string;
  readonly open: boolean;
}

/** A contact's tickets, held until the transaction ends, in the order of their ids. */
export async function holdTicketsOf(tx: Tx, contactId: string, limit: number): Promise<ContactTicket[]> {
  const { rows } = await tx.query<ContactTicket>(
    `select id as "ticketId", thread, status <> 'closed' as open from ticket
     where tenant_id = $1 and contact_id = $2 order by id limit $3 for update`,
    [tx.tenantId, contactId, limit],
  );
  return rows;
}

/** Those of these tickets that are the contact's, held in the same way. */
export async function holdTickets(tx: Tx, contactId: string, ids: readonly string[]): Promise<ContactTicket[]> {
  const { rows } = await tx.query<ContactTicket>(
    `select id as "ticketId", thread, status <> 'closed' as open from ticket
     where tenant_id = $1 and contact_id = $2 and id = any($3::uuid[]) order by id for update`,
    [tx.tenantId, contactId, ids],
  );
  return rows;
}

/**
 * Gives these tickets of one contact to another, each in the thread named beside it, and says so in their history.
 * Drafts go with them and have to be handed in anew: what was consented to had another recipient. Gives the ids.
 */
export async function moveTickets(
  tx: Tx,
  tickets: readonly { readonly ticketId: string; readonly thread: string }[],
  move: {
    readonly from: string;
    readonly to: string;
    readonly kind: string;
    readonly by: Pick<Actor, "type" | "id">;
    readonly now: Date;
  },
): Promise<string[]> {
  const { from, to, kind, by, now } = move;
  const { rows } = await tx.query<{ id: string }>(
    `with moved as (
       update ticket t set contact_id = $3, thread = n.thread, seq = t.seq + 1, version = t.version + 1, updated_at = $4
       from unnest($5::uuid[], $6::text[]) as n (id, thread)
       where t.tenant_id = $1 and t.contact_id = $2 and t.id = n.id
       returning t.id, t.seq)
     insert into ticket_event (tenant_id, ticket_id, seq, kind, actor, content, at)
     select $1, id, seq, $7, $8::jsonb, $9::jsonb, $4 from moved returning ticket_id as id`,
    [
      tx.tenantId,
      from,
      to,
      now,
      tickets.map(({ ticketId }) => ticketId),
      tickets.map(({ thread }) => thread),
      kind,
      storedJson(by),
      storedJson({ from, to }),
    ],
  );
  const ids = rows.map(({ id }) => id);
  await tx.query(
    `update draft set recipient_id = $3, state = 'proposed', needed = '[]', asked_at = null, version = version + 1, updated_at = $4
     where tenant_id = $1 and ticket_id = any($2::uuid[]) and state in ('proposed', 'waiting')`,
    [tx.tenantId, ids, to, now],
  );
  await tx.query("update attachment set contact_id = $3 where tenant_id = $1 and ticket_id = any($2::uuid[])", [
    tx.tenantId,
    ids,
    to,
  ]);
  return ids;
}
