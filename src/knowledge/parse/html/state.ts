import { LINE_BEFORE } from "../image-text.ts";
import type { NotedOutline } from "../note.ts";
import type { OpenTable } from "./table.ts";

/** A line break that the page shows. */
export const BREAK = "\u2028";

/** What a reader of HTML knows between two tags. */
export interface State {
  readonly source: string;
  readonly base: number;
  readonly outline: NotedOutline;
  readonly open: string[];
  text: string;
  /** The end of the text, as much as is looked at: to cut it off a text that grows copies all of that. */
  tail: string;
  /** Where the gathered text begins and ends; -1 before the first character. */
  start: number;
  end: number;
  /** The place among the open elements of the one whose content is skipped; null when what comes is read. */
  skippedAt: number | null;
  /** The places of those that are notes. */
  readonly notes: number[];
  heading: { level: number; anchor: string | null; start: number } | null;
  link: { href: string; from: number } | null;
  /** Items of lists that are open, outermost first; `mark` stands before the text and is empty once that was reported. */
  readonly items: { mark: string }[];
  /** Of the lists that are open the numbers of their next items; null where they have bullets. */
  readonly numbers: (number | null)[];
  readonly tables: OpenTable[];
}

export function discard(state: State): void {
  state.text = "";
  state.tail = "";
  state.start = -1;
  state.end = -1;
}

export function append(state: State, text: string): void {
  state.text += text;
  state.tail = (state.tail + text.slice(-LINE_BEFORE)).slice(-LINE_BEFORE);
}
