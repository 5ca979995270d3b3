import { indentOf } from "../lines.ts";
import { blankAt, inline, type Reader, type Span, textAt } from "./state.ts";

const ADORNMENT = /^([!-/:-@[-`{-~])\1{2,}\s*$/;

/** Reads a title with its line below (and above), or a rule line; null when line `i` is neither. */
export function heading(reader: Reader, i: number, span: Span): number | null {
  if (span.indent > 0) return null;
  const text = textAt(reader, i);
  if (ADORNMENT.test(text)) {
    const title = textAt(reader, i + 1);
    const over = i + 2 < span.to && !blankAt(reader, i + 1) && textAt(reader, i + 2).trimEnd() === text.trimEnd();
    if (!over) return blankAt(reader, i + 1) ? i + 1 : null;
    report(reader, `${text[0]}${text[0]}`, title.trim(), i);
    return i + 3;
  }
  const under = textAt(reader, i + 1).trimEnd();
  if (i + 1 >= span.to || indentOf(text) > 0 || !ADORNMENT.test(under)) return null;
  if (under.length < Math.min(text.trimEnd().length, 4)) return null;
  report(reader, under[0]!, text.trim(), i);
  return i + 2;
}

function report(reader: Reader, style: string, title: string, i: number): void {
  let level = reader.styles.indexOf(style) + 1;
  if (level === 0) level = reader.styles.push(style);
  reader.outline.heading(level, inline(reader, title), reader.label, reader.lines[i]!.start);
  reader.label = null;
}
