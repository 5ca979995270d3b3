export const DIMENSIONS = 100;

/** How many directions shared by all words are taken out. */
const COMMON_DIRECTIONS = 3;

/**
 * Takes out of word vectors what they all share, their mean and their strongest directions (Mu and Viswanath,
 * "All-but-the-Top", 2018), and makes them unit length: unrelated words come out near zero similarity.
 */
export function sharpen(vectors: readonly (readonly number[])[]): Float32Array[] {
  const mean = new Float64Array(DIMENSIONS);
  for (const vector of vectors) for (let d = 0; d < DIMENSIONS; d++) mean[d]! += vector[d]! / vectors.length;
  const centred = vectors.map((vector) => Float32Array.from(vector, (value, d) => value - mean[d]!));
  for (let i = 0; i < COMMON_DIRECTIONS; i++) removeStrongest(centred);
  for (const vector of centred) normalise(vector);
  return centred;
}

/** Power iteration for the strongest direction, which is then subtracted from every vector. */
function removeStrongest(vectors: readonly Float32Array[]): void {
  let direction = new Float32Array(DIMENSIONS).fill(1);
  for (let round = 0; round < 30; round++) {
    const next = new Float32Array(DIMENSIONS);
    for (const vector of vectors) add(next, vector, dot(vector, direction));
    normalise(next);
    direction = next;
  }
  for (const vector of vectors) add(vector, direction, -dot(vector, direction));
}

/** One byte a number; `lengths` are the lengths of the rounded vectors. */
export function quantise(vectors: readonly Float32Array[]): { bytes: Int8Array; lengths: Float32Array } {
  const bytes = new Int8Array(vectors.length * DIMENSIONS);
  const lengths = new Float32Array(vectors.length);
  for (const [i, vector] of vectors.entries()) {
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    bytes.set(
      vector.map((value) => Math.round((value / largest) * 127)),
      i * DIMENSIONS,
    );
    lengths[i] = Math.hypot(...bytes.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS));
  }
  return { bytes, lengths };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}

export function add(into: Float32Array, vector: Float32Array, weight: number): void {
  for (let d = 0; d < into.length; d++) into[d]! += weight * vector[d]!;
}

/** Makes a vector unit length in place; zeros stay zeros. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let d = 0; d < vector.length; d++) vector[d]! /= length;
  return vector;
}
