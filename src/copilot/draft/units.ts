/** A piece of a passage that can stand in an answer by itself: `passage.slice(start, end) === text`. */
export interface Unit {
  readonly kind: "sentence" | "step" | "row" | "code";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Pieces of one paragraph, of one table or of one list with the lines inside it share a number. */
  readonly group: number;
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly kind: Unit["kind"];
  /** White space before it: what is indented belongs to the item above it, or is code. */
  readonly indent: number;
  /** Number of a numbered list item. */
  readonly number: number | null;
}

const STEP =
  /^\s*(?:\d{1,2}\s*[.)、．）](?!\d)|[(（]\d{1,2}[)）]|[-*+•·▪]\s|[①-⑳]|[一二三四五六七八九十]{1,3}、.{2,}[；;。]\s*$|第[一二三四五六七八九十]{1,2}步|步骤\s*[\d一二三四五六七八九十]+|step\s+\d+)/i;
/** A list item with its number; 8.2 begins no item. */
export const NUMBERED: RegExp = /^\s*[(（]?(\d{1,2})\s*[.)、．）](?!\d)/;
const ROW =
  /^[^。！？]*\S\s*[|｜]\s*\S|^\s*\S[^。！？]*?(?: {3}|\t)(?=\S)|(?:^|[;；]\s*)[^:：;；。]{1,60}[:：]\s*[^;；。]{0,120}[;；]\s*[^:：;；。]{1,60}[:：]\s|^[^:：;；。.]{1,60};\s[^:：;；。]{1,60}:\s/;
const SENTENCE_END =
  /[。！？]+[”’」』）)]*|[.!?]+["'”’)]*(?=\s+["'“(]?[A-Z0-9\p{Script=Han}]|\s*$)|[.!?](?=\s*\p{Script=Han})/gu;
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|no|fig|approx|cf|resp|incl|max|min|v\d+(?:\.\d+)*|[A-Z]|[QA]\d{1,3})\.$/i;
/** What a list of questions puts before a question: 问：, Q12. */
const ASKED = /^\s*(?:[问問]\s?\d{0,3}|Q(?:uestion)?\s?\d{0,3})\s*[:：.、](?=[^?？]*[?？]\s*$)/iu;
/** A list may hold this many lines of other kinds between two of its numbers. */
const LINES_INSIDE = 6;

/** Cuts a passage into sentences, list items and table rows. Nothing is changed; white space at the ends is left out. */
export function splitUnits(passage: string): Unit[] {
  const lines = linesOf(passage);
  const units: Unit[] = [];
  let group = 0;
  let listEnd = -1;
  let inItem = false;
  lines.forEach((line, i) => {
    inItem = line.indent > 0 ? inItem : STEP.test(line.text);
    const inside = i <= listEnd || (inItem && line.indent > 0);
    if (!inside && !continues(lines, i)) group += 1;
    if (line.number !== null) listEnd = Math.max(listEnd, nextNumber(lines, i));
    const cuts = line.kind === "sentence" && !inside ? sentencesOf(line.text) : [{ start: 0, end: line.text.length }];
    const kind = inside ? "step" : line.kind;
    for (const cut of cuts) push(units, passage, kind, line.start + cut.start, line.start + cut.end, group);
  });
  return units;
}

/** A few words with a remark in brackets: `Limits (from 8.2 on)`. */
const BRACKETED = /^[^。.!?！？:：;；,，(（]{2,24}\s?[(（][^()（）。.]{0,24}(?:\d\.\d[^()（）]{0,20})?[)）]\s*$/u;

/**
 * A short line without an end mark, or a question of a list of questions, stands over what follows; it says nothing by
 * itself.
 */
export const isHeadline = ({ kind, text: line }: Pick<Unit, "kind" | "text">): boolean =>
  kind === "sentence" && line.length <= 60 && standsOver(line.replace(ASKED, ""));

const standsOver = (text: string): boolean =>
  (/[?？]\s*$/.test(text) || !/[。.!！:：;；,，…）)”"]\s*$/.test(text) || BRACKETED.test(text)) &&
  !/[=;{}$:：]|→|->/.test(text);

function linesOf(passage: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const text of passage.split("\n")) {
    const indent = text.length - text.trimStart().length;
    const kind = kindOf(text, indent);
    const found = NUMBERED.exec(text)?.[1];
    if (text.trim() !== "")
      lines.push({ text, start, kind, indent, number: found === undefined ? null : Number(found) });
    start += text.length + 1;
  }
  return lines;
}

/** Columns that code is indented by. */
const CODE = 4;
const BULLET = /^\s*[-*+•·▪]\s/;

/** An item that holds several sentences is prose with a bullet before it. */
function kindOf(text: string, indent: number): Unit["kind"] {
  if (STEP.test(text)) return BULLET.test(text) && sentencesOf(text).length > 1 ? "sentence" : "step";
  if (ROW.test(text)) return "row";
  return indent >= CODE ? "code" : "sentence";
}

/** Whether a line goes on with the list, the table or the code of the line before it. */
function continues(lines: readonly Line[], i: number): boolean {
  const [before, line] = [lines[i - 1], lines[i]!];
  if (before === undefined || line.kind === "sentence" || before.kind !== line.kind) return false;
  return line.number === null || line.number !== 1;
}

/** Index of the line that holds the following number of the same list; the line itself when there is none. */
function nextNumber(lines: readonly Line[], from: number): number {
  const wanted = lines[from]!.number! + 1;
  for (let i = from + 1; i < Math.min(lines.length, from + LINES_INSIDE + 2); i++) {
    const { number, indent } = lines[i]!;
    if (indent > lines[from]!.indent) continue;
    if (number === wanted) return i;
    if (number !== null || isHeadline(lines[i]!)) return from;
  }
  return from;
}

function push(units: Unit[], passage: string, kind: Unit["kind"], from: number, to: number, group: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(passage[start]!)) start += 1;
  while (end > start && /\s/.test(passage[end - 1]!)) end -= 1;
  if (end > start) units.push({ kind, text: passage.slice(start, end), start, end, group });
}

function sentencesOf(line: string): { start: number; end: number }[] {
  const cuts: { start: number; end: number }[] = [];
  let start = 0;
  for (const stop of line.matchAll(SENTENCE_END)) {
    const end = stop.index + stop[0].length;
    if (end <= start || ABBREVIATION.test(line.slice(start, end))) continue;
    cuts.push({ start, end });
    start = end;
  }
  if (line.slice(start).trim() !== "") cuts.push({ start, end: line.length });
  return cuts;
}
