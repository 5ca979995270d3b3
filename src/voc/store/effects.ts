import type { Tx } from "../../db/pool.ts";
import type { Range } from "../periods.ts";

export const OUTCOMES = ["satisfied", "reopened", "churn_risk"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whether a ticket `b` had the outcome; null where nobody can say. */
const OUTCOME_SQL: Readonly<Record<Outcome, string>> = {
  satisfied:
    "(select s.csat >= 4 from survey s where s.tenant_id = $1 and s.ticket_id = b.ticket_id and s.csat is not null)",
  reopened: "(select k.reopened > 0 from ticket k where k.tenant_id = $1 and k.id = b.ticket_id)",
  churn_risk:
    "exists (select 1 from voc_tag c where c.tenant_id = $1 and c.ticket_id = b.ticket_id and not c.removed and c.kind = $4)",
};

/** Tickets of which the outcome is known and those that had it, for each kind; of all tagged tickets where kind is null. */
export async function countOutcomes(
  tx: Tx,
  { from, to }: Range,
  outcome: Outcome,
  churnRisk: number,
): Promise<{ kind: number | null; known: number; had: number }[]> {
  const { rows } = await tx.query<{ kind: number | null; known: number; had: number }>(
    `with tagged as (
       select distinct ticket_id, kind from voc_tag
       where tenant_id = $1 and not removed and day between $2::date and $3::date),
     judged as (select b.ticket_id, ${OUTCOME_SQL[outcome]} as had from (select distinct ticket_id from tagged) b)
     select t.kind, count(*)::int as known, count(*) filter (where j.had)::int as had
     from tagged t join judged j on j.ticket_id = t.ticket_id where j.had is not null and t.kind <> $4::int
     group by t.kind
     union all
     select null, count(*)::int, count(*) filter (where had)::int from judged where had is not null`,
    [tx.tenantId, from, to, outcome === "churn_risk" ? churnRisk : -2],
  );
  return rows;
}

export interface CostRow {
  readonly kind: number;
  readonly tickets: number;
  /** Tickets whose facts are folded; the sums are theirs. */
  readonly measured: number;
  readonly minutes: number;
  readonly tokens: number;
  readonly costMicros: number;
  readonly firstMeasured: number;
  readonly firstBreached: number;
}

/** What the tickets of each kind took; a ticket with several tags is in each of them. */
export async function sumCosts(tx: Tx, { from, to }: Range): Promise<CostRow[]> {
  const { rows } = await tx.query<CostRow>(
    `select t.kind, count(*)::int as tickets, count(f.ticket_id)::int as measured,
       coalesce(sum(f.work_minutes), 0)::int as minutes,
       coalesce(sum(f.input_tokens::bigint + f.output_tokens), 0)::float8 as tokens,
       coalesce(sum(f.cost_micros), 0)::float8 as "costMicros",
       count(*) filter (where f.first_target is not null and f.first_seconds is not null)::int as "firstMeasured",
       count(*) filter (where f.first_seconds > f.first_target)::int as "firstBreached"
     from voc_tag t left join ticket_fact f on f.tenant_id = t.tenant_id and f.ticket_id = t.ticket_id
     where t.tenant_id = $1 and not t.removed and t.day between $2::date and $3::date group by t.kind`,
    [tx.tenantId, from, to],
  );
  return rows;
}
