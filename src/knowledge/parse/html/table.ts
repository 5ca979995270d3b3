import { joinLines } from "../lines.ts";
import { BREAK, discard, type State } from "./state.ts";

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

/** The texts of a row under their columns, and its place in the source. */
interface ReadRow {
  readonly columns: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface OpenTable {
  header: readonly string[];
  readonly rows: ReadRow[];
  /** By column what a cell further up says of the rows to come. */
  readonly carried: Map<number, { text: string; rows: number }>;
  row: Row | null;
}

export const newTable = (): OpenTable => ({ header: [], rows: [], carried: new Map(), row: null });

export function openRow(table: OpenTable, start: number): void {
  table.row = { start, cells: [] };
}

export function openCell(row: Row, head: boolean, attributes: Record<string, string>): void {
  const span = (key: string) => Math.min(Math.max(Number.parseInt(attributes[key] ?? "1", 10) || 1, 1), 100);
  row.cells.push({ text: "", head, columns: span("colspan"), rows: span("rowspan") });
}

export function endCell(state: State): void {
  const cell = state.tables.at(-1)?.row?.cells.at(-1);
  if (cell) cell.text = [cell.text, ...linesOf(state.text)].filter((part) => part !== "").join("\n");
  discard(state);
}

/** What a cell shows as lines of their own: its paragraphs, items and broken lines. */
const linesOf = (text: string): string[] => text.split(BREAK).map((line) => joinLines(line.split(/[\r\n]+/)));

/** Puts the row's cells under their columns; a spanning cell counts again in each. */
export function closeRow(state: State, end: number): void {
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
  if (!isHeader) table.rows.push({ columns, start: row.start, end });
  else {
    // Rows above a header are of another table.
    reportRows(state, table);
    table.header = columns;
  }
}

/** Ends the innermost table and reports the rows that were not reported. */
export function closeTable(state: State, end: number): void {
  closeRow(state, end);
  reportRows(state, state.tables.pop()!);
  discard(state);
}

function reportRows({ outline }: State, table: OpenTable): void {
  const unnamed = table.header.length === 0 && isHeader(table.rows);
  const header = unnamed ? table.rows[0]!.columns : table.header;
  for (const { columns, start, end } of table.rows.slice(unnamed ? 1 : 0)) outline.row(header, columns, start, end);
  table.rows.length = 0;
}

/** Longest name of a column. */
const LONGEST_NAME = 30;
const NAME = /^(?=.*\p{L})[^\d。.!！?？:：;；]+$/u;

/**
 * Whether the first row of a table without marked headers reads as one: short names, none twice and none again below.
 * Of two columns the first could name a thing and the second say it, so there numbers must stand under a name.
 */
function isHeader([first, ...rest]: readonly ReadRow[]): boolean {
  const names = first?.columns ?? [];
  if (names.length < 2 || rest.length < 2) return false;
  const reads =
    names.every((name) => name.length <= LONGEST_NAME && NAME.test(name)) &&
    new Set(names).size === names.length &&
    rest.every(({ columns }) => columns.length === names.length && columns.every((cell, i) => cell !== names[i]));
  return reads && (names.length > 2 || rest.every(({ columns }) => /\d/.test(columns[1]!)));
}
