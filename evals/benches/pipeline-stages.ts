import type { Connection, Database } from "../../src/db/pool.ts";
import { percentile } from "./database.ts";
import { type BenchCheck, figure } from "./table.ts";

interface Span {
  readonly from: number;
  to: number;
}

/** A database that says when the transactions of a request began and ended, and what was sent in them. */
export interface Watched {
  readonly db: Database;
  /** Measures one request; nothing else may be under way. */
  watch(send: () => Promise<unknown>): Promise<void>;
  /** Medians of what was watched, stage by stage. */
  stages(): BenchCheck[];
}

/**
 * What a request does, by its transactions: the first two have one purpose each, and so has the last. The answer begins
 * while the second ends; what it computes after that is its own stage.
 */
const STAGES = ["sign_in", "take_in", "answer", "keep", "tell"] as const;

export function watchStages(db: Database): Watched {
  let spans: Span[] | null = null;
  let statements = 0;
  let trips = 0;
  let travelling = false;
  const taken = new Map<string, number[]>();
  const add = (name: string, value: number) => taken.set(name, [...(taken.get(name) ?? []), value]);

  const count = () => {
    if (spans === null) return;
    statements += 1;
    if (travelling) return;
    // What is sent in one turn of the process leaves in one write.
    travelling = true;
    trips += 1;
    process.nextTick(() => {
      travelling = false;
    });
  };
  const watched = (connection: Connection): Connection => {
    const span: Span = { from: performance.now(), to: Number.NaN };
    spans?.push(span);
    return {
      query: (text, values) => {
        count();
        return connection.query(text, values);
      },
      ...(connection.atOnce && {
        atOnce: (all) => {
          for (const _ of all) count();
          return connection.atOnce!(all);
        },
      }),
      release: (error) => {
        span.to = performance.now();
        connection.release(error);
      },
    };
  };
  return {
    db: { ...db, connect: async (who) => watched(await db.connect(who)) },
    async watch(send) {
      const began: Span[] = [];
      spans = began;
      [statements, trips] = [0, 0];
      const start = performance.now();
      await send();
      const end = performance.now();
      spans = null;
      const [signIn, takeIn, ...rest] = began;
      const keep = rest.at(-1);
      // A question that goes another way has no such stages.
      if (keep === undefined) return;
      const times = [start, signIn!.to, takeIn!.to, keep.from, keep.to, end];
      for (const [i, stage] of STAGES.entries()) add(`stage_${stage}_ms`, times[i + 1]! - times[i]!);
      add("transactions_per_request", began.length);
      add("statements_per_request", statements);
      add("trips_per_request", trips);
    },
    stages: () =>
      [...taken].map(([name, values]) =>
        figure(name, percentile(values, 0.5), name.endsWith("_ms") ? "ms" : "a request"),
      ),
  };
}
