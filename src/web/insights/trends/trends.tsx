import { Segmented } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { Card } from "../card.tsx";
import { TimeChart } from "../charts/time-chart.tsx";
import { shortDay } from "../format.ts";
import { useNames } from "../names.tsx";
import { daysOfStep, partialSteps, whole } from "../steps.ts";
import { TagSelect } from "../tag-select.tsx";
import { type InsightsPage, useInsightsWords, vocQuery } from "../use-insights.ts";
import type { Trend } from "../wire.ts";
import { Breakdown } from "./breakdown.tsx";

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
