import { LeftOutlined } from "@ant-design/icons";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Chip } from "../../ui/chips.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { Card } from "../card.tsx";
import { TimeChart } from "../charts/time-chart.tsx";
import { shortDay } from "../format.ts";
import { daysOfStep, partialSteps, whole } from "../steps.ts";
import { type InsightsPage, useInsightsWords } from "../use-insights.ts";
import type { Theme, Themes } from "../wire.ts";
import { useThemeWords } from "./theme-words.ts";
import "../../workbench/cards.css";

/** One theme: its course over the period, and what customers said in it. */
export function OpenTheme({
  page: { state, pathOf, go },
  id,
  found,
}: {
  readonly page: InsightsPage;
  readonly id: string;
  readonly found: Themes;
}) {
  const { client, can } = useSession();
  const { language } = usePreferences();
  const words = useInsightsWords();
  const own = useThemeWords();
  const path = `/v1/voc/themes/${encodeURIComponent(id)}`;
  const { value, error, reload } = useResource(path, () => client.json<Theme>(path));
  const counts = found.themes.find((theme) => theme.id === id)?.counts;
  const steps = found.steps.map((step) => shortDay(step, language));
  const quotes = value?.quotes.filter(({ day }) => day >= state.from && day <= state.to) ?? [];
  const partial = partialSteps(state, found.steps);
  const during = (index: number) => daysOfStep(state, found.steps[index]!);
  return (
    <>
      <Link className="back" to={pathOf({ theme: null })}>
        <LeftOutlined aria-hidden /> {own.all}
      </Link>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && (
        <Card
          title={value.name}
          hint={`${own.terms}：${value.terms.join("、")}`}
          table={
            counts && {
              head: [words.date, words.count],
              rows: steps.map((step, i) => [
                <Link key="step" to={pathOf(during(i))}>
                  {partial.includes(i) ? `${step} ${words.partial}` : step}
                </Link>,
                counts[i],
              ]),
            }
          }
        >
          {counts === undefined ? (
            <p className="soft quiet">{own.outside}</p>
          ) : (
            <TimeChart
              label={`${value.name} · ${own.overTime}`}
              steps={steps}
              lines={[{ name: words.count, values: counts, colour: 0 }]}
              format={whole}
              onPick={(step) => go(during(step))}
              height={220}
              partial={partial}
            />
          )}
        </Card>
      )}
      {value !== undefined && (
        <h2 className="theme-quotes">{quotes.length === 0 ? own.noQuotes : own.quoteTitle(quotes.length)}</h2>
      )}
      {!can("ticket.reply") && quotes.length > 0 && <p className="soft quiet">{words.masked}</p>}
      <ul className="quotes">
        {quotes.map(({ ticketId, day, quote }) => (
          <li key={ticketId} className="quote">
            <blockquote dir="auto">{quote}</blockquote>
            <p className="quote-foot">
              <Chip tone="accent">{value?.name}</Chip>
              <time dateTime={day}>{shortDay(day, language)}</time>
              {can("ticket.read") && <Link to={`/tickets/${ticketId}`}>{words.openTicket}</Link>}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
