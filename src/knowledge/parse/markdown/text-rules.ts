import { dedent, indentOf, isBlank } from "../lines.ts";
import { quoteText } from "./quote.ts";
import {
  contentColumn,
  endOf,
  flush,
  inline,
  inlineCell,
  type Reader,
  type Rule,
  startOf,
  withinItems,
} from "./state.ts";
import { cellsOf, isDelimiterRow } from "./table.ts";

const FENCE = /^(`{3,}|~{3,})([^`]*)$/;
const ATX = /^(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const EXPLICIT_ANCHOR = /\s*\{#([^}\s]+)[^}]*\}\s*$/;
const SETEXT = /^(?:=+|-+)[ \t]*$/;
const RULE_LINE = /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
export const ITEM = /^([-*+]|\d{1,9}[.)])(?:([ \t]+)(.*)|)$/;

export const fence: Rule = (reader, i, text, indent) => {
  const open = FENCE.exec(text);
  if (!open) return null;
  flush(reader);
  const mark = open[1]!;
  let end = i + 1;
  const closes = (line: string) => {
    const trimmed = line.trim();
    return trimmed.length >= mark.length && trimmed[0] === mark[0] && trimmed === mark[0]!.repeat(trimmed.length);
  };
  while (end < reader.lines.length && !closes(reader.lines[end]!.text)) end += 1;
  const code = reader.lines.slice(i + 1, end).map((line) => dedent(line.text, indent));
  const last = reader.lines[Math.min(end, reader.lines.length - 1)]!;
  reader.outline.block("code", code.join("\n").trimEnd(), startOf(reader.lines[i]!), endOf(last), withinItems(reader));
  return end + 1;
};

export const heading: Rule = (reader, i, text, indent) => {
  const found = text[0] === "#" && indent < contentColumn(reader) + 4 ? ATX.exec(text) : null;
  if (!found) return null;
  flush(reader);
  reader.items.length = 0;
  reportHeading(reader, found[1]!.length, found[2] ?? "", reader.lines[i]!.start);
  return i + 1;
};

function reportHeading(reader: Reader, level: number, text: string, start: number): void {
  const anchor = EXPLICIT_ANCHOR.exec(text);
  const words = inline(reader, anchor ? text.slice(0, anchor.index) : text);
  reader.outline.heading(level, words, anchor?.[1] ?? null, start);
}

export const setext: Rule = (reader, i, text) => {
  const open = reader.paragraph;
  if (!open || open.kind === "item" || open.paused || !SETEXT.test(text)) return null;
  reader.paragraph = null;
  reportHeading(reader, text[0] === "=" ? 1 : 2, open.lines.join("\n"), open.start);
  return i + 1;
};

export const ruleLine: Rule = (reader, i, text) => {
  if (!RULE_LINE.test(text)) return null;
  flush(reader);
  return i + 1;
};

export const item: Rule = (reader, i, text, indent) => {
  const found = ITEM.exec(text);
  const open = reader.paragraph;
  if (!found || indent >= contentColumn(reader) + 4) return null;
  const [, marker = "", gap = " ", rest = ""] = found;
  // Only an item that begins with 1 interrupts a paragraph: "in\n1998." is no list.
  if (open?.kind === "paragraph" && reader.items.length === 0 && (rest === "" || !/^(?:[-*+]|1[.)])$/.test(marker)))
    return null;
  flush(reader);
  while (reader.items.length > 0 && indent <= reader.items.at(-1)!.marker) reader.items.pop();
  reader.items.push({ marker: indent, content: indent + marker.length + Math.min(indentOf(gap), 4) });
  const line = reader.lines[i]!;
  const body = rest.replace(/^\[[ xX]\]\s+/, "");
  const fenced = FENCE.test(body);
  const words = /\d/.test(marker) && !fenced ? `${marker.replace(".", "\\.")} ${body}` : body;
  if (fenced) return fence(reader, i, body, indent + marker.length + 1);
  reader.paragraph = {
    kind: "item",
    start: startOf(line),
    end: endOf(line),
    lines: [words],
    list: { depth: reader.items.length - 1, bullet: !/\d/.test(marker) },
    paused: false,
  };
  return i + 1;
};

export const quote: Rule = (reader, i, text) => {
  if (text[0] !== ">") return null;
  flush(reader);
  let end = i;
  while (reader.lines[end]?.text.trimStart()[0] === ">") end += 1;
  const inner = reader.lines.slice(i, end).map((line) => line.text.trim());
  const words = quoteText(inner, (part) => inline(reader, part));
  const last = reader.lines[end - 1]!;
  reader.outline.block("quote", words, startOf(reader.lines[i]!), endOf(last), withinItems(reader));
  return end;
};

export const table: Rule = (reader, i, text) => {
  const next = reader.lines[i + 1]?.text;
  if (!text.includes("|") || next === undefined || !isDelimiterRow(next)) return null;
  flush(reader);
  const header = cellsOf(text).map((cell) => inlineCell(reader, cell));
  let row = i + 2;
  for (; row < reader.lines.length; row++) {
    const line = reader.lines[row]!;
    if (isBlank(line.text) || !line.text.includes("|")) break;
    const cells = cellsOf(line.text).map((cell) => inlineCell(reader, cell));
    reader.outline.row(header, cells, startOf(line), endOf(line));
  }
  return row;
};

export const indentedCode: Rule = (reader, i, _text, indent) => {
  if ((reader.paragraph && !reader.paragraph.paused) || indent < contentColumn(reader) + 4) return null;
  flush(reader);
  const column = contentColumn(reader) + 4;
  let end = i;
  for (let next = i; next < reader.lines.length; next++) {
    const { text } = reader.lines[next]!;
    if (isBlank(text)) continue;
    if (indentOf(text) < column) break;
    end = next;
  }
  const code = reader.lines.slice(i, end + 1).map((line) => dedent(line.text, column));
  const last = reader.lines[end]!;
  reader.outline.block("code", code.join("\n"), startOf(reader.lines[i]!), endOf(last), withinItems(reader));
  return end + 1;
};
