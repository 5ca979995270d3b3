import { vectorText } from "./vector-text.ts";

/**
 * A parameter of the type `halfvec[]`: each driver sends it in the form that its database reads fastest. No number may
 * lie beyond ±65504.
 */
export interface HalfVectors {
  readonly halfVectors: readonly (Float32Array | null)[];
}

export const isHalfVectors = (value: unknown): value is HalfVectors =>
  typeof value === "object" && value !== null && "halfVectors" in value;

/** As an array literal. */
export const halfVectorsText = ({ halfVectors }: HalfVectors): string =>
  `{${halfVectors.map((vector) => (vector === null ? "NULL" : `"${vectorText(vector)}"`)).join()}}`;

const HEADER_BYTES = 20;

/**
 * In the server's binary form, about thirty times as quick to read as the text. `oid` is that of `halfvec`, which
 * differs from database to database. Layout: array_recv in PostgreSQL's arrayfuncs.c, halfvec_recv in pgvector's
 * halfvec.c; all numbers big-endian.
 */
export function halfVectorsBinary({ halfVectors }: HalfVectors, oid: number): Buffer {
  const bytes = halfVectors.reduce((sum, vector) => sum + 4 + (vector ? 4 + 2 * vector.length : 0), HEADER_BYTES);
  const out = Buffer.allocUnsafe(bytes);
  const hasNull = halfVectors.some((vector) => vector === null);
  // Dimensions, whether there are nulls, type of the elements, their number, number of the first.
  let at = 0;
  for (const word of [1, hasNull ? 1 : 0, oid, halfVectors.length, 1]) at = out.writeUInt32BE(word, at);
  for (const vector of halfVectors) {
    at = out.writeInt32BE(vector === null ? -1 : 4 + 2 * vector.length, at);
    if (vector === null) continue;
    at = out.writeUInt16BE(vector.length, at);
    at = out.writeUInt16BE(0, at);
    const halves = Buffer.from(new Float16Array(vector).buffer).swap16();
    at += halves.copy(out, at);
  }
  return out;
}
