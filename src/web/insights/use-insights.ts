import { useWordsIn } from "../app/preferences.tsx";
import { navigate, useRoute, useSearch } from "../app/router.tsx";
import { daysAgo } from "./days.ts";
import { insightsWords } from "./words.ts";

export const VIEWS = [
  ...(["overview", "trends", "anomalies", "themes", "quotes"] as const),
  ...(["effects", "requests", "reports", "briefings", "taxonomy"] as const),
] as const;
export type View = (typeof VIEWS)[number];

const DEFAULT_DAYS = 90;
const DIMENSIONS = [
  ...["product", "module", "class", "lifecycle", "version", "channel", "organisation", "sentiment", "language"],
] as const;

/** What "who says so" can be cut by: trees level by level as well. */
export const BREAKDOWNS = ["product_tree", "organisation_tree", ...DIMENSIONS] as const;

/** What the page shows: all of it stands in the address, so that a link brings it back. */
export interface InsightsState {
  readonly view: View;
  readonly from: string;
  readonly to: string;
  readonly dimension: string | null;
  readonly value: string | null;
  readonly tags: readonly string[];
  readonly step: "day" | "week" | "month";
  /** The dimension that "who says so" is broken down by. */
  readonly by: string;
  /** The node of a tree that the breakdown looks into. */
  readonly within: string | null;
  /** Id of the theme that is open. */
  readonly theme: string | null;
  readonly report: string;
  readonly mode: "narrated" | "self_serve";
}

/** The state in the address, and ways to change it. Another view keeps period and slice. */
export function useInsights() {
  const [, at] = useRoute();
  const state = readState(at, useSearch());
  const pathOf = (change: Partial<InsightsState>): string => {
    const next = { ...state, ...change };
    return `/insights/${next.view}?${writeState(next)}`;
  };
  return {
    state,
    pathOf,
    go: (change: Partial<InsightsState>, options: { replace?: boolean } = {}) => navigate(pathOf(change), options),
  };
}
export type InsightsPage = ReturnType<typeof useInsights>;

function readState(at: string | undefined, search: string): InsightsState {
  const query = new URLSearchParams(search);
  const day = (name: string, otherwise: string) => {
    const text = query.get(name) ?? "";
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : otherwise;
  };
  const oneOf = <Item extends string>(name: string, items: readonly Item[], otherwise: Item): Item => {
    const text = query.get(name);
    return items.find((item) => item === text) ?? otherwise;
  };
  return {
    view: VIEWS.find((view) => view === at) ?? "overview",
    from: day("from", daysAgo(DEFAULT_DAYS - 1)),
    to: day("to", daysAgo(0)),
    dimension: query.get("dimension"),
    value: query.get("value"),
    tags: (query.get("tags") ?? "").split(",").filter(Boolean),
    step: oneOf("step", ["day", "week", "month"], "week"),
    by: oneOf("by", BREAKDOWNS, "module"),
    within: query.get("within"),
    theme: query.get("theme"),
    report: query.get("report") ?? "overall",
    mode: oneOf("mode", ["narrated", "self_serve"], "narrated"),
  };
}

function writeState(state: InsightsState): string {
  const query = new URLSearchParams({ from: state.from, to: state.to });
  if (state.dimension !== null && state.value !== null) {
    query.set("dimension", state.dimension);
    query.set("value", state.value);
  }
  if (state.tags.length > 0) query.set("tags", state.tags.join(","));
  if (["trends", "anomalies", "themes"].includes(state.view)) query.set("step", state.step);
  if (state.view === "trends") query.set("by", state.by);
  if (state.view === "trends" && state.within !== null) query.set("within", state.within);
  if (state.view === "themes" && state.theme !== null) query.set("theme", state.theme);
  if (state.view === "reports") {
    query.set("report", state.report);
    query.set("mode", state.mode);
  }
  return query.toString();
}

/** Period and slice as the routes of the customer's voice want them. */
export function vocQuery(
  { from, to, dimension, value, tags }: InsightsState,
  more: Record<string, string> = {},
): string {
  const slice: Record<string, string> = dimension !== null && value !== null ? { dimension, value } : {};
  const named: Record<string, string> = tags.length > 0 ? { tags: tags.join(",") } : {};
  return new URLSearchParams({ from, to, ...slice, ...named, ...more }).toString();
}

/** Where days of reports begin. Days of the customer's voice begin in UTC for everybody. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Their names in reports, where they differ. */
const REPORT_DIMENSIONS: Readonly<Record<string, string>> = { lifecycle: "stage", organisation: "team" };

/** Period and slice as reports want them; modules stand without their product there. */
export function reportQuery(state: InsightsState, language: "zh" | "en", more: Record<string, string> = {}): string {
  const { from, to, dimension, value } = state;
  const slice: Record<string, string> =
    dimension !== null && value !== null
      ? {
          [REPORT_DIMENSIONS[dimension] ?? dimension]:
            dimension === "module" ? (value.split("/").at(-1) ?? value) : value,
        }
      : {};
  const tz = ownZone();
  return new URLSearchParams({ from, to, tz, lang: language, ...slice, ...more }).toString();
}

export const useInsightsWords = () => useWordsIn(insightsWords);
