/**
 * A parameter of an array type: both drivers send it in the server's binary form, which is quicker to make and to read
 * than text; that of half precision vectors about thirty times. No number of theirs may lie beyond ±65504.
 */
export type ArrayParameter =
  | { readonly arrayOf: "text"; readonly values: readonly (string | Uint8Array | null)[] }
  | { readonly arrayOf: "uuid"; readonly values: readonly (string | null)[] }
  | { readonly arrayOf: "int4"; readonly values: ArrayLike<number> }
  | { readonly arrayOf: "bytea"; readonly values: readonly Uint8Array[] }
  | { readonly arrayOf: "halfvec"; readonly values: readonly (Float32Array | null)[] };

/** What is no text yet is its UTF-8. */
export const texts = (values: readonly (string | Uint8Array | null)[]): ArrayParameter => ({ arrayOf: "text", values });
export const uuids = (values: readonly string[]): ArrayParameter => ({ arrayOf: "uuid", values });
export const ints = (values: ArrayLike<number>): ArrayParameter => ({ arrayOf: "int4", values });
export const bytes = (values: readonly Uint8Array[]): ArrayParameter => ({ arrayOf: "bytea", values });

export const isArrayParameter = (value: unknown): value is ArrayParameter =>
  typeof value === "object" && value !== null && "arrayOf" in value;

/** The server's numbers of the elements' types. That of `halfvec` differs from database to database. */
const TYPES = { text: 25, uuid: 2950, int4: 23, bytea: 17 } as const;

/** Whether the number of `halfvec` must be known to send these values. */
export const hasHalfVectors = (values: readonly unknown[]): boolean =>
  values.some((value) => isArrayParameter(value) && value.arrayOf === "halfvec");

export const HALFVEC_TYPE = "select 'halfvec'::regtype::oid::int as element, 'halfvec[]'::regtype::oid::int as array";

const HEADER_BYTES = 20;
/** Of a UTF-16 unit in UTF-8. */
const MOST_BYTES_A_UNIT = 3;

/** Layout: array_recv in PostgreSQL's arrayfuncs.c; all numbers big-endian. */
export function arrayBinary(parameter: ArrayParameter, halfvec: number | undefined): Buffer {
  const { arrayOf } = parameter;
  const out = Buffer.allocUnsafe(HEADER_BYTES + sizeOf(parameter));
  const count = parameter.values.length;
  const type = arrayOf === "halfvec" ? halfvec! : TYPES[arrayOf];
  const hasNull = arrayOf !== "int4" && (parameter.values as readonly unknown[]).includes(null);
  // Dimensions, whether there are nulls, type of the elements, their number, number of the first.
  let at = 0;
  for (const word of [1, hasNull ? 1 : 0, type, count, 1]) at = out.writeUInt32BE(word, at);
  if (arrayOf === "int4") {
    writeInts(parameter.values, out, at);
    return out;
  }
  for (let i = 0; i < count; i++) {
    if (parameter.values[i] === null) {
      at = out.writeInt32BE(-1, at);
      continue;
    }
    const end = writeElement(parameter, i, out, at + 4);
    out.writeInt32BE(end - at - 4, at);
    at = end;
  }
  return out.subarray(0, at);
}

/** Bytes of all elements at most, each behind its length. A text is not read through for how many it takes. */
function sizeOf(parameter: ArrayParameter): number {
  const { values } = parameter;
  let size = 4 * values.length;
  switch (parameter.arrayOf) {
    case "uuid":
      return size + 16 * values.length;
    case "int4":
      return size + 4 * values.length;
    case "text":
      for (const text of parameter.values)
        size += text === null ? 0 : typeof text === "string" ? MOST_BYTES_A_UNIT * text.length : text.length;
      return size;
    case "bytea":
      for (const { length } of parameter.values) size += length;
      return size;
    case "halfvec":
      for (const vector of parameter.values) size += vector === null ? 0 : 4 + 2 * vector.length;
      return size;
  }
}

/** All at once, for there may be tens of thousands: each behind its length. */
function writeInts(values: ArrayLike<number>, out: Buffer, at: number): void {
  // Buffers lie on multiples of eight bytes.
  const words = new Int32Array(out.buffer, out.byteOffset + at, 2 * values.length);
  for (let i = 0; i < values.length; i++) {
    words[2 * i] = bigEndian(4);
    words[2 * i + 1] = bigEndian(values[i]!);
  }
}

/** The word of 32 bits whose bytes stand the other way round. */
const bigEndian = (word: number): number =>
  (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);

/** Writes one element that is not null; gives where it ends. */
function writeElement(
  parameter: Exclude<ArrayParameter, { arrayOf: "int4" }>,
  i: number,
  out: Buffer,
  at: number,
): number {
  switch (parameter.arrayOf) {
    case "uuid":
      return at + out.write(parameter.values[i]!.replaceAll("-", ""), at, "hex");
    case "text":
    case "bytea": {
      const value = parameter.values[i]!;
      if (typeof value === "string") return at + out.write(value, at);
      out.set(value, at);
      return at + value.length;
    }
    case "halfvec":
      return writeHalfVector(parameter.values[i]!, out, at);
  }
}

/** Layout: halfvec_recv in pgvector's halfvec.c. */
function writeHalfVector(vector: Float32Array, out: Buffer, at: number): number {
  out.writeUInt16BE(vector.length, at);
  out.writeUInt16BE(0, at + 2);
  const halves = Buffer.from(new Float16Array(vector).buffer).swap16();
  return at + 4 + halves.copy(out, at + 4);
}
