import { ParseError } from "../parse-error.ts";
import type { DocumentLimits } from "./limits.ts";
import type { MarkdownWriter } from "./markdown-writer.ts";

const QUESTION =
  /^(?:q|questions?|faqs?|ask|query|问|问题|提问|常见问题|标准问题?|问题描述|用户问题|客户问题|问题标题)$/i;
const ANSWER =
  /^(?:a|answers?|solutions?|repl(?:y|ies)|responses?|答|答案|回答|答复|解答|标准答案|解决方案|解决办法|处理方法|回复)$/i;

/** The place of a column among the names. */
const columnOf = (names: readonly string[], pattern: RegExp): number =>
  names.findIndex((name) => pattern.test(name.trim()));

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
  const header = filled[head] ?? [];
  const body = filled.slice(head + 1);
  const question = columnOf(header, QUESTION);
  const answer = columnOf(header, ANSWER);
  if (question >= 0 && answer >= 0) for (const row of body) writePair(writer, header, row, { question, answer }, level);
  else if (body.length === 0) writer.paragraph(header.filter((cell) => cell !== "").join("; "));
  else writer.table(header, body);
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
  const text = [answer, ...rest].filter((line) => line !== "").join("\n");
  if (question !== "") writer.heading(level, question, null);
  if (text !== "") writer.paragraph(text);
  else if (question !== "") writer.paragraph(question);
}
