import { createTenant } from "../../src/access/tenants.ts";
import { SAMPLE_KNOWLEDGE } from "../../src/app.ts";
import { inTenant } from "../../src/db/tenant.ts";
import { importDemoHistory } from "../../src/jobs/demo-history/run.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { systemCtx } from "../../src/kernel/ctx.ts";
import { readPolicyFolder } from "../../src/policy/folder.ts";
import { foldFacts } from "../../src/reports/facts/fold.ts";
import { periodOf } from "../../src/reports/period.ts";
import { REPORT_NAMES, runReport } from "../../src/reports/run.ts";
import { benchDatabase, percentile } from "./database.ts";
import { type Bench, type BenchCheck, figure, lessThan } from "./table.ts";

const LIMIT_MS = 150;
const DAY_MS = 86_400_000;
const SPANS = { month: 30, quarter: 90, year: 365 };

/** Every report over the demo's year: a month, a quarter and the whole of it, each with the period before beside it. */
export const run: Bench = async ({ db: kind, small }) => {
  const db = await benchDatabase(kind);
  try {
    const policies = await readPolicyFolder(`${SAMPLE_KNOWLEDGE}/policies`);
    const deps = { db, clock: systemClock, policies };
    const { tenantId } = await createTenant(deps, { slug: "bench", name: "Bench" });
    const ctx = systemCtx(tenantId, "bench");
    await importDemoHistory(deps, ctx, { months: 12, seed: 7, ...(small ? { tickets: 1_000 } : {}) }, () => {});
    await foldFacts({ db, policies: async () => policies }, tenantId, new Date(0));
    await db.script("analyze");
    const checks: BenchCheck[] = [];
    for (const report of REPORT_NAMES) {
      for (const [span, days] of Object.entries(SPANS)) {
        const to = new Date(Date.now() - DAY_MS);
        const from = new Date(to.getTime() - (days - 1) * DAY_MS);
        const day = (at: Date) => at.toISOString().slice(0, 10);
        const query = {
          ...{ period: periodOf(day(from), day(to), "Asia/Shanghai"), slice: {}, language: "zh" as const },
          ...{ rate: 12_000, compare: true },
        };
        const samples: number[] = [];
        for (let round = 0; round < (small ? 5 : 20); round += 1) {
          const start = performance.now();
          await runReport({ db, policies: async () => policies }, ctx, report, query, "narrated");
          samples.push(performance.now() - start);
        }
        checks.push(lessThan(`report_p95_ms ${report} ${span}`, percentile(samples, 0.95), LIMIT_MS, "ms"));
      }
    }
    const { rows } = await inTenant(db, tenantId, (tx) =>
      tx.query<{ tickets: number }>("select count(*)::int as tickets from ticket_fact where tenant_id = $1", [
        tenantId,
      ]),
    );
    checks.push(figure("tickets", rows[0]!.tickets, "tickets"));
    return checks;
  } finally {
    await db.close();
  }
};
