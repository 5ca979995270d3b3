import { lazy, Suspense } from "react";
import { Link } from "../app/router.tsx";
import { useSession } from "../app/session.tsx";
import { ErrorBoundary } from "../ui/error-boundary.tsx";
import { Loading } from "../ui/states.tsx";
import { useOpenTabInSight } from "../ui/use-open-tab-in-sight.ts";
import { Anomalies } from "./anomalies/anomalies.tsx";
import { Filters } from "./filters.tsx";
import { NamesProvider } from "./names.tsx";
import { Overview } from "./overview.tsx";
import { Quotes } from "./quotes.tsx";
import { Reports } from "./reports/reports.tsx";
import { Themes } from "./themes/themes.tsx";
import { Trends } from "./trends/trends.tsx";
import { useInsights, useInsightsWords, VIEWS, type View } from "./use-insights.ts";
import "./insights.css";
import "./tables.css";

// What most never open comes when it is opened.
const Briefings = lazy(() => import("./reports/briefings.tsx").then((file) => ({ default: file.Briefings })));
const Effects = lazy(() => import("./effects.tsx").then((file) => ({ default: file.Effects })));
const Requests = lazy(() => import("./requests/requests.tsx").then((file) => ({ default: file.Requests })));
const Taxonomy = lazy(() => import("./taxonomy/taxonomy.tsx").then((file) => ({ default: file.Taxonomy })));

const PAGES = {
  ...{ overview: Overview, trends: Trends, anomalies: Anomalies },
  ...{ themes: Themes, quotes: Quotes, reports: Reports },
  ...{ effects: Effects, requests: Requests, briefings: Briefings, taxonomy: Taxonomy },
};
const NEEDS: Readonly<Record<View, string>> = {
  ...{ overview: "", trends: "voc.read", anomalies: "voc.read", themes: "voc.read" },
  ...{
    quotes: "voc.read",
    reports: "report.read",
    effects: "voc.read",
    requests: "voc.read",
    briefings: "voc.read",
    taxonomy: "voc.read",
  },
};

/** What customers say, why, and what it costs; all of its state stands in the address. */
export function Insights() {
  const { can } = useSession();
  const words = useInsightsWords();
  const page = useInsights();
  const open = VIEWS.filter((view) => NEEDS[view] === "" || can(NEEDS[view]));
  const view = open.includes(page.state.view) ? page.state.view : "overview";
  const Page = PAGES[view];
  const tabs = useOpenTabInSight(view);
  return (
    <NamesProvider>
      <div className="insights">
        <nav ref={tabs} className="insight-tabs" aria-label={words.sections}>
          {open.map((name) => (
            <Link key={name} to={page.pathOf({ view: name })} aria-current={name === view ? "page" : undefined}>
              {words.views[name]}
            </Link>
          ))}
        </nav>
        <Filters page={page} />
        <h1 className="spoken">{words.views[view]}</h1>
        <ErrorBoundary key={view}>
          <Suspense fallback={<Loading />}>
            <Page page={page} />
          </Suspense>
        </ErrorBoundary>
      </div>
    </NamesProvider>
  );
}
