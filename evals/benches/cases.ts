import { createTenant } from "../../src/access/tenants.ts";
import { SAMPLE_KNOWLEDGE } from "../../src/app.ts";
import type { Database } from "../../src/db/pool.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { foldCases, similarToText } from "../../src/jobs/cases/solved-cases.ts";
import { importDemoHistory } from "../../src/jobs/demo-history/run.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { readPolicyFolder } from "../../src/policy/folder.ts";
import { benchDatabase, percentile } from "./database.ts";
import { type Bench, figure, lessThan } from "./table.ts";

const LIMIT_MS = 100;
const TICKETS = 5_000;
const COPIES = 24;

/**
 * Similar solved tickets among the demo's 5,000 and among more than 100,000: the same cases again and again under other
 * ids, so that every word is as common as before. Whether a case finds its own question again is counted too.
 */
export const run: Bench = async ({ db: kind, small }) => {
  const db = await benchDatabase(kind);
  try {
    const policies = await readPolicyFolder(`${SAMPLE_KNOWLEDGE}/policies`);
    const deps = { db, clock: systemClock, policies };
    const { tenantId } = await createTenant(deps, { slug: "bench", name: "Bench" });
    const ctx = systemCtx(tenantId, "bench");
    const tickets = small ? 1_000 : TICKETS;
    await importDemoHistory(deps, ctx, { months: 12, seed: 7, tickets }, () => {});
    const start = performance.now();
    const folded = await foldCases(deps, tenantId, new Date(0));
    const perCase = (performance.now() - start) / folded;
    await db.script("analyze");
    const few = await measure(db, ctx, small ? 50 : 200);
    for (let copy = 0; copy < (small ? 3 : COPIES); copy += 1) await copyCases(db, tenantId, copy);
    await db.script("analyze");
    const many = await measure(db, ctx, small ? 50 : 200);
    return [
      figure("fold_ms_per_case", perCase, "ms"),
      figure("cases_before", few.cases, "cases"),
      limited("similar_p50_ms", few.p50),
      limited("similar_p95_ms", few.p95),
      figure("cases_after", many.cases, "cases"),
      limited("similar_p50_ms_many", many.p50),
      limited("similar_p95_ms_many", many.p95),
      figure("found_any", few.foundAny, "share"),
      figure("top_of_same_item", few.sameItem, "share"),
    ];
  } finally {
    await db.close();
  }
};

const limited = (name: string, value: number) => lessThan(name, value, LIMIT_MS, "ms");

/** Asks what customers asked, without the ticket itself: the first words of tickets spread over the year. */
async function measure(db: Database, ctx: ReturnType<typeof systemCtx>, queries: number) {
  const read = <Row>(text: string, values: unknown[]) =>
    inTenant(db, ctx.tenantId, (tx) => tx.query<Row>(text, [ctx.tenantId, ...values])).then(({ rows }) => rows);
  const [counted] = await read<{ cases: number }>(
    "select count(*)::int as cases from solved_case where tenant_id = $1",
    [],
  );
  const asked = await read<{ id: string; text: string; item: string | null }>(
    `select t.id, m.text, t.service_item as item from solved_case c
     join ticket t on t.tenant_id = $1 and t.id = c.ticket_id and t.thread not like 'copy-%'
     join message m on m.tenant_id = $1 and m.ticket_id = c.ticket_id and m.id = c.question_id
     where c.tenant_id = $1 order by md5(c.ticket_id::text) limit $2`,
    [queries],
  );
  const times: number[] = [];
  let foundAny = 0;
  let sameItem = 0;
  for (const { id, text, item } of asked) {
    const start = performance.now();
    const found = await similarToText({ db }, ctx, text, { ticket: null, limit: 6 });
    times.push(performance.now() - start);
    const first = found.find(({ ticketId }) => ticketId !== id);
    if (first !== undefined) foundAny += 1;
    if (first !== undefined && first.serviceItem === item) sameItem += 1;
  }
  return {
    cases: counted!.cases,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    foundAny: foundAny / asked.length,
    sameItem: foundAny === 0 ? 0 : sameItem / foundAny,
  };
}

/** All cases once more, some minutes later, under ids of their own. */
const copyCases = (db: Database, tenantId: string, copy: number): Promise<void> =>
  inTenant(db, tenantId, async (tx) => {
    const values = [tenantId, copy];
    const of = "md5(id::text || $2::int::text)::uuid";
    const shared = `contact_id, customer_id, customer_class, channel, subject, status, tier, team, owner_id, assignee_id,
      bot_silent, handoff_reason, language, service_type, service_item, urgency, sentiment, facts, turn, seq, version,
      reopened, cause, created_at, updated_at, last_customer_at, first_reply_at, due_at, resolved_at, closed_at`;
    await tx.query(
      `insert into ticket (tenant_id, id, thread, ${shared})
       select tenant_id, ${of}, 'copy-' || $2::int || id, ${shared} from ticket
       where tenant_id = $1 and status = 'closed' and thread not like 'copy-%'`,
      values,
    );
    await tx.query(
      `insert into message (tenant_id, ticket_id, id, seq, direction, author, text, citations, created_at)
       select m.tenant_id, md5(m.ticket_id::text || $2::int::text)::uuid, m.id, m.seq, m.direction, m.author, m.text,
         m.citations, m.created_at
       from solved_case c
       join ticket t on t.tenant_id = $1 and t.id = c.ticket_id and t.status = 'closed' and t.thread not like 'copy-%'
       join message m on m.tenant_id = $1 and m.ticket_id = c.ticket_id and m.id in (c.question_id, c.reply_id)
       where c.tenant_id = $1`,
      values,
    );
    await tx.query(
      `with copied as (
         insert into solved_case (tenant_id, ticket_id, version, question_id, reply_id, terms, solved_at)
         select c.tenant_id, md5(c.ticket_id::text || $2::int::text)::uuid, c.version, c.question_id, c.reply_id, c.terms,
           c.solved_at + $2::int * interval '1 minute'
         from solved_case c
         join ticket t on t.tenant_id = $1 and t.id = c.ticket_id and t.status = 'closed' and t.thread not like 'copy-%'
         where c.tenant_id = $1 returning tenant_id, ticket_id, solved_at, terms)
       insert into solved_term (tenant_id, term, solved_at, ticket_id)
       select tenant_id, unnest(terms), solved_at, ticket_id from copied`,
      values,
    );
  });
