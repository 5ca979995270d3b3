import { joinLines } from "../lines.ts";
import { rowText } from "../markdown/table.ts";
import { blankAt, inline, type Reader, report, textAt } from "./state.ts";

const GRID = /^\s*\+(?:[-=]{2,}\+)+\s*$/;
const SIMPLE = /^\s*={2,}(?:\s+={2,})+\s*$/;

export const isGridLine = (text: string): boolean => GRID.test(text);
export const isSimpleLine = (text: string): boolean => SIMPLE.test(text);

/** Reads a grid table (`+---+`); gives the line after it. */
export function gridTable(reader: Reader, from: number, to: number): number {
  let end = from;
  while (end < to && /^\s*[+|]/.test(textAt(reader, end))) end += 1;
  const border = textAt(reader, from);
  const edges = [...border.matchAll(/\+/g)].map((found) => found.index);
  const headed = Array.from({ length: end - from }, (_, i) => textAt(reader, from + i)).some((text) =>
    /^\s*\+=/.test(text),
  );
  let header: string[] | null = headed ? null : [];
  let first = from + 1;
  for (let i = from + 1; i < end; i++) {
    if (!isGridLine(textAt(reader, i))) continue;
    const cells = columns(reader, first, i, (text) => edges.slice(1).map((edge, c) => text.slice(edges[c]! + 1, edge)));
    if (header === null) header = cells;
    else report(reader, { kind: "row", text: rowText(header, cells), from: first, to: i });
    first = i + 1;
  }
  return end;
}

/** Reads a simple table (`=== ===`); gives the line after it. */
export function simpleTable(reader: Reader, from: number, to: number): number {
  const starts = [...textAt(reader, from).matchAll(/=+/g)].map((found) => found.index);
  const borders = [from];
  let end = from + 1;
  for (; end < to && borders.length < 3; end++) {
    if (isSimpleLine(textAt(reader, end))) borders.push(end);
    if (borders.length === 2 && (end + 1 >= to || blankAt(reader, end + 1))) break;
  }
  const cut = (text: string) => starts.map((start, c) => text.slice(start, starts[c + 1] ?? text.length));
  const headed = borders.length === 3;
  const header = headed ? columns(reader, from + 1, borders[1]!, cut) : [];
  const last = borders.at(-1)!;
  for (let i = (headed ? borders[1]! : from) + 1; i < last; ) {
    let next = i + 1;
    // A row goes on where the first column is empty.
    while (next < last && !blankAt(reader, next) && cut(textAt(reader, next))[0]?.trim() === "") next += 1;
    if (!blankAt(reader, i)) {
      const text = rowText(header, columns(reader, i, next, cut));
      report(reader, { kind: "row", text, from: i, to: next });
    }
    i = next;
  }
  return Math.max(last + 1, from + 1);
}

function columns(reader: Reader, from: number, to: number, cut: (text: string) => string[]): string[] {
  const parts: string[][] = [];
  for (let i = from; i < to; i++) {
    for (const [c, cell] of cut(textAt(reader, i)).entries()) {
      parts[c] ??= [];
      parts[c]!.push(cell);
    }
  }
  return parts.map((lines) => inline(reader, joinLines(lines)));
}

/** Reads the body of a `csv-table` whose header is given: one row a line. */
export function csvRows(reader: Reader, from: number, to: number, header: readonly string[]): void {
  for (let i = from; i < to; i++) {
    if (blankAt(reader, i)) continue;
    const cells = csvCells(textAt(reader, i)).map((cell) => inline(reader, cell));
    report(reader, { kind: "row", text: rowText(header, cells), from: i, to: i + 1 });
  }
}

/** The cells of one line of comma-separated values (RFC 4180), trimmed; a doubled quote is one. */
export function csvCells(line: string): string[] {
  return [...line.trim().matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))/g)].map((found) =>
    (found[1]?.replaceAll('""', '"') ?? found[2] ?? "").trim(),
  );
}

/** Reads the body of a `list-table`: `* - cell` begins a row, `- cell` goes on with it. */
export function listRows(reader: Reader, from: number, to: number, headed: boolean): void {
  let header: string[] | null = headed ? null : [];
  let cells: string[][] = [];
  let first = from;
  let column = -1;
  const close = (end: number) => {
    if (cells.length === 0) return;
    const row = cells.map((lines) => inline(reader, joinLines(lines)));
    if (header === null) header = row;
    else report(reader, { kind: "row", text: rowText(header, row), from: first, to: end });
    cells = [];
  };
  for (let i = from; i < to; i++) {
    const text = textAt(reader, i);
    const found = /^\s*(\*\s+)?-(?:\s+(.*))?$/.exec(text);
    if (found?.[1] !== undefined) column = text.indexOf("-");
    // A list within a cell stands further to the right.
    const cell = found && text.indexOf("-") === column ? found : null;
    if (cell?.[1] !== undefined) {
      close(i);
      first = i;
    }
    if (cell) cells.push([cell[2] ?? ""]);
    else cells.at(-1)?.push(text);
  }
  close(to);
}
