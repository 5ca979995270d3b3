import { indentOf, type Line, splitLines } from "../lines.ts";
import { withNotes } from "../note.ts";
import { createOutline, type OutlineResult } from "../outline.ts";
import { comment, DEFINITION, definition, html, module, tags } from "./frame-rules.ts";
import { component, directive, fencedNote, indentedNote, template } from "./note-rules.ts";
import { endOf, flush, type Reader, type Rule, startOf, withinItems } from "./state.ts";
import { fence, heading, ITEM, indentedCode, item, quote, ruleLine, setext, table } from "./text-rules.ts";

const RULES: readonly Rule[] = [
  fencedNote,
  fence,
  indentedNote,
  indentedCode,
  setext,
  heading,
  ruleLine,
  item,
  quote,
  table,
  comment,
  html,
  component,
  tags,
  directive,
  template,
  definition,
  module,
];

/** Reads the Markdown of `source` from `from` on, as CommonMark with tables, and the extras of documentation sites. */
export function readMarkdown(path: string, source: string, from: number, mdx = false): OutlineResult {
  const outline = createOutline(path, source, from);
  const lines = splitLines(source, from);
  const reader: Reader = {
    source,
    lines,
    outline: withNotes(outline),
    references: referencesOf(lines),
    items: [],
    paragraph: null,
    mdx,
    unclosed: new Set(),
  };
  for (let i = 0; i < lines.length; ) i = readLine(reader, i);
  flush(reader);
  reader.outline.endNote();
  return outline;
}

function referencesOf(lines: readonly Line[]): Map<string, string> {
  const references = new Map<string, string>();
  for (const { text } of lines) {
    const found = text.includes("]:") ? DEFINITION.exec(text.trim()) : null;
    if (found) references.set(found[1]!.toLowerCase(), found[2]!);
  }
  return references;
}

function readLine(reader: Reader, i: number): number {
  const line = reader.lines[i]!.text;
  const text = line.trim();
  if (text === "") {
    if (reader.paragraph?.kind === "item") reader.paragraph.paused = true;
    else flush(reader);
    return i + 1;
  }
  const indent = indentOf(line);
  leaveItems(reader, indent, text);
  for (const rule of RULES) {
    const next = rule(reader, i, text, indent);
    if (next !== null) return next;
  }
  return plainLine(reader, i, indent);
}

/** Closes the items that a line at this column no longer belongs to. A line right after a paragraph goes on with it. */
function leaveItems(reader: Reader, indent: number, text: string): void {
  const sibling = ITEM.test(text);
  if (reader.paragraph && !reader.paragraph.paused && !sibling) return;
  const column = sibling ? indent + 1 : indent;
  while (reader.items.length > 0 && column <= reader.items.at(-1)!.marker) reader.items.pop();
}

function plainLine(reader: Reader, i: number, indent: number): number {
  const line = reader.lines[i]!;
  const open = reader.paragraph;
  const isOpen = reader.items.length > (open?.list?.depth ?? 0) && indent > reader.items.at(-1)!.marker;
  const belongs = open && (!open.paused || isOpen);
  if (open && belongs) {
    if (open.paused) open.lines.push("");
    open.paused = false;
    open.lines.push(line.text.trimStart());
    open.end = endOf(line);
    return i + 1;
  }
  flush(reader);
  reader.paragraph = {
    kind: "paragraph",
    start: startOf(line),
    end: endOf(line),
    lines: [line.text.trimStart()],
    list: withinItems(reader),
    paused: false,
  };
  return i + 1;
}
