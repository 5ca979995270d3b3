import { toSql } from "pgvector";

/** A vector to ask with, as pgvector reads it. Five digits are more than half precision keeps. */
export const queryVector = (vector: Float32Array): string =>
  toSql(Array.from(vector, (value) => Math.round(value * 1e5) / 1e5)) as string;
