import type { Block, Link, ListPlace, Section } from "../types.ts";
import { resolveLink } from "./links.ts";
import { rowText } from "./markdown/table.ts";
import { slugger } from "./slug.ts";

interface OpenSection {
  level: number;
  heading: string | null;
  anchor: string | null;
  start: number;
  blocks: Block[];
}

/** What a format's reader reports while it goes through a source, in order. */
export interface Outline {
  /** `anchor` null: the heading's own slug is taken. */
  heading(level: number, text: string, anchor: string | null, start: number): void;
  block(kind: Block["kind"], text: string, start: number, end: number, list?: ListPlace): void;
  /** A row of a table; `header` is empty when the table has none. */
  row(header: readonly string[], cells: readonly string[], start: number, end: number): void;
  /** A link as written, with its readable text. */
  link(href: string, text: string): void;
  /** A link whose target is found by the anchor alone (an rst label). */
  labelLink(label: string, text: string): void;
}

/** A format's reader: the outline it filled, and what the format itself says of the page. */
export interface OutlineResult {
  readonly firstHeading: string | null;
  readonly links: readonly Link[];
  /** The sections under `title`, which stands at the head of each path. */
  sections(title: string): Section[];
}

/** A row is one line, however its cells are broken. */
const inOneLine = (cell: string): string =>
  cell
    .split("\n")
    .map((line) => line.trim())
    .join(" ");
const tidy = (text: string): string => text.replace(/[ \t\u00a0]+/g, " ").trim();

/** Collects headings, blocks and links of the page at `path`; sections run from heading to heading. */
export function createOutline(path: string, source: string, from: number): Outline & OutlineResult {
  const slug = slugger();
  const links: Link[] = [];
  let open: OpenSection = { level: 0, heading: null, anchor: null, start: from, blocks: [] };
  const all: OpenSection[] = [open];
  const readable = (text: string) => tidy(text.replace(/\s*\n\s*/g, " "));
  const addBlock: Outline["block"] = (kind, text, start, end, list) => {
    if (text.trim() !== "") open.blocks.push({ kind, text, start, end, ...(list && { list }) });
  };
  return {
    heading(level, text, anchor, start) {
      const heading = readable(text);
      open = { level, heading, anchor: anchor ?? slug(heading), start, blocks: [] };
      all.push(open);
    },
    block: addBlock,
    row: (header, cells, start, end) =>
      addBlock("row", rowText(header.map(inOneLine), cells.map(inOneLine)), start, end),
    link(href, text) {
      const resolved = resolveLink(path, href);
      const words = readable(text);
      if (resolved && words !== "") links.push({ ...resolved, text: words });
    },
    labelLink(label, text) {
      const words = readable(text);
      if (words !== "") links.push({ target: "", anchor: label, text: words });
    },
    get firstHeading() {
      return all.find(({ level, heading }) => level === 1 && heading !== "")?.heading ?? null;
    },
    links,
    sections: (title) => closeSections(all, title, source.length),
  };
}

/** The first top heading is the page's title: its words stand in its own path only when they differ from it. */
function closeSections(all: readonly OpenSection[], title: string, length: number): Section[] {
  const top = all.find(({ level }) => level === 1);
  const trail: { level: number; heading: string }[] = [];
  const sections: Section[] = [];
  for (const [i, { level, heading, anchor, start, blocks }] of all.entries()) {
    if (heading === null && blocks.length === 0) continue;
    while (heading !== null && trail.length > 0 && trail.at(-1)!.level >= level) trail.pop();
    const own = heading === null || heading === "" || (all[i] === top && heading === title) ? [] : [heading];
    const path = [title, ...trail.map((above) => above.heading), ...own];
    if (heading && all[i] !== top) trail.push({ level, heading });
    sections.push({ path, anchor, start, end: all[i + 1]?.start ?? length, blocks });
  }
  return sections;
}
