import { CloseOutlined, LinkOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { useSession } from "../app/session.tsx";
import { useCopyLink } from "../ui/use-copy-link.ts";
import { daysAgo } from "./days.ts";
import { useNames } from "./names.tsx";
import { type InsightsPage, ownZone, useInsightsWords, type View } from "./use-insights.ts";
import { SavedViews } from "./views/saved-views.tsx";

const PRESETS = [30, 90, 180, 365];
/** What is the same in every period. */
const TIMELESS: readonly View[] = ["requests", "briefings", "taxonomy"];

/** Period and slice of everything on the page, and its link. */
export function Filters({ page }: { readonly page: InsightsPage }) {
  const { state, go } = page;
  const { can } = useSession();
  const words = useInsightsWords();
  const names = useNames();
  const copyLink = useCopyLink();
  return (
    <section className="insight-filters" aria-label={words.period}>
      {!TIMELESS.includes(state.view) && <Period page={page} />}
      {state.dimension !== null && state.value !== null && (
        <Button
          size="small"
          icon={<CloseOutlined aria-hidden />}
          iconPosition="end"
          onClick={() => go({ dimension: null, value: null })}
        >
          {words.only(names.dimension(state.dimension), names.value(state.value))}
          <span className="spoken"> {words.clear}</span>
        </Button>
      )}
      <span className="filters-gap" />
      {can("voc.read") && <SavedViews page={page} />}
      <Button
        size="small"
        icon={<LinkOutlined aria-hidden />}
        onClick={() => void copyLink(location.href, words.copied)}
      >
        {words.copyLink}
      </Button>
    </section>
  );
}

/** Whose days these are: figures of reports and counts of tags begin them differently. */
function zoneText(view: View, { daysIn, daysInBoth }: ReturnType<typeof useInsightsWords>): string {
  const own = ownZone();
  if (view === "reports") return daysIn(own);
  return view === "overview" && own !== "UTC" ? daysInBoth(own) : daysIn("UTC");
}

function Period({ page: { state, go } }: { readonly page: InsightsPage }) {
  const words = useInsightsWords();
  const today = daysAgo(0);
  const preset = state.to === today ? PRESETS.find((days) => daysAgo(days - 1) === state.from) : undefined;
  return (
    <>
      <Segmented
        aria-label={words.period}
        value={preset ?? 0}
        onChange={(days) => days > 0 && go({ from: daysAgo(days - 1), to: today })}
        options={PRESETS.map((days) => ({ value: days, label: words.last(days) }))}
      />
      <span className="dates">
        <input
          type="date"
          aria-label={words.from}
          value={state.from}
          max={state.to}
          onChange={({ target }) => target.value !== "" && go({ from: target.value })}
        />
        <span aria-hidden>–</span>
        <input
          type="date"
          aria-label={words.to}
          value={state.to}
          min={state.from}
          onChange={({ target }) => target.value !== "" && go({ to: target.value })}
        />
      </span>
      <span className="soft">{zoneText(state.view, words)}</span>
    </>
  );
}
