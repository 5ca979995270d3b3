import { dsvFormat } from "d3-dsv";
import { decodeText } from "../decode.ts";
import type { DocumentLimits } from "./limits.ts";
import { createMarkdownWriter } from "./markdown-writer.ts";
import { writeTable } from "./table-sections.ts";

const SEPARATORS = [",", "\t", ";", "|"];
const HEAD = 20_000;

/** Rows of a table, as UTF-8 or GB18030, with whichever separator cuts its head into the most columns. */
export function convertCsv(bytes: Uint8Array, limits: DocumentLimits): string {
  const text = decodeText(bytes).replace(/^\ufeff/, "");
  const head = text.slice(0, HEAD);
  const separator = SEPARATORS.map((mark) => ({ mark, columns: columnsOf(head, mark) })).sort(
    (a, b) => b.columns - a.columns,
  )[0]!.mark;
  const writer = createMarkdownWriter(limits.maxText);
  writeTable(writer, dsvFormat(separator).parseRows(text), limits, 2);
  return writer.end();
}

/** The middle of the columns of all rows but the last, which may be cut. */
function columnsOf(head: string, separator: string): number {
  const rows = dsvFormat(separator).parseRows(head);
  const counts = (rows.length > 1 ? rows.slice(0, -1) : rows).map(({ length }) => length).sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}
