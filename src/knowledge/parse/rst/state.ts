import type { Block, ListPlace } from "../../types.ts";
import { indentOf, isBlank, joinLines, type Line } from "../lines.ts";
import type { NotedOutline } from "../note.ts";
import { type RstTargets, rstText } from "./inline.ts";

export interface Reader {
  readonly lines: readonly Line[];
  readonly outline: NotedOutline;
  readonly targets: RstTargets;
  /** Underline styles in order of their first use: the place is the level. */
  readonly styles: string[];
  /** Items of lists that are open. */
  items: number;
  /** A `.. _label:` that waits for its heading. */
  label: string | null;
}

/** Lines `from` up to, not including, `to`, all indented by `indent` or more. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly indent: number;
}

/** The text of line `i`; empty beyond the last. */
export const textAt = (reader: Reader, i: number): string => reader.lines[i]?.text ?? "";
export const blankAt = (reader: Reader, i: number): boolean => isBlank(textAt(reader, i));

/** The first line from `from` on that is not blank; `to` when there is none. */
export function skipBlank(reader: Reader, from: number, to: number): number {
  let i = from;
  while (i < to && blankAt(reader, i)) i += 1;
  return i;
}

/** The lines from `from` on that are blank or indented by more than `indent`, without the blank ones at the end. */
export function indentedSpan(reader: Reader, from: number, to: number, indent: number): Span {
  let last = from;
  let least = Number.POSITIVE_INFINITY;
  for (let i = from; i < to; i++) {
    if (blankAt(reader, i)) continue;
    const own = indentOf(textAt(reader, i));
    if (own <= indent) break;
    least = Math.min(least, own);
    last = i + 1;
  }
  return { from, to: last, indent: Number.isFinite(least) ? least : indent + 1 };
}

/** Lines that follow each other without a blank one and without a smaller indent. */
export function paragraphEnd(reader: Reader, from: number, { to, indent }: Span): number {
  let i = from;
  while (i < to && !blankAt(reader, i) && indentOf(textAt(reader, i)) >= indent) i += 1;
  return Math.max(i, from + 1);
}

/** One stretch of text, markup taken off; its links go to the outline. */
export const inline = (reader: Reader, text: string): string => rstText(text, reader.targets, reader.outline);

/** What stands on lines `from` up to, not including, `to`. */
interface Read {
  readonly kind: Block["kind"];
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** The place in a list; by default that within the items that are open. */
  readonly list?: ListPlace | undefined;
}

/** Adds a block to the outline, placed by its lines without blank ones at the end and without the white space around. */
export function report(reader: Reader, { kind, text, from, to, list = openItem(reader) }: Read): void {
  let last = to - 1;
  while (last > from && blankAt(reader, last)) last -= 1;
  const first = reader.lines[from]!;
  const start = first.start + (first.text.length - first.text.trimStart().length);
  const end = reader.lines[last]!.start + textAt(reader, last).trimEnd().length;
  reader.outline.block(kind, text, start, end, list);
}

const openItem = ({ items }: Reader): ListPlace | undefined =>
  items === 0 ? undefined : { depth: items, bullet: false };

/** The joined text of lines, markup taken off. */
export const joined = (reader: Reader, from: number, to: number): string =>
  inline(reader, joinLines(reader.lines.slice(from, to).map((line) => line.text)));
