import { Segmented } from "antd";
import { usePreferences } from "../../app/preferences.tsx";
import { Link } from "../../app/router.tsx";
import { useSession } from "../../app/session.tsx";
import { Failure, Loading, Nothing } from "../../ui/states.tsx";
import { useResource } from "../../ui/use-resource.ts";
import { Card } from "../card.tsx";
import { Sparkline } from "../charts/sparkline.tsx";
import { relative, shortDay } from "../format.ts";
import { type InsightsPage, useInsightsWords } from "../use-insights.ts";
import type { Themes as Found } from "../wire.ts";
import { OpenTheme } from "./open-theme.tsx";
import { useThemeWords } from "./theme-words.ts";
import "./themes.css";

/** What customers write about that no tag explains: each theme with its size, its growth and the way to the words. */
export function Themes({ page }: { readonly page: InsightsPage }) {
  const { state, go } = page;
  const { client } = useSession();
  const words = useInsightsWords();
  const own = useThemeWords();
  const path = `/v1/voc/themes?${new URLSearchParams({ from: state.from, to: state.to, by: state.step })}`;
  const { value, error, reload } = useResource(path, () => client.json<Found>(path));
  return (
    <>
      <div className="view-tools">
        <Segmented
          size="small"
          aria-label={words.step}
          value={state.step}
          onChange={(step) => go({ step })}
          options={(["day", "week", "month"] as const).map((step) => ({ value: step, label: words.by[step] }))}
        />
        {state.dimension !== null && <p className="soft">{own.unsliced}</p>}
      </div>
      {value === undefined && (error === undefined ? <Loading /> : <Failure error={error} onRetry={reload} />)}
      {value !== undefined && state.theme !== null && <OpenTheme page={page} id={state.theme} found={value} />}
      {value !== undefined && state.theme === null && <ThemeList page={page} found={value} />}
    </>
  );
}

function ThemeList({
  page: { pathOf },
  found: { themes, steps },
}: {
  readonly page: InsightsPage;
  readonly found: Found;
}) {
  const { language } = usePreferences();
  const words = useInsightsWords();
  const own = useThemeWords();
  if (themes.length === 0) return <Nothing title={own.none} text={own.noneText} />;
  const grown = ({ count, previous }: Found["themes"][number]) =>
    previous === 0 ? words.isNew : relative((count - previous) / previous, language);
  return (
    <Card
      title={own.title}
      hint={own.hint}
      table={{
        head: [
          own.name,
          ...[own.first, words.count, words.previous, words.change],
          ...steps.map((step) => shortDay(step, language)),
        ],
        rows: themes.map((theme) => [
          <Link key="name" to={pathOf({ theme: theme.id })}>
            {theme.name}
          </Link>,
          ...[shortDay(theme.firstDay, language), theme.count, theme.previous, grown(theme)],
          ...theme.counts,
        ]),
      }}
    >
      <ul className="themes">
        {themes.map((theme) => (
          <li key={theme.id}>
            <Link to={pathOf({ theme: theme.id })}>
              <span className="theme-name">{theme.name}</span>
              <span className="theme-quote">{theme.quotes[0]?.quote}</span>
              <Sparkline values={theme.counts} />
              <span className="theme-count">
                <strong>{theme.count}</strong> <span className="spoken">{words.count}</span>
              </span>
              <span className="theme-change">{grown(theme)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
