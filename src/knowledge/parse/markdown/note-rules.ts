import { isMarkupTag } from "../html/names.ts";
import { dedent, indentOf, isBlank } from "../lines.ts";
import { isNoteKind } from "../note.ts";
import { endOf, flush, inline, type Reader, type Rule, startOf } from "./state.ts";

/** `:::warning Title`, `::: tip`, `:::note[Title]{.class}`, `:::{note} Title` */
const DIRECTIVE = /^:::+\s*\{?([\w-]*)\}?\s*(?:\[(.*?)\]|(.*?))\s*(?:\{[^{}]*\})?$/;
/** `!!! warning "Title"`, `??? note`, `=== "Tab"` */
const INDENTED = /^(?:(?:!!!|\?\?\?\+?)\s+([\w-]+)[\w -]*|===[!+]?)(?:\s+"(.*)")?$/;
/** `{% hint style="danger" %}`, `{% note warning %}`, `{{< alert color="warning" >}}`, and their ends. */
const TEMPLATE = /^\{(?:%[-+]?|\{[<%])\s*(\/?[\w-]+)\s*([^{}]*?)(?:[-+]?%|[>%]\})\}$/;
/** Of MyST: a fence around a note instead of code. */
const FENCED = /^(`{3,}|~{3,})\{([\w-]+)\}\s*(.*)$/;
/** Lines of a note at most: its end is looked for no further. */
const LONGEST = 500;
const COMPONENT = /^<([A-Z][a-z]+)(\s[^<>]*)?>(?:(.*)<\/\1>)?$/;
const ATTRIBUTE = /\b(?:title|label)=(?:"([^"]*)"|'([^']*)'|\{["']([^"']*)["']\})/;
const NOTE_NAMES = new Set(["note", "hint", "alert", "callout", "notice", "admonition", "aside"]);
/** Of MkDocs, the columns by which a note's text stands to the right of its mark. */
const WITHIN = 4;

function open(reader: Reader, i: number, kind: string, title: string): void {
  flush(reader);
  const line = reader.lines[i]!;
  reader.outline.note(kind, inline(reader, title), startOf(line), endOf(line));
}

export const directive: Rule = (reader, i, text) => {
  const found = text[0] === ":" ? DIRECTIVE.exec(text) : null;
  if (!found) return null;
  const [, kind = "", bracketed, plain] = found;
  if (kind === "") return close(reader, i);
  open(reader, i, kind, bracketed ?? plain ?? "");
  return i + 1;
};

export const indentedNote: Rule = (reader, i, text, indent) => {
  const found = /^[!?=]/.test(text) ? INDENTED.exec(text) : null;
  if (!found || (found[1] === undefined && found[2] === undefined)) return null;
  open(reader, i, found[1] ?? "", found[2] ?? "");
  for (let next = i + 1; next < reader.lines.length; next++) {
    const line = reader.lines[next]!;
    if (isBlank(line.text)) continue;
    if (indentOf(line.text) < indent + WITHIN) break;
    const moved = dedent(line.text, WITHIN);
    reader.lines[next] = { ...line, text: moved, start: line.start + line.text.length - moved.length };
  }
  return i + 1;
};

export const fencedNote: Rule = (reader, i, text) => {
  const found = FENCED.exec(text);
  if (!found || !isNoteKind(found[2]!)) return null;
  const [, mark = "", kind = "", title = ""] = found;
  const within = reader.lines.slice(i + 1, i + LONGEST);
  const length = within.findIndex((line) => line.text.trim() === mark);
  if (length < 0) return null;
  open(reader, i, kind, title);
  const last = within[length]!;
  reader.lines[i + 1 + length] = { text: "", start: last.end, end: last.end };
  return i + 1;
};

export const template: Rule = (reader, i, text) => {
  const found = text[0] === "{" ? TEMPLATE.exec(text) : null;
  if (!found) return null;
  const [, name = "", rest = ""] = found;
  const kind = [name, ...(rest.match(/[\w-]+/g) ?? [])].findLast(isNoteKind);
  if (!NOTE_NAMES.has(name)) return /^(?:\/|end)/.test(name) ? close(reader, i) : null;
  open(reader, i, kind ?? name, ATTRIBUTE.exec(rest)?.[1] ?? "");
  return i + 1;
};

function close(reader: Reader, i: number): number {
  flush(reader);
  reader.outline.endNote();
  return i + 1;
}

/** A component of MDX that is a note: `<Warning>`, `<Admonition type="danger" title="…">`, with its words or before them. */
export const component: Rule = (reader, i, text) => {
  const found = text[0] === "<" ? COMPONENT.exec(text) : null;
  if (!found) return null;
  const [, name = "", rest = "", words] = found;
  const type = /\btype=["'{]+(\w+)/.exec(rest)?.[1] ?? "note";
  const kind = isNoteKind(name) ? name : NOTE_NAMES.has(name.toLowerCase()) ? type : null;
  if (kind === null || !isMarkupTag(name)) return null;
  const title = ATTRIBUTE.exec(rest);
  open(reader, i, kind, title?.[1] ?? title?.[2] ?? title?.[3] ?? "");
  const line = reader.lines[i]!;
  if (words !== undefined) reader.outline.block("paragraph", inline(reader, words), startOf(line), endOf(line));
  return i + 1;
};
