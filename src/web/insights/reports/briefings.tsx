import { DeleteOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { PlainTable } from "../../ui/plain-table.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { Card } from "../card.tsx";
import { shortDay } from "../format.ts";
import { useNames } from "../names.tsx";
import { type InsightsPage, useInsightsWords } from "../use-insights.ts";
import { useKept } from "../use-kept.ts";
import type { Briefing, Briefings as Found } from "../wire.ts";
import { useBriefingWords } from "./briefings-words.ts";
import { NewPlan } from "./new-briefing.tsx";
import { useReportNames } from "./use-report-names.ts";
import "../watch.css";

/** Reports in words on a schedule: those that were written, how each came to its words, and what is planned. */
export function Briefings({ page }: { readonly page: InsightsPage }) {
  const { can } = useSession();
  const mayPlan = can("voc.write");
  const own = useBriefingWords();
  const { value, error, reload, busy, add, remove } = useKept<Found>("/v1/voc/briefings");
  return (
    <>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && (
        <Card title={own.written} hint={own.writtenHint}>
          {value.briefings.length === 0 && <Nothing title={own.none} {...(mayPlan ? { text: own.noneText } : {})} />}
          {value.briefings.slice(0, 12).map((briefing) => (
            <Written key={`${briefing.planId} ${briefing.from}`} page={page} briefing={briefing} />
          ))}
        </Card>
      )}
      {value !== undefined && (mayPlan || value.plans.length > 0) && (
        <Card title={own.plans} hint={own.wordingHint}>
          {value.plans.length > 0 && <Plans found={value} onRemove={remove} />}
          {mayPlan && <NewPlan page={page} busy={busy} onAdd={add} />}
        </Card>
      )}
    </>
  );
}

function Written({ page: { pathOf }, briefing }: { readonly page: InsightsPage; readonly briefing: Briefing }) {
  const { language } = usePreferences();
  const own = useBriefingWords();
  const { name, report, from, to, sentences, told } = briefing;
  const how = [
    told.by === "model" ? own.byModel(told.model ?? "", told.prompt?.version ?? 0) : own.byTemplate,
    ...(told.because === undefined ? [] : [own.because[told.because] ?? told.because]),
    ...(told.replaced ? [own.replaced(told.replaced)] : []),
  ];
  return (
    <section className="briefing" aria-label={`${name} ${from}`}>
      <header className="votes-head">
        <h3>{`${name} · ${shortDay(from, language)} – ${shortDay(to, language)}`}</h3>
        {report === null ? (
          <Link to={pathOf({ view: "quotes", from, to, tags: [], dimension: null, value: null })}>{own.quotes}</Link>
        ) : (
          <Link to={pathOf({ view: "reports", report, from, to })}>{own.seeReport}</Link>
        )}
      </header>
      <ul className="told">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="soft">{how.join(" · ")}</p>
    </section>
  );
}

function Plans({ found, onRemove }: { readonly found: Found; readonly onRemove: (id: string) => Promise<boolean> }) {
  const { can, members } = useSession();
  const { language, words: all } = usePreferences();
  const own = useBriefingWords();
  const words = useInsightsWords();
  const names = useNames();
  const reports = useReportNames();
  const head = [own.name, own.about, own.howOften, own.wording, own.readers];
  const aboutOf = ({ report, slice }: Pick<Found["plans"][number], "report" | "slice">) =>
    report !== null
      ? reports.nameOf(report)
      : slice === null
        ? own.voice
        : `${own.voice} · ${words.only(names.dimension(slice.dimension), names.value(slice.value))}`;
  const readersOf = (ids: readonly string[]) =>
    ids.map((id) => members.get(id)?.name ?? all.ticket.member).join(language === "zh" ? "、" : ", ");
  return (
    <PlainTable
      label={own.plans}
      head={can("voc.write") ? [...head, own.action] : head}
      text
      rows={found.plans.map(({ id, name, every, words: wording, members: readers, ...plan }) => [
        ...[name, aboutOf(plan), own.every[every], own.words[wording], readersOf(readers)],
        ...(can("voc.write")
          ? [
              <Popconfirm key="remove" title={own.sure} okText={own.remove} onConfirm={() => onRemove(id)}>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={own.removeNamed(name)}
                />
              </Popconfirm>,
            ]
          : []),
      ])}
    />
  );
}
