import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

/** A file or option that a suite was given and cannot use; the message says which one, where and why. */
export class UnusableInput extends Error {}

/** The id of a case, written out again as it was read. */
export const CaseId = z.union([z.string(), z.number()]);
export type CaseId = z.output<typeof CaseId>;

/** The name of a document; a number is taken for its digits. */
export const DocumentName = CaseId.transform(String);

/** A field that may be missing or null, which is the same. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((read) => read ?? undefined);

/**
 * Reads a file of one JSON object a line; empty lines, a byte-order mark and lines that end in CR LF do no harm. Throws
 * `UnusableInput` that names file, line and field, also when there is no line at all.
 */
export function readJsonl<Row>(file: string, schema: z.ZodType<Row>): Row[] {
  const rows = readWritten(file, schema);
  if (rows.length === 0) throw new UnusableInput(`${file} is empty: one JSON object a line is wanted.`);
  return rows;
}

/** As `readJsonl`, of a file that may hold no line: what a suite has written. */
export function readWritten<Row>(file: string, schema: z.ZodType<Row>): Row[] {
  const lines = textOf(file)
    .replace(/^\uFEFF/, "")
    .split("\n");
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [parseLine(file, index + 1, line, schema)]));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new UnusableInput(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function parseLine<Row>(file: string, number: number, line: string, schema: z.ZodType<Row>): Row {
  const refuse = (reason: string) => new UnusableInput(`${file}:${number}: ${reason}`);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw refuse(`is not JSON: ${(cause as Error).message}`);
  }
  const read = schema.safeParse(value);
  if (!read.success) throw refuse(z.prettifyError(read.error));
  return read.data;
}

/** Writes one line a row; does nothing without a file. */
export function writeJsonl(file: string | undefined, rows: readonly unknown[]): void {
  if (file !== undefined) writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}
