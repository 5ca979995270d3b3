import type { SparseVector } from "./vectoriser.ts";

/** Features that stay of one text, as many as were counted; used again for each text. */
export interface KeptFeatures {
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

export function roomFor(texts: readonly SparseVector[]): KeptFeatures {
  const longest = texts.reduce((most, { indices }) => Math.max(most, indices.length), 0);
  return { indices: new Int32Array(longest), values: new Float32Array(longest) };
}

/** Leaves out a share of a text's features at random and raises the others by as much; returns how many stay. */
export function keepSome(
  { indices, values }: SparseVector,
  share: number,
  random: () => number,
  kept: KeptFeatures,
): number {
  const scale = 1 / (1 - share);
  let count = 0;
  for (let i = 0; i < indices.length; i++) {
    if (share > 0 && random() < share) continue;
    kept.indices[count] = indices[i]!;
    kept.values[count++] = values[i]! * scale;
  }
  return count;
}
