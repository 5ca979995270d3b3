import { isKept, widthOf } from "./line-breaks.ts";
import { isBlank, joinLines, type Line, splitLines } from "./lines.ts";
import { createOutline, type OutlineResult } from "./outline.ts";

const LONGEST_TITLE = 80;
const SENTENCE_END = /[.。!！?？;；,，:：]$/;

/**
 * Reads plain text: paragraphs between blank lines; a short first line without a full stop is the title. Of the line
 * breaks inside a paragraph those stay that its writer made: the next word would have fitted on the line.
 */
export function readText(path: string, source: string): OutlineResult {
  const outline = createOutline(path, source, 0);
  const lines = splitLines(source);
  const width = widthOf(lines.map(({ text }) => text));
  let i = lines.findIndex(({ text }) => !isBlank(text));
  const first = lines[i];
  if (!first) return outline;
  const title = first.text.trim();
  const alone = i + 1 >= lines.length || isBlank(lines[i + 1]!.text);
  if (alone && i + 1 < lines.length && title.length <= LONGEST_TITLE && !SENTENCE_END.test(title)) {
    outline.heading(1, title, null, first.start);
    i += 1;
  }
  while (i < lines.length) {
    let end = i;
    while (end < lines.length && !isBlank(lines[end]!.text)) end += 1;
    if (end > i) {
      const text = paragraphOf(lines.slice(i, end), width);
      outline.block("paragraph", text, lines[i]!.start, lines[end - 1]!.end);
    }
    i = end + 1;
  }
  return outline;
}

/** `width`: columns up to which a program that breaks lines would have filled each. */
function paragraphOf(lines: readonly Line[], width: number): string {
  const parts: string[][] = [[]];
  for (const [i, { text }] of lines.entries()) {
    if (i > 0 && isKept(lines[i - 1]!.text, text, width)) parts.push([]);
    parts.at(-1)!.push(text);
  }
  return parts.map(joinLines).join("\n");
}
