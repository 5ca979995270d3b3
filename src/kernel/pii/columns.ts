import type { PiiKind, PiiSpan } from "./rule.ts";

/** Headings of columns whose cells are personal whatever they look like. */
const HEADINGS: readonly (readonly [PiiKind, RegExp])[] = [
  [
    "name",
    /^(?:(?:first|last|full|given|family|sur|middle|employee|customer|contact|patient|student)[ _-]?name|.{0,4}姓名|收件人|联系人|持卡人)$/i,
  ],
  ["birth_date", /^(?:dob|birth[ _-]?(?:date|day)|date[ _-]of[ _-]birth|出生(?:日期|年月日?)|生日)$/i],
  ["address", /^(?:(?:home|street|postal|shipping|billing)[ _-]address|(?:家庭|收货|联系|通讯)地址|住址)$/i],
  ["document", /^(?:passport(?:[ _-]?(?:no|number))?|护照号?|证件号码?)$/i],
  ["messenger", /^(?:wechat|微信号?|qq号?)$/i],
];
const SEPARATORS = ["|", "\t", ",", ";"] as const;
const LEAST_CELLS = 2;
const MOST_LINES = 2_000;
const EMPTY = /^(?:[-:\s]*|无|空|null|n\/a)$/i;

interface Cell {
  readonly text: string;
  readonly start: number;
}

/** Personal cells of tables that were pasted: the columns that a heading calls names, birthdays and the like. */
export function findInColumns(text: string): PiiSpan[] {
  const spans: PiiSpan[] = [];
  let open: { readonly separator: string; readonly cells: number; readonly kinds: Map<number, PiiKind> } | null = null;
  let at = 0;
  for (const line of text.split("\n", MOST_LINES)) {
    const cells = open === null ? [] : cellsOf(line, open.separator, at);
    if (open !== null && cells.length === open.cells) {
      for (const [column, kind] of open.kinds) {
        const { text: value, start } = cells[column]!;
        if (!EMPTY.test(value)) spans.push({ kind, start, end: start + value.length });
      }
    } else open = headOf(line, at);
    at += line.length + 1;
  }
  return spans;
}

function headOf(line: string, at: number) {
  for (const separator of SEPARATORS) {
    const cells = cellsOf(line, separator, at);
    if (cells.length < LEAST_CELLS) continue;
    const kinds = new Map(
      cells.flatMap(({ text }, column) => {
        const kind = HEADINGS.find(([, heading]) => heading.test(text))?.[0];
        return kind === undefined ? [] : [[column, kind] as const];
      }),
    );
    if (kinds.size > 0) return { separator, cells: cells.length, kinds };
  }
  return null;
}

/** The cells of a line with what they stand on; the bars at the ends of a row are no cells. */
function cellsOf(line: string, separator: string, at: number): Cell[] {
  const cells: Cell[] = [];
  let start = at;
  for (const raw of line.split(separator)) {
    const text = raw.replace(/^[\s"']+|[\s"']+$/g, "");
    cells.push({ text, start: start + raw.indexOf(text) });
    start += raw.length + separator.length;
  }
  return separator === "|"
    ? cells.slice(cells[0]!.text === "" ? 1 : 0, cells.at(-1)!.text === "" ? -1 : undefined)
    : cells;
}
