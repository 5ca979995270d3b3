import { isKept, widthOf } from "./line-breaks.ts";
import { isBlank, joinLines, type Line, splitLines } from "./lines.ts";
import { createOutline, type Outline, type OutlineResult } from "./outline.ts";

const LONGEST_TITLE = 80;
const SENTENCE_END = /[.。!！?？;；,，:：]$/;

/** A heading by its number, alone between blank lines: 一、准备, 第二章 安装, 2.1 Ports */
const NUMBERED =
  /^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[章节]|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?\s)/;
const UNDERLINE = /^(=|-|~|\*)\1{2,}\s*$/;

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
    const afterHeading = end > i ? heading(outline, lines, i, end) : i;
    if (afterHeading > i) end = afterHeading - 1;
    else if (end > i) {
      const text = paragraphOf(lines.slice(i, end), width);
      outline.block("paragraph", text, lines[i]!.start, lines[end - 1]!.end);
    }
    i = end + 1;
  }
  return outline;
}

/** Reads a heading that is underlined, or numbered and alone, at line `i`; gives the line after it, or `i`. */
function heading(outline: Outline, lines: readonly Line[], i: number, end: number): number {
  const words = lines[i]!.text.trim();
  if (words.length > LONGEST_TITLE || SENTENCE_END.test(words)) return i;
  const underline = end > i + 1 ? UNDERLINE.exec(lines[i + 1]!.text.trim())?.[1] : undefined;
  const isNumbered = end === i + 1 && NUMBERED.test(words);
  if (UNDERLINE.test(words) || (underline === undefined && !isNumbered)) return i;
  outline.heading(underline === "=" ? 1 : 2, words, null, lines[i]!.start);
  return i + (underline === undefined ? 1 : 2);
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
