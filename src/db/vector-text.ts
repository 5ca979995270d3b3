import { toSql } from "pgvector";

/** A vector as pgvector reads it. Five digits are more than half precision keeps. */
export const vectorText = (vector: Float32Array): string =>
  toSql(Array.from(vector, (value) => Math.round(value * 1e5) / 1e5)) as string;
