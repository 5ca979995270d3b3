import { monitorEventLoopDelay } from "node:perf_hooks";
import { type BudgetState, budgetOf } from "../access/model-usage.ts";
import type { Database } from "../db/pool.ts";
import type { JobHandler } from "../db/queue.ts";
import { readQueues } from "../db/queue-state.ts";
import type { Clock } from "../kernel/clock.ts";
import { FIGURES } from "../kernel/figures.ts";
import type { Logger } from "../kernel/log.ts";
import { createMeters, type Meters } from "../kernel/meters.ts";
import { repeatForTenants } from "./repeat.ts";

const BUDGETS_EVERY_MS = 60_000;
/** Percentiles of the event loop's delay by the names that Prometheus gives quantiles. */
const DELAYS = { "0.5": 50, "0.99": 99, "1": 100 };

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly kinds: readonly string[];
}

/** The process's figures, and what must be asked of others when somebody reads them. */
export interface Watched {
  readonly meters: Meters;
  /** Counts how the jobs of each kind end. */
  handlers<Table extends Readonly<Record<string, JobHandler>>>(table: Table): Table;
  /** All figures as text, the queue and the pool as they are now. */
  read(): Promise<string>;
  /** Adds the budgets up once a minute and times the event loop; gives what ends that. */
  start(): () => Promise<void>;
}

/** Budgets are added up over all tenants: no figure tells what one of them uses. */
export function createWatched(deps: Deps): Watched {
  const { db, clock, log, kinds } = deps;
  const meters = createMeters(FIGURES);
  const delay = monitorEventLoopDelay();
  const budgets = new Map<string, { readonly state: BudgetState; readonly tokens: number; readonly micros: number }>();
  return {
    meters,
    handlers: (table) =>
      Object.fromEntries(
        Object.entries(table).map(([kind, handler]) => [kind, counted(meters, kind, handler)]),
      ) as typeof table,
    async read() {
      for (const { kind, depth, active, failed, oldestS } of await readQueues(db, kinds, clock.now())) {
        meters.set("threeline_queue_depth", depth, { kind });
        meters.set("threeline_queue_active", active, { kind });
        meters.set("threeline_queue_failed", failed, { kind });
        meters.set("threeline_queue_oldest_seconds", oldestS, { kind });
      }
      const pool = db.use?.();
      if (pool !== undefined) {
        meters.set("threeline_pool_connections", pool.open - pool.idle, { state: "used" });
        meters.set("threeline_pool_connections", pool.idle, { state: "idle" });
        meters.set("threeline_pool_waiting", pool.waiting);
      }
      const all = [...budgets.values()];
      for (const state of ["open", "warned", "spent"] as const)
        meters.set("threeline_tenant_budgets", all.filter((one) => one.state === state).length, { state });
      meters.set("threeline_tenants", all.length);
      meters.set(
        "threeline_month_tokens",
        all.reduce((sum, { tokens }) => sum + tokens, 0),
      );
      meters.set(
        "threeline_month_micros",
        all.reduce((sum, { micros }) => sum + micros, 0),
      );
      for (const [quantile, percent] of Object.entries(DELAYS))
        meters.set("threeline_event_loop_delay_seconds", delay.percentile(percent) / 1e9, { quantile });
      delay.reset();
      const { user, system } = process.cpuUsage();
      meters.set("threeline_processor_seconds", (user + system) / 1e6);
      meters.set("threeline_resident_bytes", process.memoryUsage.rss());
      meters.set("threeline_uptime_seconds", Math.round(process.uptime()));
      return meters.text();
    },
    start() {
      delay.enable();
      const stop = repeatForTenants({ db, log }, "watch-budgets", BUDGETS_EVERY_MS, async (tenantId) => {
        budgets.set(tenantId, await budgetOf(db, tenantId, clock.now()));
      });
      return () => {
        delay.disable();
        return stop();
      };
    },
  };
}

const counted =
  (meters: Meters, kind: string, handler: JobHandler): JobHandler =>
  async (job, signal) => {
    const began = performance.now();
    let outcome = "failed";
    try {
      await handler(job, signal);
      outcome = "done";
    } finally {
      meters.count("threeline_jobs_total", { kind, outcome });
      meters.time("threeline_job_seconds", (performance.now() - began) / 1000, { kind });
    }
  };
