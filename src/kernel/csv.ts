/** Tells spreadsheets that the file is UTF-8; without it Excel shows Chinese text as noise. */
export const CSV_BOM = "\uFEFF";

export type CsvCell = string | number | boolean | null;

/** First signs that make a spreadsheet run a cell as a formula; East Asian ones take the full-width forms too. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * One line of CSV (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay
 * numbers. Null is an empty cell.
 */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
