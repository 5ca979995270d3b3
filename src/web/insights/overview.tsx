import { usePreferences } from "../app/preferences.tsx";
import { Link } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { Failure, Loading, Nothing } from "../ui/states.tsx";
import { useResource } from "../ui/use-resource.ts";
import { Bars, Card } from "./card.tsx";
import { TimeChart } from "./charts/time-chart.tsx";
import { Figures } from "./figures.tsx";
import { relative, shortDay, shown } from "./format.ts";
import { useNames } from "./names.tsx";
import { partialPoints, whole } from "./steps.ts";
import { type InsightsPage, reportQuery, useInsightsWords, vocQuery } from "./use-insights.ts";
import type { Anomalies, Report, TagChange } from "./wire.ts";

const SHOWN = [
  "requests",
  "first_response_minutes",
  "resolution_minutes",
  "fcr",
  "csat",
  "nps",
  "sla_first",
  "backlog",
];

/** The state of things at a glance, and where to look closer. */
export function Overview({ page }: { readonly page: InsightsPage }) {
  const { can } = useSession();
  return (
    <>
      {can("report.read") && <Service page={page} />}
      {can("voc.read") && (
        <div className="insight-columns">
          <TopTags page={page} />
          <Surprises page={page} />
        </div>
      )}
    </>
  );
}

function Service({ page: { state, pathOf } }: { readonly page: InsightsPage }) {
  const { client } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const path = `/v1/reports/overall?${reportQuery(state, language)}`;
  const { value, error, reload } = useResource(path, () => client.json<Report>(path));
  if (value === undefined) return error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />;
  if (value.noData) return <Nothing title={words.noData} text={words.noDataText} />;
  const figures = SHOWN.flatMap((key) => value.figures.find((figure) => figure.key === key) ?? []);
  const volume = value.series.filter(({ key }) => key === "requests" || key === "resolved");
  const steps = volume[0]?.points.map(({ at }) => shortDay(at, language)) ?? [];
  return (
    <>
      <Figures figures={figures} to={pathOf({ view: "quotes" })} />
      <div className="insight-columns">
        <Card
          title={volume.map(({ name }) => name).join(" · ")}
          table={{
            head: [words.date, ...volume.map(({ name }) => name)],
            rows: steps.map((step, i) => [
              step,
              ...volume.map(({ points }) => shown(points[i]?.value ?? null, "count", language, words)),
            ]),
          }}
        >
          <TimeChart
            label={volume.map(({ name }) => name).join(" · ")}
            steps={steps}
            lines={volume.map(({ name, points }, colour) => ({
              name,
              colour,
              values: points.map((point) => point.value ?? 0),
            }))}
            format={whole}
            height={240}
            partial={partialPoints(state, volume[0]?.points ?? [])}
          />
        </Card>
        <Card
          title={words.told}
          extra={<Link to={pathOf({ view: "reports", report: "overall" })}>{words.views.reports}</Link>}
        >
          <ul className="told">
            {value.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}

function TopTags({ page: { state, pathOf, go } }: { readonly page: InsightsPage }) {
  const { client } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const names = useNames();
  const path = `/v1/voc/ranking?${vocQuery({ ...state, tags: [] })}`;
  const { value, error, reload } = useResource(path, () => client.json<{ tags: TagChange[] }>(path));
  const rows = value?.tags.filter(({ count }) => count > 0).slice(0, 10) ?? [];
  const most = rows[0]?.count ?? 1;
  const changed = (change: number | null) => (change === null ? words.isNew : relative(change, language));
  return (
    <Card
      title={words.topTags}
      hint={words.topTagsHint}
      extra={
        <Link to={pathOf({ view: "trends", tags: rows.slice(0, 5).map(({ tag }) => tag) })}>{words.views.trends}</Link>
      }
      table={{
        head: [words.tag, words.count, words.share, words.previous],
        rows: rows.map(({ tag, count, share, previous }) => [
          <Link key={tag} to={pathOf({ view: "quotes", tags: [tag] })}>
            {names.tag(tag)}
          </Link>,
          count,
          shown(share, "ratio", language, words),
          previous.count,
        ]),
      }}
    >
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && rows.length === 0 && <Nothing title={words.noData} text={words.noDataText} />}
      <Bars
        rows={rows.map(({ tag, count, change }) => ({
          key: tag,
          name: names.tag(tag),
          share: count / most,
          text: String(count),
          note: changed(change),
          onPick: () => go({ view: "quotes", tags: [tag] }),
        }))}
      />
    </Card>
  );
}

function Surprises({ page: { state, pathOf } }: { readonly page: InsightsPage }) {
  const { client } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const names = useNames();
  const path = `/v1/voc/anomalies?${vocQuery({ ...state, tags: [] }, { by: "week" })}`;
  const { value, error, reload } = useResource(path, () => client.json<Anomalies>(path));
  return (
    <Card title={words.surprises} extra={<Link to={pathOf({ view: "anomalies" })}>{words.allAnomalies}</Link>}>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.anomalies.length === 0 && <p className="soft quiet">{words.noSurprises}</p>}
      <ul className="surprises">
        {value?.anomalies.slice(0, 6).map(({ tag, step, count, expected }) => (
          <li key={`${tag}/${step}`}>
            <Link to={pathOf({ view: "anomalies", tags: [tag], step: "week" })}>
              <strong>{names.tag(tag)}</strong> <span>{shortDay(step, language)}</span>
              <span className={count > expected.expected ? "more" : "fewer"}>
                {count} / {words.expected} {whole(expected.low)}–{whole(expected.high)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
