import { Segmented } from "antd";
import { useState } from "react";
import { usePreferences } from "../app/preferences.tsx";
import { Link } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { PlainTable } from "../ui/plain-table.tsx";
import { Failure, Loading, Nothing } from "../ui/states.tsx";
import { useResource } from "../ui/use-resource.ts";
import { Bars, Card } from "./card.tsx";
import { daysAgo, later } from "./days.ts";
import { useEffectWords } from "./effects-words.ts";
import { shown } from "./format.ts";
import { useNames } from "./names.tsx";
import { type InsightsPage, useInsightsWords } from "./use-insights.ts";
import type { Costs, Drivers } from "./wire.ts";

/** Both are counted from the tags themselves, over at most so many days. */
const MOST_DAYS = 92;
const OUTCOMES = ["satisfied", "reopened", "churn_risk"];

/** Which tags go with an outcome, and what each tag took. */
export function Effects({ page }: { readonly page: InsightsPage }) {
  const own = useEffectWords();
  const { from, to } = page.state;
  const first = later(from, daysAgo(MOST_DAYS - 1, Date.parse(to)));
  const days = new URLSearchParams({ from: first, to }).toString();
  return (
    <>
      {first !== from && <p className="soft">{own.shortened(first)}</p>}
      <DriverCard page={page} days={days} from={first} />
      <CostCard page={page} days={days} from={first} />
    </>
  );
}

interface CardProps {
  readonly page: InsightsPage;
  readonly days: string;
  readonly from: string;
}

function DriverCard({ page, days, from }: CardProps) {
  const { client } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const own = useEffectWords();
  const [outcome, setOutcome] = useState("satisfied");
  const path = `/v1/voc/drivers?${days}&outcome=${outcome}`;
  const { value, error, reload } = useResource(path, () => client.json<Drivers>(path));
  const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, signDisplay: "exceptZero" });
  const points = (share: number) => number.format(share * 100);
  const share = ({ had, known, share: part }: Drivers["drivers"][number]["with"]) =>
    `${shown(part, "ratio", language, words)} (${had}/${known})`;
  return (
    <Card
      title={own.drivers}
      hint={own.driversHint}
      extra={
        <Segmented
          size="small"
          aria-label={own.outcome}
          value={outcome}
          onChange={setOutcome}
          options={OUTCOMES.map((name) => ({ value: name, label: own.outcomes[name] }))}
        />
      }
    >
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value?.drivers.length === 0 && <Nothing title={words.noData} text={words.noDataText} />}
      {value !== undefined && value.drivers.length > 0 && (
        <PlainTable
          label={own.drivers}
          head={[words.tag, own.withTag, own.without, own.effect, own.sure]}
          rows={value.drivers.map(({ tag, with: held, without, effect }) => [
            <QuotesLink key="tag" page={page} tag={tag} from={from} />,
            share(held),
            share(without),
            effect === null
              ? words.noData
              : `${own.points(points(effect.difference))} (${points(effect.low)} … ${points(effect.high)})`,
            effect === null ? own.tooFew : effect.sure ? own.isSure : own.notSure,
          ])}
        />
      )}
    </Card>
  );
}

function CostCard({ page, days, from }: CardProps) {
  const { client } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const own = useEffectWords();
  const names = useNames();
  const path = `/v1/voc/costs?${days}`;
  const { value, error, reload } = useResource(path, () => client.json<Costs>(path));
  const rows = value?.costs ?? [];
  const most = Math.max(1, ...rows.map(({ agentMinutes }) => agentMinutes ?? 0));
  const minutes = (count: number | null) => shown(count, "minutes", language, words);
  const each = ({ agentMinutes, tickets }: Costs["costs"][number]) =>
    minutes(agentMinutes === null || tickets === 0 ? null : agentMinutes / tickets);
  const money = (micros: number | null) => shown(micros === null ? null : micros / 10_000, "fen", language, words);
  return (
    <Card
      title={own.costs}
      hint={own.costsHint}
      table={{
        head: [words.tag, own.tickets, own.minutes, own.perTicket, own.tokens, own.modelCost, own.late],
        rows: rows.map((row) => [
          <QuotesLink key="tag" page={page} tag={row.tag} from={from} />,
          row.tickets,
          minutes(row.agentMinutes),
          each(row),
          shown(row.tokens, "tokens", language, words),
          money(row.modelCostMicros),
          row.firstResponseBreaches === null
            ? words.noData
            : own.lateOf(
                row.firstResponseBreaches.breached,
                row.firstResponseBreaches.of,
                shown(row.firstResponseBreaches.share, "ratio", language, words),
              ),
        ]),
      }}
    >
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && rows.length === 0 && <Nothing title={words.noData} text={words.noDataText} />}
      <Bars
        rows={rows.map((row) => ({
          key: row.tag,
          name: names.tag(row.tag),
          share: (row.agentMinutes ?? 0) / most,
          text: minutes(row.agentMinutes),
          note: `${own.perTicket} ${each(row)}`,
          onPick: () => page.go({ view: "quotes", tags: [row.tag], from, dimension: null, value: null }),
        }))}
      />
    </Card>
  );
}

function QuotesLink({ page, tag, from }: { readonly page: InsightsPage; readonly tag: string; readonly from: string }) {
  const names = useNames();
  const to = page.pathOf({ view: "quotes", tags: [tag], from, dimension: null, value: null });
  return <Link to={to}>{names.tag(tag)}</Link>;
}
