/** Names and values that a figure is told apart by; the values must come from a closed set, never from a customer. */
export type Labels = Readonly<Record<string, string>>;

/** Figures of this process, in memory, for whoever watches it. */
export interface Meters {
  /** Adds to a figure that only grows. */
  count(name: string, labels?: Labels, by?: number): void;
  /** Puts a duration, in seconds, into its histogram. */
  time(name: string, seconds: number, labels?: Labels): void;
  /** Says what a figure is now. */
  set(name: string, value: number, labels?: Labels): void;
  /** All that was measured, as Prometheus reads it (text format 0.0.4), names in order. */
  text(): string;
}

/** What each figure means; one that is not described here cannot be measured. */
export interface Descriptions {
  readonly [name: string]: { readonly type: "counter" | "gauge" | "histogram"; readonly help: string };
}

/** Upper bounds in seconds, from a quick reading to a model's slow answer. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Of one figure: more combinations of labels than this are a mistake, and are left out. */
const MOST_SERIES = 2_000;

interface Histogram {
  readonly counts: number[];
  sum: number;
  total: number;
}

/** Empty meters for these figures. They throw when a figure is not described, which is a bug of the caller. */
export function createMeters(descriptions: Descriptions): Meters {
  const values = new Map<string, Map<string, number>>();
  const histograms = new Map<string, Map<string, Histogram>>();
  const series = <Value>(all: Map<string, Map<string, Value>>, name: string, key: string, fresh: () => Value) => {
    if (descriptions[name] === undefined) throw new Error(`The figure ${name} is not described.`);
    const mine = all.get(name) ?? new Map<string, Value>();
    all.set(name, mine);
    if (!mine.has(key) && mine.size < MOST_SERIES) mine.set(key, fresh());
    return mine;
  };
  return {
    count(name, labels = {}, by = 1) {
      const key = labelText(labels);
      const mine = series(values, name, key, () => 0);
      if (mine.has(key)) mine.set(key, mine.get(key)! + by);
    },
    set(name, value, labels = {}) {
      const key = labelText(labels);
      const mine = series(values, name, key, () => 0);
      if (mine.has(key)) mine.set(key, value);
    },
    time(name, seconds, labels = {}) {
      const key = labelText(labels);
      const histogram = series(histograms, name, key, () => ({ counts: BUCKETS.map(() => 0), sum: 0, total: 0 })).get(
        key,
      );
      if (histogram === undefined) return;
      const bucket = BUCKETS.findIndex((bound) => seconds <= bound);
      if (bucket >= 0) histogram.counts[bucket]! += 1;
      histogram.sum += seconds;
      histogram.total += 1;
    },
    text: () =>
      Object.entries(descriptions)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { type, help }]) => {
          const lines =
            type === "histogram"
              ? [...(histograms.get(name) ?? [])].flatMap(([key, histogram]) => histogramLines(name, key, histogram))
              : [...(values.get(name) ?? [])].map(([key, value]) => `${name}${braced(key)} ${value}`);
          return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ""].join("\n");
        })
        .join(""),
  };
}

/** For where nobody watches. */
export const noMeters: Meters = { count() {}, time() {}, set() {}, text: () => "" };

function histogramLines(name: string, key: string, { counts, sum, total }: Histogram): string[] {
  let below = 0;
  const bounded = BUCKETS.map((bound, i) => {
    below += counts[i]!;
    return `${name}_bucket${braced(joined(key, `le="${bound}"`))} ${below}`;
  });
  return [
    ...bounded,
    `${name}_bucket${braced(joined(key, 'le="+Inf"'))} ${total}`,
    `${name}_sum${braced(key)} ${sum}`,
    `${name}_count${braced(key)} ${total}`,
  ];
}

const joined = (key: string, label: string) => (key === "" ? label : `${key},${label}`);
const braced = (key: string) => (key === "" ? "" : `{${key}}`);

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };
const escaped = (value: string): string =>
  /[\\"\n]/.test(value) ? value.replace(/[\\"\n]/g, (sign) => ESCAPES[sign]!) : value;

function labelText(labels: Labels): string {
  let text = "";
  for (const name in labels) text += `${text === "" ? "" : ","}${name}="${escaped(labels[name]!)}"`;
  return text;
}
