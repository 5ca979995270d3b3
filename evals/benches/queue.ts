import { createTenant } from "../../src/access/tenants.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { newId } from "../../src/kernel/ids.ts";
import { listTickets, QueueQuery } from "../../src/tickets/browse.ts";
import { benchDatabase, percentile } from "./database.ts";
import { type Bench, type BenchCheck, lessThan } from "./table.ts";

const LIMIT_MS = 50;
const OWNERS = 200;

/** One page of the queue over very many open tickets, for every filter and sort that the queue offers. */
export const run: Bench = async ({ db: kind, small }) => {
  const tickets = small ? 10_000 : 100_000;
  const repeats = small ? 10 : 40;
  const db = await benchDatabase(kind);
  try {
    const { tenantId } = await createTenant({ db, clock: systemClock }, { slug: "bench", name: "Bench" });
    const ctx = systemCtx(tenantId, "bench");
    const owners = Array.from({ length: OWNERS }, () => newId());
    await fill(db, tenantId, tickets, owners);
    const checks: BenchCheck[] = [];
    for (const filter of filters(owners[0]!)) {
      for (const sort of ["updated", "created", "due"] as const) {
        const samples: number[] = [];
        for (let round = 0; round < repeats; round += 1) {
          const first = performance.now();
          const page = await listTickets({ db }, ctx, QueueQuery.parse({ ...filter, sort }));
          const between = performance.now();
          samples.push(between - first);
          if (page.next === null) continue;
          await listTickets({ db }, ctx, QueueQuery.parse({ ...filter, sort, cursor: page.next }));
          samples.push(performance.now() - between);
        }
        checks.push(
          lessThan(`queue_p95_ms ${JSON.stringify(filter)} by ${sort}`, percentile(samples, 0.95), LIMIT_MS, "ms"),
        );
      }
    }
    return checks;
  } finally {
    await db.close();
  }
};

const filters = (owner: string) => [
  {},
  { status: "open" },
  { status: "pending_internal" },
  { tier: 2 },
  { tier: 3 },
  { team: "rnd" },
  { owner },
  { owner: "none" },
  { assignee: owner },
  { type: "complaint" },
  { urgency: "high" },
  { class: "A" },
  { channel: "email" },
  { status: "open", team: "technical", urgency: "high" },
  { type: "professional", class: "C", tier: 3 },
];

/** Skewed as real queues are: few complaints, few class A customers, most tickets at the first line. */
async function fill(
  db: Awaited<ReturnType<typeof benchDatabase>>,
  tenantId: string,
  count: number,
  owners: readonly string[],
): Promise<void> {
  await inTenant(db, tenantId, async (tx) => {
    await tx.query(
      "insert into contact (tenant_id, id, external_id, created_at) select $1, gen_random_uuid(), 'c' || n, now() from generate_series(1, $2) n",
      [tenantId, count],
    );
    await tx.query(
      `insert into ticket (tenant_id, id, contact_id, customer_class, channel, thread, subject, status, tier, team, owner_id, bot_silent, language,
         service_type, service_item, urgency, turn, seq, version, reopened, created_at, updated_at, last_customer_at, due_at)
       select tenant_id, gen_random_uuid(), id, (array['A','C','B','B','D','D','D','E','unknown','unknown'])[1 + n % 10], (array['web','web','web','email','wecom'])[1 + n % 5],
         'main', 'Subject ' || n, (array['open','open','open','pending_customer','pending_internal'])[1 + (n / 7) % 5], least(3, (n % 17) / 5)::int,
         (array['first_line','first_line','first_line','technical','rnd'])[1 + (n / 3) % 5],
         case when n % 3 = 0 then null else ($2::uuid[])[1 + n % cardinality($2::uuid[])] end, false, 'zh',
         (array['consult','consult','standard','standard','standard','professional','complaint'])[1 + (n / 11) % 7], 'howto',
         (array['low','low','low','normal','normal','high'])[1 + (n / 13) % 6], 1, 1, 1, 0,
         now() - n * interval '1 minute', now() - (n * 7919 % 100000) * interval '1 minute', now(),
         case when n % 4 = 0 then null else now() + (n * 104729 % 100000 - 50000) * interval '1 minute' end
       from (select *, row_number() over () as n from contact where tenant_id = $1) c`,
      [tenantId, owners],
    );
  });
  await db.script("analyze ticket");
}
