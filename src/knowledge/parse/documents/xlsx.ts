import readExcel from "read-excel-file/node";
import { ParseError } from "../parse-error.ts";
import type { DocumentLimits } from "./limits.ts";
import { createMarkdownWriter } from "./markdown-writer.ts";
import { openPackage, type PackageChange } from "./package.ts";
import { writeTable } from "./table-sections.ts";

const WORKBOOK = "xl/workbook.xml";
const SHEET = /<(?:\w+:)?sheet\s[^<>]*>/g;
const HIDDEN = /\sstate=["'](?:hidden|veryHidden)["']/;

/** Without the sheets that the writer hid: lists and figures that nobody was meant to read. */
const visible: PackageChange = (part) => {
  const workbook = part(WORKBOOK);
  const sheets = workbook?.match(SHEET) ?? [];
  if (workbook === undefined || sheets.every((sheet) => HIDDEN.test(sheet))) return {};
  return { [WORKBOOK]: workbook.replace(SHEET, (sheet) => (HIDDEN.test(sheet) ? "" : sheet)) };
};

/** A section for each visible sheet that holds anything. */
export async function convertXlsx(bytes: Uint8Array, limits: DocumentLimits): Promise<string> {
  const sheets = await readExcel(openPackage(bytes, limits, visible));
  if (sheets.length > limits.maxSheets)
    throw new ParseError(`The workbook has ${sheets.length} sheets; at most ${limits.maxSheets} are read. Split it.`);
  const writer = createMarkdownWriter(limits.maxText);
  for (const { sheet, data } of sheets) {
    const rows = data.map((row) => row.map(cellText));
    if (!rows.some((row) => row.some((cell) => cell !== ""))) continue;
    writer.heading(2, sheet, null);
    writeTable(writer, rows, limits, 3);
  }
  return writer.end();
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (!(value instanceof Date)) return String(value).trim();
  if (Number.isNaN(value.getTime())) return "";
  return value
    .toISOString()
    .replace(/T00:00:00\.000Z$/, "")
    .replace("T", " ")
    .replace(/(?::00)?\.000Z$/, "");
}
