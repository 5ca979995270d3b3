import { Segmented } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { PlainTable } from "../../ui/plain-table.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { Card } from "../card.tsx";
import { TimeChart } from "../charts/time-chart.tsx";
import { daysAgo, later } from "../days.ts";
import { shortDay } from "../format.ts";
import { useNames } from "../names.tsx";
import { whole } from "../steps.ts";
import { type InsightsPage, useInsightsWords, vocQuery } from "../use-insights.ts";
import type { Anomalies as Found } from "../wire.ts";
import { Alerts } from "./alerts.tsx";

/** The route looks at no more at once. */
const MOST_DAYS = 200;

/** What was said more or less than expected, each with its expected range and the way to the words. */
export function Anomalies({ page }: { readonly page: InsightsPage }) {
  const { state, pathOf, go } = page;
  const { client } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const names = useNames();
  const by = state.step === "day" ? "day" : "week";
  const earliest = daysAgo(MOST_DAYS - 1, Date.parse(state.to));
  const asked = { ...state, from: later(state.from, earliest), tags: [] };
  const path = `/v1/voc/anomalies?${vocQuery(asked, { by })}`;
  const { value, error, reload } = useResource(path, () => client.json<Found>(path));
  const chosen = state.tags[0] ?? value?.anomalies[0]?.tag;
  const watched = value?.watched.find(({ tag }) => tag === chosen);
  const quotesAt = (tag: string, step: string) =>
    pathOf({ view: "quotes", tags: [tag], from: step, to: by === "day" ? step : daysAgo(-6, Date.parse(step)) });
  return (
    <>
      <div className="view-tools">
        <Segmented
          size="small"
          aria-label={words.step}
          value={by}
          onChange={(step: "day" | "week") => go({ step })}
          options={(["day", "week"] as const).map((step) => ({ value: step, label: words.by[step] }))}
        />
      </div>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {watched !== undefined && <Watched watched={watched} onPick={(step) => go(fromPath(watched, step, by))} />}
      {value !== undefined && (
        <Card title={words.anomalyTitle} hint={words.anomalyHint}>
          {value.anomalies.length === 0 ? (
            <Nothing title={words.noSurprises} />
          ) : (
            <PlainTable
              label={words.anomalyTitle}
              head={[words.tag, words.date, words.observed, words.range, words.deviation, words.views.quotes]}
              rows={value.anomalies.slice(0, 40).map(({ tag, step, count, expected }) => [
                <Link key="tag" to={pathOf({ tags: [tag] })}>
                  {names.tag(tag)}
                </Link>,
                shortDay(step, language),
                count,
                `${whole(expected.low)}–${whole(expected.high)}`,
                count > expected.expected
                  ? words.more(whole(count - expected.expected))
                  : words.fewer(whole(expected.expected - count)),
                <Link key="quotes" to={quotesAt(tag, step)}>
                  {words.readQuotes}
                </Link>,
              ])}
            />
          )}
        </Card>
      )}
      <Alerts page={page} />
    </>
  );
}

function fromPath({ tag, steps }: Found["watched"][number], index: number, by: "day" | "week") {
  const { step } = steps[index]!;
  return { view: "quotes" as const, tags: [tag], from: step, to: by === "day" ? step : daysAgo(-6, Date.parse(step)) };
}

function Watched({
  watched,
  onPick,
}: {
  readonly watched: Found["watched"][number];
  readonly onPick: (step: number) => void;
}) {
  const { language } = usePreferences();
  const words = useInsightsWords();
  const names = useNames();
  const steps = watched.steps.map(({ step }) => shortDay(step, language));
  const low = watched.steps.map(({ expected }) => expected?.low ?? null);
  const high = watched.steps.map(({ expected }) => expected?.high ?? null);
  return (
    <Card
      title={names.tag(watched.tag)}
      hint={words.chartHint}
      table={{
        head: [words.date, words.observed, words.range],
        rows: watched.steps.map(({ count, expected, anomaly }, i) => [
          steps[i],
          anomaly ? <strong key="count">{count}</strong> : count,
          expected === null ? words.noData : `${whole(expected.low)}–${whole(expected.high)}`,
        ]),
      }}
    >
      <TimeChart
        label={names.tag(watched.tag)}
        steps={steps}
        lines={[{ name: words.observed, values: watched.steps.map(({ count }) => count), colour: 0 }]}
        band={{ name: words.range, low, high }}
        format={whole}
        onPick={onPick}
      />
    </Card>
  );
}
