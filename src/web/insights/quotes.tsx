import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { chosenTenant } from "../app/chosen-tenant.ts";
import { usePreferences } from "../app/preferences.tsx";
import { Link } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { Chip } from "../ui/chips.tsx";
import { Failure, Loading, Nothing } from "../ui/states.tsx";
import { useResource } from "../ui/use-resource.ts";
import { shortDay } from "./format.ts";
import { useNames } from "./names.tsx";
import { TagSelect } from "./tag-select.tsx";
import { type InsightsPage, useInsightsWords, vocQuery } from "./use-insights.ts";
import type { Quotes as Found } from "./wire.ts";
import "../workbench/cards.css";

const PAGE = "30";
const FACTS = ["class", "module", "version", "channel"] as const;

/** What customers said, in their own words, newest first. */
export function Quotes({ page }: { readonly page: InsightsPage }) {
  const { state } = page;
  const { client, can } = useSession();
  const words = useInsightsWords();
  const query = vocQuery(state);
  const path = `/v1/voc/quotes?${query}&limit=${PAGE}`;
  const first = useResource(path, () => client.json<Found>(path));
  const [more, setMore] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words are asked for, so what was loaded goes
  useEffect(() => {
    setMore(null);
    setFailed(undefined);
  }, [path]);
  const shown = [...(first.value?.quotes ?? []), ...(more?.quotes ?? [])];
  const next = more === null ? (first.value?.next ?? null) : more.next;
  const load = async () => {
    setBusy(true);
    try {
      const found = await client.json<Found>(`${path}&cursor=${encodeURIComponent(next!)}`);
      setMore((before) => ({ quotes: [...(before?.quotes ?? []), ...found.quotes], next: found.next }));
      setFailed(undefined);
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className="view-tools">
        <TagSelect page={page} />
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          href={chosenTenant.link(`/v1/voc/export?${query}&format=csv`)}
          download
        >
          {words.exportCsv}
        </Button>
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          href={chosenTenant.link(`/v1/voc/export?${query}&format=jsonl`)}
          download
        >
          {words.exportJsonl}
        </Button>
      </div>
      {first.value === undefined &&
        (first.error === undefined ? <Loading /> : <Failure error={first.error} onRetry={first.reload} />)}
      {first.value !== undefined && shown.length === 0 && <Nothing title={words.noData} text={words.noDataText} />}
      {!can("ticket.reply") && shown.length > 0 && <p className="soft quiet">{words.masked}</p>}
      <ul className="quotes">
        {shown.map((quote) => (
          <QuoteCard key={`${quote.ticketId}/${quote.tag}`} quote={quote} open={can("ticket.read")} />
        ))}
      </ul>
      {failed !== undefined && <Failure error={failed} onRetry={load} />}
      {next !== null && failed === undefined && (
        <Button className="load-more" loading={busy} onClick={() => void load()}>
          {words.loadMore}
        </Button>
      )}
    </>
  );
}

function QuoteCard({ quote, open }: { readonly quote: Found["quotes"][number]; readonly open: boolean }) {
  const { language } = usePreferences();
  const words = useInsightsWords();
  const names = useNames();
  const facts = FACTS.flatMap((name) => {
    // The module's name brings its product along.
    const known = name === "module" ? (quote.facts["module"]?.includes("/") ? "module" : "product") : name;
    const value = quote.facts[known];
    return value === undefined || value === "" || value === "unknown" ? [] : [names.value(value)];
  });
  return (
    <li className="quote">
      <blockquote dir="auto">{quote.quote}</blockquote>
      <p className="quote-foot">
        <Chip tone="accent">{names.tag(quote.tag)}</Chip>
        <span>{facts.join(" · ")}</span>
        <time dateTime={quote.at}>{shortDay(quote.at.slice(0, 10), language)}</time>
        {open && <Link to={`/tickets/${quote.ticketId}`}>{words.openTicket}</Link>}
      </p>
    </li>
  );
}
