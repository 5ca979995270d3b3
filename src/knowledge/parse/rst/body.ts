import { dedent, indentOf, isBlank } from "../lines.ts";
import { ParseError } from "../parse-error.ts";
import { explicit } from "./directives.ts";
import { heading } from "./heading.ts";
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
import { gridTable, isGridLine, isSimpleLine, simpleTable } from "./tables.ts";

/** Deeper than any page that a person wrote. */
const DEEPEST = 400;
const ITEM = /^(?:[-*+•]|(?:\(?(?:\d{1,9}|#|[a-zA-Z])[.)]))(?:\s+|$)/;
/** An item that is numbered by counting. */
const COUNTED = /^\(?#[.)](?:\s|$)/;
const FIELD = /^:([^:`\s][^:`]*):(?:\s+|$)(?!`)/;
const EXPLICIT = /^\.\.(?:\s|$)/;

/** Reads the lines of a span that share its indent, and spans within it. */
export function body(reader: Reader, span: Span, depth = 0): void {
  if (depth > DEEPEST) throw new ParseError(`Blocks are nested deeper than ${DEEPEST}.`);
  let counted = 0;
  for (let i = span.from; i < span.to; ) {
    if (blankAt(reader, i)) i += 1;
    else {
      counted = COUNTED.test(textAt(reader, i).trim()) ? counted + 1 : 0;
      i = block(reader, i, span, depth, counted);
    }
  }
}

function block(reader: Reader, i: number, span: Span, depth: number, counted: number): number {
  const line = textAt(reader, i);
  const text = line.trim();
  const indent = indentOf(line);
  if (EXPLICIT.test(text)) return explicit(reader, i, span);
  if (text.startsWith("__ ")) return i + 1;
  if (indent > span.indent) {
    const inner = indentedSpan(reader, i, span.to, span.indent);
    body(reader, inner, depth + 1);
    return Math.max(inner.to, i + 1);
  }
  if (isGridLine(text)) return gridTable(reader, i, span.to);
  if (isSimpleLine(text)) return simpleTable(reader, i, span.to);
  const afterHeading = heading(reader, i, span);
  if (afterHeading !== null) return afterHeading;
  if (ITEM.test(text) || FIELD.test(text)) return item(reader, i, span, depth, counted);
  if (isTerm(reader, i, span)) return definition(reader, i, span, depth);
  return paragraph(reader, i, span);
}

const isTerm = (reader: Reader, i: number, span: Span): boolean =>
  i + 1 < span.to &&
  !blankAt(reader, i + 1) &&
  indentOf(textAt(reader, i + 1)) > span.indent &&
  !textAt(reader, i).trimEnd().endsWith("::");

/** An item: its first paragraph and the plain ones after it; what else it holds stands alone. */
function item(reader: Reader, i: number, span: Span, depth: number, counted: number): number {
  const line = textAt(reader, i);
  const indent = indentOf(line);
  const text = line.trim();
  const bullet = ITEM.exec(text);
  const inner = indentedSpan(reader, i + 1, span.to, indent);
  const words = bullet ? text.slice(bullet[0].length) : text.replace(FIELD, "$1: ");
  const written = bullet && /[\da-zA-Z]/.test(bullet[0]) ? `${bullet[0].trim()} ` : "";
  const number = counted > 0 ? `${counted}. ` : written;
  let end = i + 1;
  while (end < inner.to && !blankAt(reader, end)) end += 1;
  const first = inline(
    reader,
    [number + words, ...reader.lines.slice(i + 1, end).map((rest) => rest.text.trim())].join(" "),
  );
  const { text: whole, next } = goOn(reader, first, end, inner);
  const list = bullet ? { depth: reader.items, bullet: number === "" } : undefined;
  report(reader, { kind: "item", text: whole.replace(/::$/, ":"), from: i, to: next, list });
  if (!bullet) return rest(reader, whole, next, inner, depth);
  reader.items += 1;
  const after = rest(reader, whole, next, inner, depth);
  reader.items -= 1;
  return after;
}

function definition(reader: Reader, i: number, span: Span, depth: number): number {
  const inner = indentedSpan(reader, i + 1, span.to, span.indent);
  const term = joined(reader, i, i + 1);
  const { text, next } = goOn(reader, term, i + 1, inner);
  report(reader, { kind: "item", text: text.replace(/::$/, ":"), from: i, to: next });
  return rest(reader, text, next, inner, depth);
}

/** Adds plain paragraphs of the span to the text, as long as nothing else comes. */
function goOn(reader: Reader, text: string, from: number, inner: Span): { text: string; next: number } {
  let whole = text;
  let next = from;
  while (!whole.endsWith("::")) {
    const start = skipBlank(reader, next, inner.to);
    if (start >= inner.to || !isPlain(reader, start, inner)) break;
    next = paragraphEnd(reader, start, inner);
    whole += `\n${joined(reader, start, next)}`;
  }
  return { text: whole, next };
}

function isPlain(reader: Reader, i: number, inner: Span): boolean {
  const text = textAt(reader, i).trim();
  const special = EXPLICIT.test(text) || ITEM.test(text) || FIELD.test(text) || isGridLine(text) || isSimpleLine(text);
  return !special && indentOf(textAt(reader, i)) === inner.indent && !isTerm(reader, i, inner);
}

/** Reads what is left of an item behind its text: code first, where the text ends with `::`. Gives the next line. */
function rest(reader: Reader, text: string, next: number, inner: Span, depth: number): number {
  const from = text.endsWith("::") ? literal(reader, next, inner.to, inner.indent) : next;
  body(reader, { ...inner, from }, depth + 1);
  return Math.max(inner.to, from);
}

function paragraph(reader: Reader, i: number, span: Span): number {
  const end = paragraphEnd(reader, i, span);
  const first = textAt(reader, i).trim();
  if (first.startsWith(">>>")) {
    const code = reader.lines.slice(i, end).map((line) => line.text.trim());
    report(reader, { kind: "code", text: code.join("\n"), from: i, to: end });
    return end;
  }
  const lines = first.startsWith("| ")
    ? reader.lines.slice(i, end).map((line) => line.text.trim().replace(/^\|\s*/, ""))
    : null;
  const text = lines ? inline(reader, lines.join("\n")) : joined(reader, i, end);
  const shown = text.replace(/\s*::$/, text === "::" ? "" : ":");
  report(reader, { kind: "paragraph", text: shown, from: i, to: end });
  return text.endsWith("::") ? literal(reader, end, span.to, span.indent) : end;
}

/** The code after a paragraph that ends with `::`. */
function literal(reader: Reader, from: number, to: number, indent: number): number {
  const start = skipBlank(reader, from, to);
  const inner = indentedSpan(reader, start, to, indent);
  if (inner.to <= start || isBlank(textAt(reader, start))) return from;
  const code = reader.lines.slice(start, inner.to).map((line) => dedent(line.text, inner.indent));
  report(reader, { kind: "code", text: code.join("\n").trimEnd(), from: start, to: inner.to });
  return inner.to;
}
