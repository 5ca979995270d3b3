/** Which rows a metric is taken from, and which of their times has to lie in the period. */
export type Base = "created" | "resolved" | "survey" | "draft" | "backlog";
/** How a value is to be read: a share of 0..1, minutes of opening time, points, integer money in fen, a plain number. */
export type Unit = "ratio" | "minutes" | "points" | "score" | "fen" | "count" | "tokens";

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One number of a report. Its formula is written here and nowhere else: `formula` for people, `value` for the database. */
export interface Metric {
  readonly key: string;
  readonly name: Bilingual;
  readonly unit: Unit;
  readonly base: Base;
  readonly formula: Bilingual;
  /** Whether more of it is good; null where neither is. */
  readonly better: "up" | "down" | null;
  /** An aggregate over `f` (ticket_fact) and, by base, `s` (survey) or `d` (draft_fact); null over nothing. */
  readonly value: string;
  /** How many rows it rests on. */
  readonly count: string;
}

/** A share: rows that `hit` among those that `of` holds. */
export const share = (hit: string, of: string): Pick<Metric, "value" | "count"> => ({
  value: `count(*) filter (where (${of}) and (${hit}))::float8 / nullif(count(*) filter (where ${of}), 0)`,
  count: `count(*) filter (where ${of})`,
});
/** A quantile of seconds, in minutes. */
export const minutes = (seconds: string, quantile = 0.5): Pick<Metric, "value" | "count"> => ({
  value: `percentile_cont(${quantile}) within group (order by ${seconds}) filter (where ${seconds} is not null) / 60.0`,
  count: `count(${seconds})`,
});
