/** One comparison: both sides measured in one run; `ratio` above 1 means that ours is better. */
export interface BenchCheck {
  readonly name: string;
  readonly ours: number;
  readonly theirs: number | null;
  readonly unit: string;
  readonly ratio: number | null;
}

const rounded = (value: number) => Math.round(value * 100) / 100;

/** A figure that stands alone, to two places. */
export const figure = (name: string, ours: number, unit: string): BenchCheck => ({
  name,
  ours: rounded(ours),
  theirs: null,
  unit,
  ratio: null,
});

/** A figure of which less is better, beside its bar or another's, to two places. */
export const lessThan = (name: string, ours: number, theirs: number, unit: string): BenchCheck => ({
  name,
  ours: rounded(ours),
  theirs: rounded(theirs),
  unit,
  ratio: rounded(theirs / ours),
});

export interface BenchOptions {
  readonly db: "native" | "embedded";
  /** A run of about a minute, for a look. */
  readonly small: boolean;
  /** How often what is counted is repeated, where a bench counts. */
  readonly rounds?: number;
  /** Runs one check of a bench that has several. */
  readonly only?: string;
}
export type Bench = (options: BenchOptions) => Promise<BenchCheck[]>;

const BENCHES: Record<string, () => Promise<{ run: Bench }>> = {
  import: () => import("./import.ts"),
  ingest: () => import("./ingest.ts"),
  manuals: () => import("./manuals.ts"),
  api: () => import("./api.ts"),
  pipeline: () => import("./pipeline.ts"),
  cases: () => import("./cases.ts"),
  department: () => import("./department.ts"),
  queue: () => import("./queue.ts"),
  reports: () => import("./reports.ts"),
  search: () => import("./search.ts"),
  voc: () => import("./voc.ts"),
};
export const BENCH_NAMES = Object.keys(BENCHES);
export const loadBench = (name: string): Promise<Bench> | undefined => BENCHES[name]?.().then(({ run }) => run);
