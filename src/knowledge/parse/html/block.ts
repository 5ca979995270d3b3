import { Parser } from "htmlparser2";
import type { Block } from "../../types.ts";
import { joinLines } from "../lines.ts";
import type { Outline } from "../outline.ts";
import { ParseError } from "../parse-error.ts";

/** Deeper than any page that a person wrote. */
const DEEPEST = 400;
const SKIPPED = new Set([
  "script",
  "style",
  "nav",
  "template",
  "noscript",
  "svg",
  "iframe",
  "select",
  "button",
  "head",
]);
const HEADING = /^h([1-6])$/;
const BLOCKS: Readonly<Record<string, Block["kind"]>> = {
  p: "paragraph",
  div: "paragraph",
  section: "paragraph",
  article: "paragraph",
  main: "paragraph",
  header: "paragraph",
  footer: "paragraph",
  aside: "paragraph",
  details: "paragraph",
  summary: "paragraph",
  figure: "paragraph",
  figcaption: "paragraph",
  form: "paragraph",
  fieldset: "paragraph",
  address: "paragraph",
  body: "paragraph",
  html: "paragraph",
  ul: "paragraph",
  ol: "paragraph",
  dl: "paragraph",
  table: "paragraph",
  caption: "paragraph",
  hr: "paragraph",
  dt: "item",
  dd: "item",
  li: "item",
  pre: "code",
  blockquote: "quote",
};

/** A line break that the page shows. */
const BREAK = "\u2028";

interface Cell {
  text: string;
  readonly head: boolean;
  readonly columns: number;
  readonly rows: number;
}

interface Row {
  readonly start: number;
  readonly cells: Cell[];
}

interface State {
  readonly source: string;
  readonly base: number;
  readonly outline: Outline;
  readonly open: string[];
  text: string;
  /** Where the gathered text begins and ends; -1 before the first character. */
  start: number;
  end: number;
  skipping: number;
  heading: { level: number; anchor: string | null; start: number } | null;
  link: { href: string; from: number } | null;
  readonly tables: { header: string[]; carried: Map<number, { text: string; rows: number }>; row: Row | null }[];
}

