import type { ListPlace } from "../../types.ts";
import { withMeantBreaks } from "../line-breaks.ts";
import type { Line } from "../lines.ts";
import type { NotedOutline } from "../note.ts";
import { inlineText } from "./inline.ts";

export interface Paragraph {
  readonly kind: "paragraph" | "item";
  readonly start: number;
  end: number;
  readonly lines: string[];
  readonly list: ListPlace | undefined;
  /** A blank line was seen; only an item goes on after one. */
  paused: boolean;
}

export interface Reader {
  readonly source: string;
  /** What stands within a note that is marked by its indent is put to the left margin when the note opens. */
  readonly lines: Line[];
  readonly outline: NotedOutline;
  readonly references: Map<string, string>;
  /** List items that are open, outermost first: columns of the marker and of the content. */
  readonly items: { marker: number; content: number }[];
  paragraph: Paragraph | null;
  readonly mdx: boolean;
  /** HTML elements that are never closed further on. */
  readonly unclosed: Set<string>;
}

/** A construct's reader: takes the line at `i`, gives the index of the first line it did not take, or null. */
export type Rule = (reader: Reader, i: number, text: string, indent: number) => number | null;

export const contentColumn = (reader: Reader): number => reader.items.at(-1)?.content ?? 0;
export const inline = (reader: Reader, text: string): string =>
  inlineText(text, { references: reader.references, link: reader.outline.link });
export const inlineCell = (reader: Reader, text: string): string =>
  inlineText(text, { references: reader.references, link: reader.outline.link, saysImages: true });

/** The place of what stands within the items that are open. */
export const withinItems = ({ items }: Reader): ListPlace | undefined =>
  items.length === 0 ? undefined : { depth: items.length, bullet: false };

export function flush(reader: Reader): void {
  const open = reader.paragraph;
  reader.paragraph = null;
  if (!open) return;
  const text = open.kind === "paragraph" ? withMeantBreaks(open.lines) : open.lines.join("\n");
  reader.outline.block(open.kind, inline(reader, text), open.start, open.end, open.list);
}

export const startOf = (line: Line): number => line.start + (line.text.length - line.text.trimStart().length);
export const endOf = (line: Line): number => line.start + line.text.trimEnd().length;
