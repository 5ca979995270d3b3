import { useCallback, useMemo, useState } from "react";
import { useSession } from "../../app/session.tsx";
import { keepInTab, readTab } from "../../ui/kept/tab-storage.ts";
import { type Resource, useResource } from "../../ui/use-resource.ts";
import { type Page, refreshed } from "./refreshed.ts";

export type View = "mine" | "unassigned" | "all" | "closed";
export const VIEWS: readonly View[] = ["mine", "unassigned", "all", "closed"];

export interface Filters {
  readonly status?: string;
  readonly tier?: string;
  readonly team?: string;
  readonly type?: string;
  readonly urgency?: string;
  readonly class?: string;
  /** `true` for tickets whose clocks stand still. */
  readonly paused?: string;
  readonly sort?: string;
}

/** What the queue shows: kept in this tab, for the way back from another page. */
interface Shown {
  readonly view: View;
  readonly filters: Filters;
}

export interface Queue extends Shown {
  readonly page: Resource<Page>;
  setView(view: View): void;
  setFilters(filters: Filters): void;
  /** Loads what comes after the last row, if anything. */
  more(): void;
}

const SLOT = "queue";
const EVERY_MS = 6_000;
/** Colleagues who look at the same queue share an answer; after one's own change a new one is asked for. */
const MAX_AGE_S = 3;
const PAGE = 50;
/** The most rows that the server gives at once. */
const MOST = 100;

/**
 * The queue of one view with its filters. Every few seconds its beginning is asked for again by one question, however
 * far it was scrolled; after one's own change all of it is.
 */
export function useQueue(): Queue {
  const { client } = useSession();
  const [shown, setShown] = useState(shownLast);
  const { view, filters } = shown;
  const [pages, setPages] = useState(1);
  const query = useMemo(() => queryOf(view, filters), [view, filters]);
  const page = useResource<Page>(query, readQueue, EVERY_MS);

  async function readQueue(again: boolean): Promise<Page> {
    const before = page.value;
    const ask = (limit: number, cursor: string | null) => {
      const after = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      return client.json<Page>(`/v1/tickets?limit=${limit}&${query}${after}`, again ? { maxAge: MAX_AGE_S } : {});
    };
    let found = await ask(pages === 1 ? PAGE : MOST, null);
    if (again) return before === undefined ? found : refreshed(before, found, sortOf(view, filters));
    while (found.next !== null && found.tickets.length < pages * PAGE) {
      const part = await ask(MOST, found.next);
      found = { tickets: [...found.tickets, ...part.tickets], next: part.next };
    }
    return found;
  }
  const next = page.value?.next ?? null;
  const more = useCallback(() => {
    if (next === null) return;
    void client.json<Page>(`/v1/tickets?limit=${PAGE}&${query}&cursor=${encodeURIComponent(next)}`).then(
      (part) => {
        setPages((count) => count + 1);
        page.set((before) => {
          const known = new Set(before.tickets.map(({ id }) => id));
          const fresh = part.tickets.filter(({ id }) => !known.has(id));
          return { tickets: [...before.tickets, ...fresh], next: part.next };
        });
      },
      () => {},
    );
  }, [client, query, next, page.set]);

  const show = (change: Partial<Shown>) => {
    const next = { ...shown, ...change };
    setPages(1);
    setShown(next);
    keepInTab(SLOT, JSON.stringify(next));
  };
  return {
    view,
    filters,
    page,
    setView: (chosen) => show({ view: chosen }),
    setFilters: (chosen) => show({ filters: chosen }),
    more,
  };
}

/** What was shown last in this tab; all of it where nothing is known. */
function shownLast(): Shown {
  const { view, filters = {} } = JSON.parse(readTab(SLOT) ?? "{}");
  return { view: VIEWS.includes(view) ? view : "all", filters };
}

/** The order of a view unless another one was chosen: what nobody has claimed is worked off by its deadline. */
export const sortOf = (view: View, filters: Filters): string =>
  filters.sort ?? (view === "unassigned" ? "due" : "updated");

function queryOf(view: View, filters: Filters): string {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== undefined));
  query.set("sort", sortOf(view, filters));
  if (view === "mine") query.set("assignee", "me");
  if (view === "unassigned") {
    query.set("assignee", "none");
    // Those that the bot has answered wait for the customer, not for somebody to claim them.
    if (filters.status === undefined) query.set("status", "open,pending_internal");
  }
  if (view === "closed") query.set("status", "closed");
  query.sort();
  return query.toString();
}
