import { type Filters, VIEWS, type View } from "./use-queue.ts";

const SLOT = "tl.queue";

export interface KeptView {
  readonly view: View;
  readonly filters: Filters;
}

/** What the queue showed last in this tab; all of it where nothing is known. */
export function readKeptView(): KeptView {
  try {
    const { view, filters } = JSON.parse(sessionStorage.getItem(SLOT) ?? "{}");
    return { view: VIEWS.includes(view) ? view : "all", filters: typeof filters === "object" ? filters : {} };
  } catch {
    return { view: "all", filters: {} };
  }
}

export function keepView(shown: KeptView): void {
  try {
    sessionStorage.setItem(SLOT, JSON.stringify(shown));
  } catch {
    // Without storage the queue begins with everything.
  }
}
