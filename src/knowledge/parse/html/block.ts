import { Parser } from "htmlparser2";
import type { Block } from "../../types.ts";
import { imageText, lineBefore } from "../image-text.ts";
import { joinLines } from "../lines.ts";
import { withNotes } from "../note.ts";
import type { Outline } from "../outline.ts";
import { ParseError } from "../parse-error.ts";
import { isCodeTable, isSkipped, noteKind } from "./frames.ts";
import { closeList, openList, reportBlock } from "./list.ts";
import { append, BREAK, discard, type State } from "./state.ts";
import { closeRow, closeTable, endCell, newTable, openCell, openRow } from "./table.ts";

/** Deeper than any page that a person wrote. */
const DEEPEST = 400;
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

/** Reads the HTML between two offsets of `source` into the outline, with offsets of the whole source. */
export function htmlBlock(source: string, start: number, end: number, outline: Outline): void {
  const state: State = {
    source,
    base: start,
    outline: withNotes(outline),
    open: [],
    text: "",
    tail: "",
    start: -1,
    end: -1,
    skippedAt: null,
    notes: [],
    heading: null,
    items: [],
    numbers: [],
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
  state.outline.endNote();
}

function gather(state: State, text: string, start: number, end: number): void {
  if (state.skippedAt !== null) return;
  append(state, text);
  if (text.trim() === "") return;
  if (state.start < 0) state.start = start;
  state.end = Math.min(end, state.source.length);
}

function openTag(state: State, name: string, attributes: Record<string, string>, at: number, end: number): void {
  state.open.push(name);
  if (state.open.length > DEEPEST) throw new ParseError(`HTML elements are nested deeper than ${DEEPEST}.`);
  if (isSkipped(name, attributes)) state.skippedAt ??= state.open.length - 1;
  if (state.skippedAt !== null) return;
  const level = HEADING.exec(name)?.[1];
  if (name === "a" && attributes["href"]) state.link = { href: attributes["href"], from: state.text.length };
  else if (name === "br") append(state, state.heading ? "\n" : BREAK);
  else if (name === "img") gather(state, ` ${shownAlt(state, attributes["alt"] ?? "")} `, at, end);
  else if (name === "table" && state.tables.length === 0 && !isCodeTable(attributes)) {
    flush(state);
    state.tables.push(newTable());
  } else if (state.tables.length > 0) openInTable(state, name, attributes, at);
  else if (level) {
    flush(state);
    state.heading = { level: Number(level), anchor: attributes["id"] ?? null, start: at };
  } else if (BLOCKS[name]) {
    flush(state);
    openNote(state, name, attributes, at, end);
    openList(state, name, attributes);
  }
}

/** In a table a picture may be all that a cell says. */
const shownAlt = ({ tables, tail }: State, alt: string): string =>
  tables.length > 0 ? alt : imageText(lineBefore(tail, tail.length, BREAK), alt);

function openInTable(state: State, name: string, attributes: Record<string, string>, at: number): void {
  const table = state.tables.at(-1)!;
  if (name === "tr") {
    // What stands before the first row is the table's caption.
    if (table.row) closeRow(state, at);
    else flush(state);
    openRow(table, at);
  } else if ((name === "td" || name === "th") && table.row) {
    endCell(state);
    openCell(table.row, name === "th", attributes);
  } else if (BLOCKS[name]) append(state, BREAK);
}

function closeTag(state: State, name: string, at: number): void {
  const index = state.open.lastIndexOf(name);
  if (index < 0) return;
  const skipped = state.skippedAt !== null;
  state.open.length = index;
  if (skipped) {
    if (index <= state.skippedAt!) state.skippedAt = null;
    return;
  }
  if (name === "a" && state.link) {
    state.outline.link(state.link.href, state.text.slice(Math.min(state.link.from, state.text.length)));
    state.link = null;
  } else if (name === "table" && state.tables.length > 0 && !state.open.includes("table")) {
    closeTable(state, at);
  } else if (state.tables.length > 0) {
    if (name === "tr") closeRow(state, at);
    else if (name === "td" || name === "th") endCell(state);
    else if (BLOCKS[name]) append(state, BREAK);
  } else if (HEADING.test(name) && state.heading) {
    const { level, anchor, start } = state.heading;
    state.outline.heading(level, joinLines(state.text.split("\n")), anchor, start);
    state.heading = null;
    discard(state);
  } else if (BLOCKS[name]) {
    flush(state, BLOCKS[name]);
    closeList(state, name);
  }
  closeNotes(state);
}

function openNote(state: State, name: string, attributes: Record<string, string>, at: number, end: number): void {
  const kind = noteKind(name, attributes);
  if (kind === null) return;
  state.notes.push(state.open.length - 1);
  state.outline.note(kind, "", at, end);
}

function closeNotes({ notes, open, outline }: State): void {
  for (; notes.length > 0 && notes.at(-1)! >= open.length; notes.pop()) outline.endNote();
}

/** Reports the gathered text as a block of the kind its nearest framing element gives. */
function flush(state: State, kind?: Block["kind"]): void {
  const frame = kind && kind !== "paragraph" ? kind : frameOf(state);
  const text =
    frame === "code" ? state.text.replaceAll(BREAK, "\n").replace(/^\n|\s+$/g, "") : joinText(state.text, frame);
  if (text.trim() !== "" && state.start >= 0) reportBlock(state, frame, text);
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
