import { readFileSync, writeFileSync } from "node:fs";
import type { z } from "zod";

/** Reads a file of one JSON object a line. A bad line is named by file and line number. */
export function readJsonl<Row>(file: string, schema: z.ZodType<Row>): Row[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [parseLine(file, index + 1, line, schema)]));
}

function parseLine<Row>(file: string, number: number, line: string, schema: z.ZodType<Row>): Row {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`${file}:${number}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Writes one line a row; does nothing without a file. */
export function writeJsonl(file: string | undefined, rows: readonly unknown[]): void {
  if (file !== undefined) writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}
