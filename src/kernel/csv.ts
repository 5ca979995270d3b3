/** Tells spreadsheets that the file is UTF-8; without it Excel shows Chinese text as noise. */
export const CSV_BOM = "\uFEFF";

export type CsvCell = string | number | boolean | null;

/**
 * Where a spreadsheet would read a formula: signs that begin one, in full width too. A spreadsheet that parts cells at
 * semicolons or tabs heeds no quotes of ours, so a cell of its own may begin behind those and behind a line's end.
 */
const FORMULA = /(?<=^|[;\t\r\n])(?=[=+\-@＝＋－＠])|^(?=[\t\r\n])/g;

/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay
 * numbers. Null is an empty cell.
 */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const harmless = cell.replace(FORMULA, "'");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
