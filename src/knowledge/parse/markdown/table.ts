const DELIMITER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** The line under a table's header: `|---|:--:|`. */
export const isDelimiterRow = (line: string): boolean =>
  line.includes("|") && line.includes("-") && DELIMITER.test(line);

/** The cells of a table line; `\|` is a bar within a cell. */
export function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = "";
  for (let i = 0; i < line.length; i++) {
    if (line[i] === "\\" && line[i + 1] === "|") {
      cell += "|";
      i += 1;
    } else if (line[i] === "|") {
      cells.push(cell.trim());
      cell = "";
    } else cell += line[i];
  }
  cells.push(cell.trim());
  if (cells[0] === "") cells.shift();
  if (cells.at(-1) === "") cells.pop();
  return cells;
}

/** One row as text that stands alone: each cell behind its column's header. */
export const rowText = (header: readonly string[], cells: readonly string[]): string =>
  cells
    .map((cell, i) => (cell === "" || !header[i] || header[i] === cell ? cell : `${header[i]}: ${cell}`))
    .filter((cell) => cell !== "")
    .join("; ");
