/** One line of a source text, without its line break. `start` and `end` are offsets into the source. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The lines of `source` from offset `from` on. Line breaks are LF, CRLF or CR. */
export function splitLines(source: string, from = 0): Line[] {
  const lines: Line[] = [];
  const breaks = /\r\n|\n|\r/g;
  breaks.lastIndex = from;
  let start = from;
  for (let found = breaks.exec(source); found !== null; found = breaks.exec(source)) {
    lines.push({ text: source.slice(start, found.index), start, end: found.index });
    start = breaks.lastIndex;
  }
  if (start < source.length) lines.push({ text: source.slice(start), start, end: source.length });
  return lines;
}

export const isBlank = (text: string): boolean => text.trim() === "";

/** Columns of white space before the text; a tab goes to the next multiple of four. */
export function indentOf(text: string): number {
  let column = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 32) column += 1;
    else if (code === 9) column += 4 - (column % 4);
    else break;
  }
  return column;
}

/** Takes up to `columns` of white space from the front. */
export function dedent(text: string, columns: number): string {
  let column = 0;
  let i = 0;
  for (; i < text.length && column < columns; i++) {
    const code = text.charCodeAt(i);
    if (code === 32) column += 1;
    else if (code === 9) column += 4 - (column % 4);
    else break;
  }
  return text.slice(i);
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、；：？！（）《》“”]/u;

/** What a line break inside a paragraph stands for: nothing between Chinese characters, else a space. */
export const softBreak = (before: string, after: string): string => (CJK.test(before) && CJK.test(after) ? "" : " ");

/** Joins the lines of one paragraph. */
export function joinLines(lines: readonly string[]): string {
  let text = "";
  for (const line of lines) {
    const next = line.trim();
    if (next === "") continue;
    text += text === "" ? next : softBreak(text.at(-1)!, next[0]!) + next;
  }
  return text;
}
