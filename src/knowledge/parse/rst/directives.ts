import type { Language } from "../../../kernel/labels.ts";
import { writtenLanguage } from "../../../kernel/text.ts";
import { dedent, indentOf } from "../lines.ts";
import { isNoteKind } from "../note.ts";
import { body } from "./body.ts";
import {
  blankAt,
  indentedSpan,
  inline,
  joined,
  paragraphEnd,
  type Reader,
  report,
  type Span,
  skipBlank,
  textAt,
} from "./state.ts";
import { csvCells, csvRows, listRows } from "./tables.ts";

const DIRECTIVE = /^\.\.\s+(?:\|[^|]+\|\s+)?([\w:.-]+)::(?:\s+(.*))?$/;
const LABEL = /^\.\.\s+_([^:]+):\s*$/;
const FOOTNOTE = /^\.\.\s+\[[^\]]+\]\s+(.*)$/;
const OPTION = /^:([\w-]+):(?:\s+(.*))?$/;

const CODE = new Set(["code-block", "code", "sourcecode", "parsed-literal", "literalinclude", "prompt", "math"]);
const SKIPPED = new Set([
  "graphviz",
  "include",
  "raw",
  "role",
  "default-domain",
  "index",
  "contents",
  "highlight",
  "meta",
  "default-role",
  "program",
  "currentmodule",
  "module",
  "sectnum",
  "tabularcolumns",
  "unicode",
  "replace",
]);
/** Alone, "1.5.0" would say nothing: the words that Sphinx puts before it. */
const SINCE: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  versionadded: { en: "Added in version", zh: "新增于版本" },
  versionchanged: { en: "Changed in version", zh: "变更于版本" },
  deprecated: { en: "Deprecated since version", zh: "弃用于版本" },
};
const FRAME = new Set(["only", "container", "table", "hlist"]);
/** These frame ordinary text; their argument belongs to it. */
const ADMONITION = new Set([
  "admonition",
  "seealso",
  "todo",
  "versionadded",
  "versionchanged",
  "deprecated",
  "topic",
  "sidebar",
]);

/** Reads what begins with `..` at line `i`: a directive, a label, a footnote or a comment. Gives the next line. */
export function explicit(reader: Reader, i: number, span: Span): number {
  const text = textAt(reader, i).trim();
  const inner = indentedSpan(reader, i + 1, span.to, indentOf(textAt(reader, i)));
  const label = LABEL.exec(text);
  if (label) {
    reader.label = label[1]!.replaceAll("`", "").trim();
    return i + 1;
  }
  const found = DIRECTIVE.exec(text);
  if (found) directive(reader, i, found[1]!.toLowerCase(), found[2] ?? "", inner);
  const footnote = found ? null : FOOTNOTE.exec(text);
  if (footnote) {
    const words = inline(reader, `${footnote[1]!} ${joined(reader, inner.from, inner.to)}`);
    report(reader, { kind: "paragraph", text: words, from: i, to: inner.to });
  }
  return inner.to;
}

function directive(reader: Reader, i: number, name: string, argument: string, inner: Span): void {
  const { options, from } = optionsOf(reader, inner);
  const content = { ...inner, from };
  const words = SINCE[name]?.[writtenLanguage(joined(reader, content.from, content.to))];
  const about = words === undefined ? argument : `${words} ${argument}`;
  const read = CODE.has(name) ? code : READERS[name];
  if (read) read(reader, i, content, options);
  else if (SKIPPED.has(name)) return;
  else if (isNoteKind(name)) note(reader, i, name, argument, content);
  else if (name === "rubric" || (ADMONITION.has(name) && argument !== "")) framed(reader, i, "quote", about, content);
  else if (ADMONITION.has(name) || FRAME.has(name)) body(reader, content);
  // What is left describes something by name: an option, a setting, a function.
  else framed(reader, i, "item", argument, content);
}

/** Words behind the directive's name are the first of the note, not its title. */
function note(reader: Reader, i: number, name: string, argument: string, content: Span): void {
  const line = reader.lines[i]!;
  reader.outline.note(name, "", line.start + indentOf(line.text), line.start + line.text.trimEnd().length);
  const end =
    argument === ""
      ? content.from
      : paragraphEnd(reader, i, { ...content, to: Math.max(content.to, i + 1), indent: 0 });
  if (argument !== "") {
    const text = `${inline(reader, argument)} ${joined(reader, i + 1, end)}`.trim();
    report(reader, { kind: "paragraph", text, from: i, to: end });
  }
  body(reader, { ...content, from: end });
  reader.outline.endNote();
}

type DirectiveReader = (reader: Reader, i: number, content: Span, options: ReadonlyMap<string, string>) => void;

const code: DirectiveReader = (reader, i, content) => {
  const lines = reader.lines.slice(content.from, content.to).map((line) => dedent(line.text, content.indent));
  report(reader, { kind: "code", text: lines.join("\n").trim(), from: i, to: content.to });
};

/** A picture on its own only shows what the text says; the legend of a figure says more. */
const image: DirectiveReader = (reader, _i, content) => {
  body(reader, content);
};

const toctree: DirectiveReader = (reader, _i, content) => {
  for (let i = content.from; i < content.to; i++) {
    const found = /^(.+?)\s*<([^<>]+)>$/.exec(textAt(reader, i).trim());
    if (found) reader.outline.link(found[2]!, found[1]!);
  }
};

const READERS: Readonly<Record<string, DirectiveReader>> = {
  image,
  figure: image,
  toctree,
  "csv-table": (reader, _i, content, options) => {
    const from = skipBlank(reader, content.from, content.to);
    const { to } = content;
    const named = options.get("header");
    const headed = named === undefined && Number(options.get("header-rows") ?? 0) > 0 && from < to;
    csvRows(reader, headed ? from + 1 : from, to, csvCells(named ?? (headed ? textAt(reader, from) : "")));
  },
  "list-table": (reader, _i, { from, to }, options) =>
    listRows(reader, from, to, Number(options.get("header-rows") ?? 0) > 0),
};

/** A named thing with the first paragraph about it, then the rest. */
function framed(reader: Reader, i: number, kind: "item" | "quote", argument: string, content: Span): void {
  const first = skipBlank(reader, content.from, content.to);
  const plain =
    first < content.to && !/^(?:\.\.|[-*+]\s|:\w|\(?(?:\d{1,3}|#)[.)]\s)/.test(textAt(reader, first).trim());
  const end = plain ? paragraphEnd(reader, first, content) : first;
  const words = plain ? joined(reader, first, end) : "";
  const named = kind === "quote" ? inline(reader, argument) : argument;
  const text = [named, words].filter((part) => part !== "").join("\n");
  report(reader, { kind, text, from: i, to: plain ? end : i + 1 });
  body(reader, { ...content, from: end });
}

function optionsOf(reader: Reader, inner: Span): { options: Map<string, string>; from: number } {
  const options = new Map<string, string>();
  let from = inner.from;
  while (from < inner.to && !blankAt(reader, from)) {
    const found = OPTION.exec(textAt(reader, from).trim());
    if (!found) break;
    options.set(found[1]!.toLowerCase(), found[2] ?? "");
    from += 1;
  }
  return { options, from };
}
