import type { ListPlace } from "../../types.ts";
import type { Outline } from "../outline.ts";
import { ParseError } from "../parse-error.ts";
import { joinHeaders } from "./double-header.ts";
import { escapeCell, escapeHeading, escapeLine } from "./escape.ts";

/** Writes what a document holds as Markdown, which is then stored, read, cut and shown like any other article. */
export interface MarkdownWriter extends Outline {
  heading(level: number, text: string, anchor: string | null): void;
  paragraph(text: string): void;
  /** `list`: where it stands in a list; by default it has a bullet and stands in no other item. */
  item(text: string, list?: ListPlace): void;
  code(text: string): void;
  table(header: readonly string[], rows: readonly (readonly string[])[]): void;
  /** The Markdown so far. */
  end(): string;
}

interface OpenTable {
  header: readonly string[];
  readonly rows: (readonly string[])[];
}

/** The number of a numbered item, and what an item within another is indented by. */
const NUMBER = /^\d{1,3}\. /;
const WITHIN = "    ";
/** Longest cell that may be a column's name. */
const LONGEST_NAME = 60;
const CONTROL = /(?![\t\n])\p{Cc}/gu;

/** Only what a database and a screen can hold: no control characters, no halves of characters. */
const clean = (text: string): string =>
  text
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    .replace(CONTROL, " ")
    .toWellFormed();

const linesOf = (text: string): string[] =>
  clean(text)
    .split("\n")
    .map(escapeLine)
    .filter((line) => line !== "");

export function createMarkdownWriter(maxText: number): MarkdownWriter {
  const parts: string[] = [];
  let length = 0;
  let table: OpenTable | null = null;
  let lastIsItem = false;
  /** Items that the outermost of the list stands in; null while no list is open: what is indented would be code. */
  let outer: number | null = null;

  const add = (text: string, item = false) => {
    if (text === "") return;
    parts.push(parts.length === 0 ? "" : item && lastIsItem ? "\n" : "\n\n", text);
    lastIsItem = item;
    length += text.length + 2;
    if (length > maxText)
      throw new ParseError(`The document holds more than ${maxText} characters. Split it and import the parts.`);
  };
  const closeTable = () => {
    const open = table;
    table = null;
    if (open) add(tableText(open));
  };
  const block = (text: string, item = false) => {
    closeTable();
    if (!item) outer = null;
    add(text, item);
  };
  const writer: MarkdownWriter = {
    heading(level, text, anchor) {
      const words = escapeHeading(clean(text).replace(/\s+/g, " "));
      if (words !== "")
        block(`${"#".repeat(Math.min(Math.max(level, 1), 6))} ${words}${anchor ? ` {#${anchor}}` : ""}`);
    },
    paragraph: (text) => block(linesOf(text).join("\\\n")),
    item(text, { depth, bullet } = { depth: 0, bullet: true }) {
      const number = bullet ? undefined : NUMBER.exec(text)?.[0];
      const [first, ...more] = linesOf(text.slice(number?.length ?? 0));
      if (first === undefined) return;
      const mark = bullet ? "- " : (number ?? "");
      const outermost = outer === null ? depth : Math.min(outer, depth);
      const indent = WITHIN.repeat(depth - outermost);
      block([`${indent}${mark}${first}`, ...more.map((line) => `${indent}  ${line}`)].join("\\\n"), mark !== "");
      outer = mark === "" && indent === "" ? null : outermost;
    },
    code(text) {
      const body = clean(text).replace(/^\n+|\s+$/g, "");
      if (body === "") return;
      const longest = Math.max(2, ...(body.match(/`+/g) ?? []).map((ticks) => ticks.length));
      const fence = "`".repeat(longest + 1);
      block(`${fence}\n${body}\n${fence}`);
    },
    table(header, rows) {
      closeTable();
      table = { header, rows: [...rows] };
      closeTable();
    },
    block(kind, text, _start, _end, list) {
      if (kind === "item") writer.item(text, list);
      else if (kind === "code") writer.code(text);
      else if (kind === "quote")
        block(
          linesOf(text)
            .map((line) => `> ${line}`)
            .join("\n"),
        );
      else writer.paragraph(text);
    },
    row(header, cells) {
      if (table && !sameCells(table.header, header)) closeTable();
      table ??= { header, rows: [] };
      table.rows.push(cells);
    },
    link: () => {},
    labelLink: () => {},
    end() {
      closeTable();
      return parts.length === 0 ? "" : `${parts.join("")}\n`;
    },
  };
  return writer;
}

const sameCells = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((cell, i) => cell === b[i]);

/** Most programs mark no header row; a first row of short, different names above others is one, or the first two are. */
function withHeader({ header, rows }: OpenTable): OpenTable {
  const first = rows[0];
  if (header.length > 0 || first === undefined || rows.length < 2 || first.length < 2) return { header, rows };
  if (areNames(first)) return { header: first, rows: rows.slice(1) };
  const both = rows.length > 2 ? joinHeaders(first, rows[1]!) : null;
  return both !== null && areNames(both) ? { header: both, rows: rows.slice(2) } : { header, rows };
}

function areNames(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.trim());
  const short = names.every((name) => name !== "" && name.length <= LONGEST_NAME && !/^[\d.,%¥$€\s-]+$/.test(name));
  return short && new Set(names).size === names.length;
}

function tableText(open: OpenTable): string {
  const { header, rows } = withHeader(open);
  const filled = rows.filter((cells) => cells.some((cell) => cell.trim() !== ""));
  const columns = Math.max(header.length, ...filled.map((cells) => cells.length));
  if (filled.length === 0 || columns === 0) return "";
  // A table of one column is a list of lines; a lone bar would not be read as a table either.
  if (columns === 1) return filled.map(([cell = ""]) => linesOf(cell).join("\\\n")).join("\n\n");
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, i) => escapeCell(clean(cells[i] ?? ""))).join(" | ")} |`;
  return [line(header), `|${" --- |".repeat(columns)}`, ...filled.map(line)].join("\n");
}
