import { DownloadOutlined } from "@ant-design/icons";
import { Button, Segmented, Select } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { PlainTable } from "../../ui/plain-table.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { Card } from "../card.tsx";
import { TimeChart } from "../charts/time-chart.tsx";
import { Figures } from "../figures.tsx";
import { csv, shortDay, shown } from "../format.ts";
import { partialPoints } from "../steps.ts";
import { type InsightsPage, reportQuery, useInsightsWords } from "../use-insights.ts";
import type { Report, ReportSeries, ReportTable } from "../wire.ts";
import { useBriefingWords } from "./briefings-words.ts";
import { useReportNames } from "./use-report-names.ts";

const SIX = ["overall", "agents", "content", "config", "bot", "benchmark"];

/** One report at a time: told, or with the method of each number. */
export function Reports({ page }: { readonly page: InsightsPage }) {
  const { state, go, pathOf } = page;
  const { client, can } = useSession();
  const own = useBriefingWords();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const list = useReportNames();
  // An old link may name a report that there is no more.
  const gone = list.known && !list.reports.some(({ key }) => key === state.report);
  const report = gone ? "overall" : state.report;
  const path = `/v1/reports/${encodeURIComponent(report)}?${reportQuery(state, language, { mode: state.mode })}`;
  const { value, error, reload } = useResource(path, () => client.json<Report>(path));
  const group = (label: string, fits: (key: string) => boolean) => ({
    label,
    options: list.reports.filter(({ key }) => fits(key)).map(({ key, name }) => ({ value: key, label: name })),
  });
  return (
    <>
      <div className="view-tools">
        <Select
          aria-label={words.report}
          className="report-select"
          value={list.known ? report : null}
          placeholder={words.report}
          onChange={(chosen: string) => go({ report: chosen })}
          options={[
            group(words.analyses, (key) => SIX.includes(key)),
            group(words.scorecards, (key) => key.startsWith("scorecard") || key === "vendor"),
            group(words.others, (key) => !SIX.includes(key) && !key.startsWith("scorecard") && key !== "vendor"),
          ]}
        />
        <Segmented
          aria-label={words.mode}
          value={state.mode}
          onChange={(mode) => go({ mode })}
          options={(["narrated", "self_serve"] as const).map((mode) => ({ value: mode, label: words.modes[mode] }))}
        />
        {can("voc.write") && (
          <Link to={`${pathOf({ view: "briefings" })}&report=${encodeURIComponent(report)}`}>{own.regularly}</Link>
        )}
      </div>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && (
        <>
          <p className="soft about">{value.about}</p>
          {value.noData ? (
            <Nothing title={words.noData} text={words.noDataText} />
          ) : (
            <>
              {value.sentences.length > 0 && (
                <Card title={words.told}>
                  <ul className="told">
                    {value.sentences.map((sentence) => (
                      <li key={sentence}>{sentence}</li>
                    ))}
                  </ul>
                </Card>
              )}
              <Figures figures={value.figures} to={pathOf({ view: "quotes" })} />
              {value.series.length > 0 && (
                <div className="insight-columns">
                  {value.series.map((series) => (
                    <SeriesCard key={series.key} state={state} series={series} />
                  ))}
                </div>
              )}
              {value.tables.map((table) => (
                <TableCard key={table.key} table={table} page={page} />
              ))}
              {value.method.length > 0 && <Method rows={value.method} />}
            </>
          )}
        </>
      )}
    </>
  );
}

function SeriesCard({
  series: { name, unit, points },
  state,
}: {
  readonly series: ReportSeries;
  readonly state: InsightsPage["state"];
}) {
  const { language } = usePreferences();
  const words = useInsightsWords();
  const steps = points.map(({ at }) => shortDay(at, language));
  const format = (value: number) => shown(value, unit, language, words);
  return (
    <Card
      title={name}
      table={{
        head: [words.date, name],
        rows: points.map(({ value }, i) => [steps[i], shown(value, unit, language, words)]),
      }}
    >
      <TimeChart
        label={name}
        steps={steps}
        lines={[{ name, values: points.map(({ value }) => value), colour: 0 }]}
        format={format}
        height={200}
        partial={partialPoints(state, points)}
        most={
          unit === "ratio" &&
          points.every(({ value }) => (value ?? 0) <= 1) &&
          points.some(({ value }) => (value ?? 0) > 0.5)
            ? 1
            : undefined
        }
      />
    </Card>
  );
}

/** Dimensions that the customer's voice knows too, by their names there. */
const IN_VOC: Readonly<Record<string, string>> = {
  ...{ product: "product", class: "class", stage: "lifecycle", version: "version", channel: "channel" },
  ...{ language: "language", sentiment: "sentiment" },
};
/** Numbers whose unit differs from row to row. */
const MIXED = new Set(["own_history", "parts"]);

function TableCard({ table, page: { pathOf } }: { readonly table: ReportTable; readonly page: InsightsPage }) {
  const { language } = usePreferences();
  const words = useInsightsWords();
  const dimension = table.dimension === null ? undefined : IN_VOC[table.dimension];
  const name = (row: ReportTable["rows"][number]) =>
    table.key === "examples" ? (
      <Link to={`/tickets/${row.value}`}>{row.name}</Link>
    ) : dimension === undefined || row.value === "unknown" ? (
      row.name
    ) : (
      <Link to={pathOf({ view: "quotes", dimension, value: row.value, tags: [] })}>{row.name}</Link>
    );
  const cell = (value: number | string | null, unit: (typeof table.columns)[number]["unit"]) =>
    MIXED.has(table.key) && typeof value === "number"
      ? new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(value)
      : shown(value, unit, language, words);
  const save = () => {
    const rows = table.rows.map((row) => [row.name, ...row.cells]);
    const text = csv([[table.name, ...table.columns.map((column) => column.name)], ...rows]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = `${table.key}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Card
      title={table.name}
      extra={
        <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={save}>
          CSV<span className="spoken"> {table.name}</span>
        </Button>
      }
    >
      {table.rows.length === 0 ? (
        <p className="soft quiet">{words.noData}</p>
      ) : (
        <PlainTable
          label={table.name}
          head={[table.name, ...table.columns.map((column) => column.name)]}
          rows={table.rows.map((row) => [
            name(row),
            ...row.cells.map((value, i) => cell(value, table.columns[i]!.unit)),
          ])}
        />
      )}
      {table.more > 0 && <p className="soft quiet">{words.moreRows(table.more)}</p>}
    </Card>
  );
}

function Method({ rows }: { readonly rows: Report["method"] }) {
  const words = useInsightsWords();
  return (
    <Card title={words.method}>
      <dl className="method">
        {rows.map(({ key, name, formula }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>{formula}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
