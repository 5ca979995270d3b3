import type { Tx } from "../db/pool.ts";
import type { Policies } from "../policy/policies.ts";
import { type Measures, measure } from "./measure.ts";
import { metricOf } from "./metrics/index.ts";
import type { Bilingual, Unit } from "./metrics/metric.ts";
import { type Grain, grainFor, type Period, periodBefore } from "./period.ts";
import { DIMENSIONS, type DimensionName, type Slice, wholeSlice } from "./slices.ts";
import { valueName } from "./value-names.ts";

export type ReportLanguage = keyof Bilingual;

/** Fen an hour of work; an assumption until the caller names the true one. */
export const DEFAULT_RATE = 12_000;

/** What a report is asked for. */
export interface ReportQuery {
  readonly period: Period;
  readonly slice: Slice;
  readonly language: ReportLanguage;
  /** Fen an hour of work costs. */
  readonly rate: number;
  /** The period right before beside it. */
  readonly compare: boolean;
}

export interface Figure {
  readonly key: string;
  readonly name: string;
  readonly unit: Unit;
  readonly better: "up" | "down" | null;
  /** Null: no data, never NaN. */
  readonly value: number | null;
  /** How many rows it rests on. */
  readonly count: number;
  readonly previous: number | null;
  /** How many rows that one rests on. */
  readonly previousCount: number;
  /** value − previous; null unless both are there. */
  readonly change: number | null;
  readonly formula: string;
}

export interface Column {
  readonly key: string;
  readonly name: string;
  readonly unit: Unit | "text";
}
export interface TableRow {
  /** The value that the row stands for, and how people call it. */
  readonly value: string;
  readonly name: string;
  readonly cells: readonly (number | string | null)[];
}
export interface Table {
  readonly key: string;
  readonly name: string;
  /** What rows are values of, so that one can go on to its words; null where they are none. */
  readonly dimension: DimensionName | null;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** Rows beyond these; left out where there are none. */
  readonly more?: number;
}
export interface Series {
  readonly key: string;
  readonly name: string;
  readonly unit: Unit;
  readonly grain: Grain;
  readonly points: readonly { readonly at: string; readonly value: number | null; readonly count: number }[];
}

export interface ReportContent {
  readonly figures: readonly Figure[];
  readonly series: readonly Series[];
  readonly tables: readonly Table[];
}

/** One report: what it is called, and how it is made from what it is asked for. */
export interface Report {
  readonly name: Bilingual;
  readonly about: Bilingual;
  build(desk: ReportDesk): Promise<ReportContent>;
}

/** What reports are made with: one query, measured as often as it takes. */
export interface ReportDesk {
  readonly tx: Tx;
  readonly query: ReportQuery;
  readonly policies: Policies;
  say(words: Bilingual): string;
  figures(keys: readonly string[]): Promise<Figure[]>;
  series(keys: readonly string[]): Promise<Series[]>;
  /** One row for each value of the dimension, the largest first. */
  table(by: DimensionName, keys: readonly string[], options?: TableOptions): Promise<Table>;
  measure(keys: readonly string[], period: Period, by?: DimensionName | Grain): Promise<Map<string, Measures>>;
}

export interface TableOptions {
  readonly key?: string;
  readonly name?: Bilingual;
  readonly limit?: number;
  /** Names that are not in the code, such as those of members. */
  readonly names?: ReadonlyMap<string, string>;
  readonly keep?: (value: string) => boolean;
}

const MOST_ROWS = 30;

export function reportDesk(tx: Tx, policies: Policies, query: ReportQuery): ReportDesk {
  const { period, rate, language, compare } = query;
  const slice = wholeSlice(policies.taxonomy, query.slice);
  const say = (words: Bilingual) => words[language];
  const read: ReportDesk["measure"] = (keys, when, by) => measure(tx, { keys, period: when, slice, rate, by });
  return {
    tx,
    query: { ...query, slice },
    policies,
    say,
    measure: read,
    async figures(keys) {
      const now = (await read(keys, period)).get("")!;
      const before = compare ? (await read(keys, periodBefore(period))).get("")! : {};
      return keys.map((key) => figureOf(key, now, before, language));
    },
    async series(keys) {
      const grain = grainFor(period);
      const rows = await read(keys, period, grain);
      return keys.map((key) => ({
        ...{ key, name: say(metricOf(key).name), unit: metricOf(key).unit, grain },
        points: stepsOf(period, grain).map((at) => ({ at, ...(rows.get(at)?.[key] ?? { value: null, count: 0 }) })),
      }));
    },
    async table(by, keys, options = {}) {
      const sorted = largestFirst(await read(keys, period, by), keys[0]!);
      const fitting = sorted.filter(([value]) => options.keep?.(value) ?? true);
      const kept = fitting.slice(0, options.limit ?? MOST_ROWS);
      return {
        ...(fitting.length > kept.length ? { more: fitting.length - kept.length } : {}),
        key: options.key ?? `by_${by}`,
        name: say(options.name ?? DIMENSIONS[by].name),
        dimension: by,
        columns: keys.map((key) => ({ key, name: say(metricOf(key).name), unit: metricOf(key).unit })),
        rows: kept.map(([value, row]) => ({
          ...{ value, name: options.names?.get(value) ?? valueName(policies, by, value, language) },
          cells: keys.map((key) => row[key]!.value),
        })),
      };
    },
  };
}

/** Groups by one of their metrics, equal ones by their value. */
export const largestFirst = (rows: ReadonlyMap<string, Measures>, key: string): [string, Measures][] =>
  [...rows].sort(([a, one], [b, other]) => (other[key]?.value ?? 0) - (one[key]?.value ?? 0) || (a < b ? -1 : 1));

export function figureOf(key: string, now: Measures, before: Measures, language: ReportLanguage): Figure {
  const { name, unit, better, formula } = metricOf(key);
  const { value = null, count = 0 } = now[key] ?? {};
  const { value: previous = null, count: previousCount = 0 } = before[key] ?? {};
  const change = value === null || previous === null ? null : value - previous;
  return {
    key,
    name: name[language],
    unit,
    better,
    value,
    count,
    previous,
    previousCount,
    change,
    formula: formula[language],
  };
}

/** First days of all steps of the period, empty ones too. */
export function stepsOf({ from, to }: Period, grain: Grain): string[] {
  const steps = new Set<string>();
  for (let day = Date.parse(`${from}T00:00:00Z`); day <= Date.parse(`${to}T00:00:00Z`); day += 86_400_000) {
    const at = new Date(day);
    const back = grain === "week" ? (at.getUTCDay() + 6) % 7 : grain === "month" ? at.getUTCDate() - 1 : 0;
    steps.add(new Date(day - back * 86_400_000).toISOString().slice(0, 10));
  }
  return [...steps];
}