/** Reads the HTML between two offsets of `source` into the outline, with offsets of the whole source. */
export function htmlBlock(source: string, start: number, end: number, outline: Outline): void {
  const state: State = {
    source,
    base: start,
    outline,
    open: [],
    text: "",
    start: -1,
    end: -1,
    skipping: 0,
    heading: null,
    link: null,
    tables: [],
  };
  const parser = new Parser(
    {
      onopentag: (name, attributes) =>
        openTag(state, name, attributes, start + parser.startIndex, start + parser.endIndex + 1),
      ontext: (text) => gather(state, text, start + parser.startIndex, start + parser.endIndex + 1),
      onclosetag: (name) => closeTag(state, name, start + parser.endIndex + 1),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(source.slice(start, end));
  flush(state);
}

function gather(state: State, text: string, start: number, end: number): void {
  if (state.skipping > 0) return;
  state.text += text;
  if (text.trim() === "") return;
  if (state.start < 0) state.start = start;
  state.end = Math.min(end, state.source.length);
}

function openTag(state: State, name: string, attributes: Record<string, string>, at: number, end: number): void {
  state.open.push(name);
  if (state.open.length > DEEPEST) throw new ParseError(`HTML elements are nested deeper than ${DEEPEST}.`);
  if (SKIPPED.has(name)) state.skipping += 1;
  if (state.skipping > 0) return;
  const level = HEADING.exec(name)?.[1];
  if (name === "a" && attributes["href"]) state.link = { href: attributes["href"], from: state.text.length };
  else if (name === "br") state.text += state.tables.length > 0 || state.heading ? "\n" : BREAK;
  else if (name === "img") gather(state, ` ${attributes["alt"] ?? ""} `, at, end);
  else if (name === "table" && state.tables.length === 0) {
    flush(state);
    state.tables.push({ header: [], carried: new Map(), row: null });
  } else if (state.tables.length > 0) openInTable(state, name, attributes, at);
  else if (level) {
    flush(state);
    state.heading = { level: Number(level), anchor: attributes["id"] ?? null, start: at };
  } else if (BLOCKS[name]) flush(state);
}

function openInTable(state: State, name: string, attributes: Record<string, string>, at: number): void {
  const table = state.tables.at(-1)!;
  if (name === "tr") {
    // What stands before the first row is the table's caption.
    if (table.row) closeRow(state, at);
    else flush(state);
    table.row = { start: at, cells: [] };
  } else if ((name === "td" || name === "th") && table.row) {
    endCell(state);
    const span = (key: string) => Math.min(Math.max(Number.parseInt(attributes[key] ?? "1", 10) || 1, 1), 100);
    table.row.cells.push({ text: "", head: name === "th", columns: span("colspan"), rows: span("rowspan") });
  } else if (BLOCKS[name]) state.text += "\n";
}

function endCell(state: State): void {
  const cell = state.tables.at(-1)?.row?.cells.at(-1);
  if (cell) cell.text = [cell.text, joinLines(state.text.split("\n"))].filter((part) => part !== "").join(" ");
  discard(state);
}

/** Puts the row's cells under their columns (a spanning cell counts again in each), and reports it. */
function closeRow(state: State, at: number): void {
  const table = state.tables.at(-1)!;
  const row = table.row;
  if (!row) return;
  endCell(state);
  table.row = null;
  const columns: string[] = [];
  const skipCarried = () => {
    for (let held = table.carried.get(columns.length); held; held = table.carried.get(columns.length)) {
      held.rows -= 1;
      if (held.rows === 0) table.carried.delete(columns.length);
      columns.push(held.text);
    }
  };
  for (const cell of row.cells) {
    skipCarried();
    for (let i = 0; i < cell.columns; i++) {
      if (cell.rows > 1) table.carried.set(columns.length, { text: cell.text, rows: cell.rows - 1 });
      columns.push(cell.text);
    }
  }
  skipCarried();
  const isHeader = table.header.length === 0 && row.cells.length > 0 && row.cells.every((cell) => cell.head);
  if (isHeader) table.header = columns;
  else state.outline.row(table.header, columns, row.start, at);
}

function closeTag(state: State, name: string, at: number): void {
  const index = state.open.lastIndexOf(name);
  if (index < 0) return;
  const skipped = state.skipping > 0;
  state.open.length = index;
  if (skipped) {
    state.skipping = state.open.filter((open) => SKIPPED.has(open)).length;
    return;
  }
  if (name === "a" && state.link) {
    state.outline.link(state.link.href, state.text.slice(Math.min(state.link.from, state.text.length)));
    state.link = null;
  } else if (name === "table" && state.tables.length > 0 && !state.open.includes("table")) {
    closeRow(state, at);
    state.tables.pop();
    discard(state);
  } else if (state.tables.length > 0) {
    if (name === "tr") closeRow(state, at);
    else if (name === "td" || name === "th") endCell(state);
    else if (BLOCKS[name]) state.text += "\n";
  } else if (HEADING.test(name) && state.heading) {
    const { level, anchor, start } = state.heading;
    state.outline.heading(level, joinLines(state.text.split("\n")), anchor, start);
    state.heading = null;
    discard(state);
  } else if (BLOCKS[name]) flush(state, BLOCKS[name]);
}

function discard(state: State): void {
  state.text = "";
  state.start = -1;
  state.end = -1;
}

/** Reports the gathered text as a block of the kind its nearest framing element gives. */
function flush(state: State, kind?: Block["kind"]): void {
  const frame = kind && kind !== "paragraph" ? kind : frameOf(state);
  const text =
    frame === "code" ? state.text.replaceAll(BREAK, "\n").replace(/^\n|\s+$/g, "") : joinText(state.text, frame);
  if (text.trim() !== "" && state.start >= 0) state.outline.block(frame, text, state.start, state.end);
  discard(state);
}

function frameOf(state: State): Block["kind"] {
  for (let i = state.open.length - 1; i >= 0; i--) {
    const kind = BLOCKS[state.open[i]!];
    if (kind && kind !== "paragraph") return kind;
  }
  return "paragraph";
}

/** A line break of the source is white space; one that the page shows stays in a paragraph, but within a sentence. */
const joinText = (text: string, frame: Block["kind"]): string =>
  (frame === "paragraph" ? text.split(MEANT_BREAK) : [text])
    .map((line) => joinLines(line.split(/[\r\n\u2028]+/)))
    .filter((line) => line !== "")
    .join("\n");

const MEANT_BREAK = /\u2028(?!\s*\p{Ll})/u;
