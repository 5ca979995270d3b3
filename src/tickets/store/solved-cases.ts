import { insertRows } from "../../db/bulk.ts";
import type { Tx } from "../../db/pool.ts";
import type { CaseMessage } from "../solved-case.ts";
import type { MessageCitation } from "../ticket.ts";

export interface BehindCase {
  readonly id: string;
  readonly version: number;
  readonly solvedAt: Date;
}

/** Tickets solved and changed since `since` whose case is missing or of another version, the oldest change first. */
export async function casesBehind(tx: Tx, since: Date, limit: number): Promise<BehindCase[]> {
  const { rows } = await tx.query<BehindCase>(
    `select t.id, t.version, coalesce(t.resolved_at, t.closed_at, t.updated_at) as "solvedAt"
     from ticket t left join solved_case s on s.tenant_id = t.tenant_id and s.ticket_id = t.id
     where t.tenant_id = $1 and t.status in ('resolved', 'closed') and t.updated_at >= $2
       and s.version is distinct from t.version
     order by t.updated_at limit $3`,
    [tx.tenantId, since, limit],
  );
  return rows;
}

/** What was said between customer and vendor in these tickets, oldest first; of long texts the beginning. */
export async function caseMessages(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, CaseMessage[]>> {
  const { rows } = await tx.query<CaseMessage & { ticketId: string }>(
    `select ticket_id as "ticketId", id, direction, author->>'type' as by, author->>'id' = 'handover' as handover,
       citations <> '[]'::jsonb as cites, left(text, 2000) as text
     from message where tenant_id = $1 and ticket_id = any($2::uuid[]) and direction <> 'note' order by ticket_id, seq`,
    [tx.tenantId, ids],
  );
  return Map.groupBy(rows, ({ ticketId }) => ticketId);
}

export interface CaseRow {
  readonly ticket_id: string;
  readonly version: number;
  readonly question_id: string | null;
  readonly reply_id: string | null;
  readonly terms: readonly string[];
  readonly solved_at: Date;
}

/** Removes the terms by which the cases of these tickets are found. */
export async function deleteTerms(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  await tx.query(
    `delete from solved_term t using solved_case s, unnest(s.terms) as old (term)
     where t.tenant_id = $1 and s.tenant_id = $1 and s.ticket_id = any($2::uuid[])
       and t.term = old.term and t.solved_at = s.solved_at and t.ticket_id = s.ticket_id`,
    [tx.tenantId, ticketIds],
  );
}

/** Puts these cases in place of what stood of their tickets. */
export async function writeCases(tx: Tx, rows: readonly CaseRow[]): Promise<void> {
  const ids = rows.map(({ ticket_id }) => ticket_id);
  await deleteTerms(tx, ids);
  await tx.query("delete from solved_case where tenant_id = $1 and ticket_id = any($2::uuid[])", [tx.tenantId, ids]);
  const message = { question_id: "uuid", reply_id: "uuid" };
  const columns = { ticket_id: "uuid", version: "int", ...message, terms: "text[]", solved_at: "timestamptz" };
  await insertRows(tx, "solved_case", columns, rows);
  const terms = rows.flatMap(({ ticket_id, solved_at, terms: all }) =>
    all.map((term) => ({ term, solved_at, ticket_id })),
  );
  await insertRows(tx, "solved_term", { term: "text", solved_at: "timestamptz", ticket_id: "uuid" }, terms);
}

/** In how many cases each term stands, and how many cases there are; both counted up to `most`. */
export async function countTerms(
  tx: Tx,
  terms: readonly string[],
  most: number,
): Promise<{ readonly found: ReadonlyMap<string, number>; readonly cases: number }> {
  const { rows } = await tx.query<{ term: string | null; found: number }>(
    `select q.term, (select count(*)::int from (
         select 1 from solved_term s where s.tenant_id = $1 and s.term = q.term limit $3) as counted) as found
     from unnest($2::text[]) as q (term)
     union all
     select null, (select count(*)::int from (select 1 from solved_case s where s.tenant_id = $1 limit $3) as counted)`,
    [tx.tenantId, terms, most],
  );
  const found = new Map(rows.flatMap(({ term, found: count }) => (term === null ? [] : [[term, count] as const])));
  return { found, cases: rows.find(({ term }) => term === null)!.found };
}

export interface Candidate {
  readonly ticketId: string;
  readonly terms: readonly string[];
  readonly serviceItem: string | null;
  readonly product: string | null;
}

/**
 * Solved tickets that share the weightiest of these terms, of each term the newest `newest` cases, without `except`.
 * What was opened again since is no solution.
 */
export async function candidatesBy(
  tx: Tx,
  weights: ReadonlyMap<string, number>,
  { except, newest, limit }: { readonly except: string | null; readonly newest: number; readonly limit: number },
): Promise<Candidate[]> {
  const { rows } = await tx.query<Candidate>(
    `with best as (
       select hit.ticket_id, sum(q.weight) as weight
       from unnest($2::text[], $3::float8[]) as q (term, weight)
       cross join lateral (
         select s.ticket_id from solved_term s where s.tenant_id = $1 and s.term = q.term
         order by s.solved_at desc, s.ticket_id desc limit $4) as hit
       where hit.ticket_id is distinct from $5::uuid
       group by hit.ticket_id order by weight desc, hit.ticket_id desc limit $6)
     select b.ticket_id as "ticketId", c.terms, t.service_item as "serviceItem", t.facts->>'product' as product
     from best b
     join solved_case c on c.tenant_id = $1 and c.ticket_id = b.ticket_id and c.reply_id is not null
     join ticket t on t.tenant_id = $1 and t.id = b.ticket_id and t.status in ('resolved', 'closed')
     order by b.weight desc, b.ticket_id desc`,
    [tx.tenantId, [...weights.keys()], [...weights.values()], newest, except, limit],
  );
  return rows;
}

/** A solved request as people at work see one. */
export interface SolvedCase {
  readonly ticketId: string;
  readonly subject: string;
  readonly language: "zh" | "en";
  readonly serviceItem: string | null;
  readonly product: string | null;
  readonly version: string | null;
  readonly question: string;
  readonly answer: string;
  readonly answeredBy: { readonly type: "copilot" | "member"; readonly id: string };
  readonly citations: readonly MessageCitation[];
  /** What the second or third tier found, where it was handed up. */
  readonly solution: string | null;
  /** Of a complaint: the remedy that was verified. */
  readonly remedy: string | null;
  readonly solvedAt: Date;
}

/** These cases with their texts, in no order; those without a question and a solution are left out. */
export async function readCases(tx: Tx, ids: readonly string[]): Promise<SolvedCase[]> {
  const { rows } = await tx.query<SolvedCase>(
    `select t.id as "ticketId", t.subject, t.language, t.service_item as "serviceItem", t.facts->>'product' as product,
       t.facts->>'version' as version, q.text as question, a.text as answer, a.author as "answeredBy", a.citations,
       (select e.solution from escalation e where e.tenant_id = $1 and e.ticket_id = t.id and e.solution is not null
        order by e.returned_at desc limit 1) as solution,
       case when t.cause->>'verifiedBy' is null then null else t.cause->>'remedy' end as remedy, c.solved_at as "solvedAt"
     from solved_case c
     join ticket t on t.tenant_id = $1 and t.id = c.ticket_id and t.status in ('resolved', 'closed')
     join message q on q.tenant_id = $1 and q.ticket_id = c.ticket_id and q.id = c.question_id
     join message a on a.tenant_id = $1 and a.ticket_id = c.ticket_id and a.id = c.reply_id
     where c.tenant_id = $1 and c.ticket_id = any($2::uuid[])`,
    [tx.tenantId, ids],
  );
  return rows;
}
