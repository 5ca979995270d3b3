import type { Tx } from "../../db/pool.ts";

export const REQUEST_STATES = ["open", "planned", "shipped", "declined"] as const;

export interface RequestRow {
  readonly id: string;
  readonly title: string;
  readonly tag: string;
  readonly product: number;
  readonly module: number;
  readonly words: readonly string[];
  readonly state: (typeof REQUEST_STATES)[number];
  readonly version: string | null;
  readonly releaseNotes: string | null;
  readonly createdAt: Date;
  readonly shippedAt: Date | null;
  /** Tickets, the different customers among them, and what these are worth together, in minor units. */
  readonly tickets: number;
  readonly customers: number;
  readonly value: number;
}

const COLUMNS = `id, title, tag, product, module, words, state, version, release_notes as "releaseNotes",
  created_at as "createdAt", shipped_at as "shippedAt"`;

export async function insertRequest(
  tx: Tx,
  row: Pick<RequestRow, "id" | "title" | "tag" | "product" | "module" | "words"> & { readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into voc_request (tenant_id, id, title, tag, product, module, words, state, created_at)
     values ($1, $2, $3, $4, $5, $6, $7::text[], 'open', $8)`,
    [tx.tenantId, row.id, row.title, row.tag, row.product, row.module, row.words, row.now],
  );
}

/** Requests that still wait for votes and know the words of them. */
export async function openRequests(tx: Tx): Promise<Pick<RequestRow, "id" | "tag" | "product" | "module" | "words">[]> {
  const { rows } = await tx.query<Pick<RequestRow, "id" | "tag" | "product" | "module" | "words">>(
    `select id, tag, product, module, words from voc_request
     where tenant_id = $1 and state in ('open', 'planned') and cardinality(words) > 0 order by id limit 500`,
    [tx.tenantId],
  );
  return rows;
}

/** Makes votes of the tickets that carry the tag, at the place, with one of the words in the customer's own text. */
export async function findVotes(
  tx: Tx,
  query: {
    readonly id: string;
    readonly kind: number;
    readonly product: number;
    readonly module: number;
    readonly words: readonly string[];
    /** Only what was said on this day or later. */
    readonly since: string;
    readonly now: Date;
  },
): Promise<void> {
  if (query.words.length === 0) return;
  await tx.query(
    `insert into voc_vote (tenant_id, request_id, ticket_id, source, at)
     select $1, $2, t.ticket_id, 'rule', $3 from voc_tag t
     where t.tenant_id = $1 and not t.removed and t.kind = $4 and t.day >= $8::date and ($5 < 0 or t.product = $5) and ($6 < 0 or t.module = $6)
       and exists (select 1 from message m where m.tenant_id = $1 and m.ticket_id = t.ticket_id and m.direction = 'in'
         and exists (select 1 from unnest($7::text[]) as w(word) where strpos(lower(m.text), lower(w.word)) > 0))
     on conflict do nothing`,
    [tx.tenantId, query.id, query.now, query.kind, query.product, query.module, query.words, query.since],
  );
}

/** The most valuable first. A customer's value is what the standing book says, in minor units; nothing said is 0. */
export async function listRequests(tx: Tx): Promise<RequestRow[]> {
  const { rows } = await tx.query<RequestRow>(
    `select ${COLUMNS}, coalesce(v.tickets, 0)::int as tickets, coalesce(v.customers, 0)::int as customers,
       coalesce(v.value, 0)::float8 as value
     from voc_request r left join lateral (
       select sum(of_customer.tickets) as tickets, count(of_customer.customer_id) as customers, sum(of_customer.value) as value
       from (
         select k.customer_id, count(*) as tickets,
           max(case when u.facts->>'value' ~ '^[0-9]{1,15}$' then (u.facts->>'value')::bigint else 0 end) as value
         from voc_vote w join ticket k on k.tenant_id = w.tenant_id and k.id = w.ticket_id
         left join customer u on u.tenant_id = k.tenant_id and u.id = k.customer_id
         where w.tenant_id = $1 and w.request_id = r.id group by k.customer_id) of_customer) v on true
     where r.tenant_id = $1 order by coalesce(v.value, 0) desc, coalesce(v.tickets, 0) desc, r.id limit 500`,
    [tx.tenantId],
  );
  return rows;
}

/** The tag of a request; undefined when there is no such request. */
export async function tagOfRequest(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ tag: string }>("select tag from voc_request where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
  ]);
  return rows[0]?.tag;
}

/** The request without its votes, locked so that it is shipped once. */
export async function lockRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  const { rows } = await tx.query<RequestRow>(
    `select ${COLUMNS}, 0 as tickets, 0 as customers, 0 as value from voc_request
     where tenant_id = $1 and id = $2 for update`,
    [tx.tenantId, id],
  );
  return rows[0];
}

/** False when there is no such ticket. */
export async function insertVote(tx: Tx, id: string, ticketId: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query("select 1 from ticket where tenant_id = $1 and id = $2", [tx.tenantId, ticketId]);
  if (rowCount === 0) return false;
  await tx.query(
    `insert into voc_vote (tenant_id, request_id, ticket_id, source, at) values ($1, $2, $3, 'person', $4)
     on conflict do nothing`,
    [tx.tenantId, id, ticketId, now],
  );
  return true;
}

export async function moveRequest(
  tx: Tx,
  id: string,
  to: Pick<RequestRow, "state" | "version" | "releaseNotes" | "shippedAt">,
): Promise<void> {
  await tx.query(
    `update voc_request set state = $3, version = $4, release_notes = $5, shipped_at = $6
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, to.state, to.version, to.releaseNotes, to.shippedAt],
  );
}

