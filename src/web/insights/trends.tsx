import { Segmented, Select } from "antd";
import { usePreferences } from "../app/preferences.tsx";
import { Link } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { Failure, Loading, Nothing } from "../ui/states.tsx";
import { useResource } from "../ui/use-resource.ts";
import { Bars, Card } from "./card.tsx";
import { shortDay, shown } from "./format.ts";
import { useNames } from "./names.tsx";
import { daysOfStep, partialSteps, whole } from "./steps.ts";
import { TagSelect } from "./tag-select.tsx";
import { TimeChart } from "./time-chart.tsx";
import { DIMENSIONS, type InsightsPage, useInsightsWords, vocQuery } from "./use-insights.ts";
import type { Slices, Trend } from "./wire.ts";

const MOST_LINES = 5;

/** How often tags were said over time, beside the period before, and by whom. */
export function Trends({ page }: { readonly page: InsightsPage }) {
  const { state, go } = page;
  const { client } = useSession();
  const words = useInsightsWords();
  const path = `/v1/voc/trends?${vocQuery(state, { by: state.step })}`;
  const { value, error, reload } = useResource(path, () => client.json<Trend>(path));
  const lines = value?.series.filter(({ count, previous }) => count + previous.count > 0).slice(0, MOST_LINES) ?? [];
  const tools = (
    <>
      <TagSelect page={page} />
      <Segmented
        size="small"
        aria-label={words.step}
        value={state.step}
        onChange={(step) => go({ step })}
        options={(["day", "week", "month"] as const).map((step) => ({ value: step, label: words.by[step] }))}
      />
    </>
  );
  return (
    <>
      <div className="view-tools">{tools}</div>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && lines.length === 0 && <Nothing title={words.noData} text={words.noDataText} />}
      {value !== undefined && lines.length > 0 && <TrendCard page={page} trend={value} lines={lines} />}
      <Breakdown page={page} />
    </>
  );
}

function TrendCard({
  page: { state, pathOf, go },
  trend,
  lines,
}: {
  readonly page: InsightsPage;
  readonly trend: Trend;
  readonly lines: Trend["series"];
}) {
  const { language } = usePreferences();
  const words = useInsightsWords();
  const names = useNames();
  const steps = trend.steps.map((step) => shortDay(step, language));
  // Beside several tags the periods before would only tangle.
  const alone = lines.length === 1;
  const partial = partialSteps(state, trend.steps);
  const quotesAt = (step: number, tag: string) => ({
    ...{ view: "quotes" as const, tags: [tag] },
    ...daysOfStep(state, trend.steps[step]!),
  });
  return (
    <Card
      title={words.trendTitle}
      hint={words.chartHint}
      table={{
        head: [
          words.date,
          ...lines.flatMap(({ tag }) => (alone ? [names.tag(tag), words.previous] : [names.tag(tag)])),
        ],
        rows: steps.map((step, i) => [
          partial.includes(i) ? `${step} ${words.partial}` : step,
          ...lines.flatMap(({ tag, counts, previousCounts }) => [
            <Link key={tag} to={pathOf(quotesAt(i, tag))}>
              {counts[i] ?? 0}
            </Link>,
            ...(alone ? [previousCounts[i] ?? 0] : []),
          ]),
        ]),
      }}
    >
      <TimeChart
        label={words.trendTitle}
        steps={steps}
        lines={[
          ...lines.map(({ tag, counts }, colour) => ({ name: names.tag(tag), values: counts, colour })),
          ...(alone ? [{ name: words.previous, values: lines[0]!.previousCounts, dashed: true, colour: 0 }] : []),
        ]}
        format={whole}
        onPick={(step, line) => lines[line] !== undefined && go(quotesAt(step, lines[line].tag))}
        height={320}
        partial={partial}
      />
    </Card>
  );
}

function Breakdown({ page: { state, go, pathOf } }: { readonly page: InsightsPage }) {
  const { client } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const names = useNames();
  const path = `/v1/voc/slices?${vocQuery({ ...state, dimension: null }, { by: state.by })}`;
  const { value, error, reload } = useResource(path, () => client.json<Slices>(path));
  const rows = value?.values.filter(({ count }) => count > 0).slice(0, 12) ?? [];
  const most = rows[0]?.count ?? 1;
  return (
    <Card
      title={words.breakdownTitle}
      extra={
        <Select
          size="small"
          aria-label={words.breakdownBy}
          value={state.by}
          onChange={(by: string) => go({ by })}
          options={DIMENSIONS.map((name) => ({ value: name, label: names.dimension(name) }))}
          className="by-select"
        />
      }
      table={{
        head: [names.dimension(state.by), words.count, words.share, words.previous],
        rows: rows.map((row) => [
          <Link key={row.value} to={pathOf({ view: "quotes", dimension: state.by, value: row.value })}>
            {names.value(row.value)}
          </Link>,
          row.count,
          shown(value!.total === 0 ? null : row.count / value!.total, "ratio", language, words),
          row.previous,
        ]),
      }}
    >
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && rows.length === 0 && <p className="soft quiet">{words.noData}</p>}
      <Bars
        rows={rows.map((row) => ({
          key: row.value,
          name: names.value(row.value),
          share: row.count / most,
          text: String(row.count),
          note: words.before(String(row.previous)),
          onPick: () => go({ view: "quotes", dimension: state.by, value: row.value }),
        }))}
      />
    </Card>
  );
}
