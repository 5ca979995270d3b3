import { htmlBlock } from "../html/block.ts";
import { ParseError } from "../parse-error.ts";
import { joinHeaders } from "./double-header.ts";
import type { DocumentLimits } from "./limits.ts";
import type { MarkdownWriter } from "./markdown-writer.ts";

const QUESTION =
  /^(?:q|questions?|faqs?|ask|query|(?:user|customer|standard)? ?questions?(?: (?:title|text))?|问|问题|提问|常见问题|(?:标准|相似)?问题?|问题描述|(?:用户|客户)(?:问题|问法|提问)|问题(?:标题|内容)|标准问法)$/i;
const ANSWER =
  /^(?:a|answers?|solutions?|repl(?:y|ies)|responses?|(?:standard|bot|suggested)? ?answers?(?: (?:text|body))?|答|(?:标准|参考|机器人)?(?:答案|回答|答复|回复)|解答|解决(?:方案|办法|方法)|处理(?:方法|方案|办法)|答案内容|回复内容)$/i;
/** Of an article that a help centre exports, its title and its text. */
const TITLE = /^(?:title|article title|subject|标题|文章标题)$/i;
const TEXT = /^(?:body|content|article body|html body|正文|内容|文章内容)$/i;
/** What stands behind a column's name in another language: 问题（Question） */
const GLOSS = /\s*[(（][^()（）]{1,30}[)）]\s*$/;
/** A cell of HTML, as help centres export their articles. */
const HTML = /<(p|div|ul|ol|li|h[1-6]|table|strong|b|span|a)(?:\s[^<>]*)?>[\s\S]*<\/\1>|<br\s*\/?>/i;

/** The place of a column among the names. */
const columnOf = (names: readonly string[], pattern: RegExp): number =>
  names.findIndex((name) => pattern.test(name.trim().replace(GLOSS, "")));

/**
 * Writes rows of cells: a table whose rows each keep their header, or, when columns hold questions and answers, a
 * section for each pair so that it is never torn apart.
 */
export function writeTable(
  writer: MarkdownWriter,
  rows: readonly (readonly string[])[],
  limits: DocumentLimits,
  level: number,
): void {
  const widest = rows.reduce((most, { length }) => Math.max(most, length), 0);
  if (rows.length > limits.maxRows)
    throw new ParseError(`A table has ${rows.length} rows; at most ${limits.maxRows} are read. Split the file.`);
  if (widest > limits.maxColumns)
    throw new ParseError(`A table has ${widest} columns; at most ${limits.maxColumns} are read. Split the file.`);
  const filled = rows.map((row) => row.map((cell) => cell.trim())).filter((row) => row.some((cell) => cell !== ""));
  const head = headerIndex(filled);
  // What stands above the header is the table's caption.
  for (const row of filled.slice(0, head)) writer.paragraph(row.filter((cell) => cell !== "").join(" "));
  const both = filled.length > head + 2 ? joinHeaders(padded(filled[head]!, widest), filled[head + 1]!) : null;
  const header = both ?? filled[head] ?? [];
  const body = filled.slice(head + (both ? 2 : 1));
  const [question, answer] = pairColumns(header);
  if (question >= 0 && answer >= 0) for (const row of body) writePair(writer, header, row, { question, answer }, level);
  else if (body.length === 0) writer.paragraph(header.filter((cell) => cell !== "").join("; "));
  else writer.table(header, body);
}

const padded = (cells: readonly string[], count: number): string[] =>
  Array.from({ length: count }, (_, i) => cells[i] ?? "");

/** The places of questions and their answers, or of titles and their texts; -1 where there is none. */
function pairColumns(header: readonly string[]): readonly [question: number, answer: number] {
  const question = columnOf(header, QUESTION);
  const answer = columnOf(header, ANSWER);
  return question >= 0 && answer >= 0 ? [question, answer] : [columnOf(header, TITLE), columnOf(header, TEXT)];
}

/** The first row with more than one cell; above it stand titles and remarks. */
function headerIndex(rows: readonly (readonly string[])[]): number {
  const at = rows.findIndex((row) => row.filter((cell) => cell !== "").length > 1);
  return Math.max(0, at);
}

function writePair(
  writer: MarkdownWriter,
  header: readonly string[],
  row: readonly string[],
  at: { question: number; answer: number },
  level: number,
): void {
  const question = row[at.question] ?? "";
  const answer = row[at.answer] ?? "";
  const rest = row.flatMap((cell, i) =>
    i === at.question || i === at.answer || cell === "" ? [] : [header[i] ? `${header[i]}: ${cell}` : cell],
  );
  if (question !== "") writer.heading(level, question, null);
  const isHtml = HTML.test(answer);
  if (isHtml) {
    const within = { ...writer, heading: (_: number, words: string) => writer.paragraph(words) };
    htmlBlock(answer, 0, answer.length, within);
  }
  const text = [isHtml ? "" : answer, ...rest].filter((line) => line !== "").join("\n");
  if (text !== "") writer.paragraph(text);
  else if (question !== "" && !isHtml) writer.paragraph(question);
}