/** Tickets that voted, each with whoever is responsible for its customer. */
export async function votersOf(tx: Tx, id: string): Promise<{ ticketId: string; memberId: string | null }[]> {
  const { rows } = await tx.query<{ ticketId: string; memberId: string | null }>(
    `select v.ticket_id as "ticketId", m.id as "memberId" from voc_vote v
     join ticket k on k.tenant_id = v.tenant_id and k.id = v.ticket_id
     left join customer u on u.tenant_id = k.tenant_id and u.id = k.customer_id
     left join member m on m.tenant_id = v.tenant_id and m.id = coalesce(k.owner_id, k.assignee_id, u.csm_id)
       and m.status <> 'disabled'
     where v.tenant_id = $1 and v.request_id = $2 order by v.ticket_id`,
    [tx.tenantId, id],
  );
  return rows;
}

/** The newest votes with the words that carry the request's tag, else the ticket's first ones. */
export async function votesOf(
  tx: Tx,
  id: string,
  kind: number,
  limit: number,
): Promise<{ ticketId: string; at: Date; customer: string | null; quote: string }[]> {
  const { rows } = await tx.query<{ ticketId: string; at: Date; customer: string | null; quote: string }>(
    `select v.ticket_id as "ticketId", k.created_at as at, u.name as customer,
       coalesce(t.quote, (select left(m.text, 300) from message m where m.tenant_id = $1 and m.ticket_id = v.ticket_id
         and m.direction = 'in' order by m.seq limit 1), '') as quote
     from voc_vote v join ticket k on k.tenant_id = v.tenant_id and k.id = v.ticket_id
     left join customer u on u.tenant_id = k.tenant_id and u.id = k.customer_id
     left join voc_tag t on t.tenant_id = v.tenant_id and t.ticket_id = v.ticket_id and t.kind = $3 and not t.removed
     where v.tenant_id = $1 and v.request_id = $2 order by k.created_at desc, v.ticket_id limit $4`,
    [tx.tenantId, id, kind, limit],
  );
  return rows;
}

/** Records who is to tell the customer; false when that was done before. */
export async function insertTold(
  tx: Tx,
  id: string,
  ticketId: string,
  memberId: string | null,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into voc_told (tenant_id, request_id, ticket_id, member_id, at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [tx.tenantId, id, ticketId, memberId, now],
  );
  return rowCount === 1;
}
