import { daysAgo } from "../days.ts";
import type { InsightsPage } from "../use-insights.ts";

const DAY_MS = 86_400_000;

/** What the page shows, to be kept. A period that ends today is kept by its length, so that the view moves along. */
export function questionOf({ state, pathOf }: InsightsPage): Record<string, string | number> {
  const { from, to, ...rest } = Object.fromEntries(new URLSearchParams(pathOf({}).split("?")[1]));
  const days = Math.round((Date.parse(state.to) - Date.parse(state.from)) / DAY_MS) + 1;
  return { view: state.view, ...rest, ...(state.to === daysAgo(0) ? { days } : { from: state.from, to: state.to }) };
}

/** The address that brings a kept question back; what is no parameter of the page is left out. */
export function addressOf({ view, days, ...question }: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(question).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const period = typeof days === "number" && days > 0 ? { from: daysAgo(days - 1), to: daysAgo(0) } : {};
  const page = typeof view === "string" && /^[a-z]+$/.test(view) ? view : "overview";
  return `/insights/${page}?${new URLSearchParams({ ...Object.fromEntries(texts), ...period })}`;
}
