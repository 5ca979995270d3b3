import { BOT_METRICS } from "./bot.ts";
import { DRAFT_METRICS } from "./drafts.ts";
import type { Metric } from "./metric.ts";
import { RESOLUTION_METRICS } from "./resolution.ts";
import { RESPONSE_METRICS } from "./response.ts";
import { SURVEY_METRICS } from "./surveys.ts";

/** Every metric of every report. */
export const METRICS: readonly Metric[] = [
  ...RESPONSE_METRICS,
  ...RESOLUTION_METRICS,
  ...BOT_METRICS,
  ...SURVEY_METRICS,
  ...DRAFT_METRICS,
];
export const METRIC_KEYS = METRICS.map(({ key }) => key) as [string, ...string[]];

const byKey = new Map(METRICS.map((metric) => [metric.key, metric]));
/** Throws for a key that is none: reports name theirs in the code. */
export function metricOf(key: string): Metric {
  const metric = byKey.get(key);
  if (metric === undefined) throw new Error(`There is no metric ${key}.`);
  return metric;
}
