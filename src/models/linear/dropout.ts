import type { SparseVector } from "./vectoriser.ts";

/** Decisions that are drawn once and read again from another place for each text. */
const DRAWN = 65_536;

export interface Dropout {
  /** The features that stay of the text that was last given, as many as were counted; used again for each text. */
  readonly kept: SparseVector;
  /** Leaves out a share of a text's features at random and raises the others by as much; returns how many stay. */
  keepSome(text: SparseVector): number;
}

/**
 * Dropout for these texts. Drawing a number for each feature of each text took a good part of a training, so many
 * decisions are drawn beforehand, and a text only draws from where on it reads them.
 */
export function featureDropout(texts: readonly SparseVector[], share: number, random: () => number): Dropout {
  const longest = texts.reduce((most, { indices }) => Math.max(most, indices.length), 0);
  const kept = { indices: new Int32Array(longest), values: new Float32Array(longest) };
  const stays = Uint8Array.from({ length: share > 0 ? DRAWN + longest : 0 }, () => (random() < share ? 0 : 1));
  const scale = 1 / (1 - share);
  return {
    kept,
    keepSome({ indices, values }) {
      if (share === 0) {
        kept.indices.set(indices);
        kept.values.set(values);
        return indices.length;
      }
      const from = Math.floor(random() * DRAWN);
      let count = 0;
      for (let i = 0; i < indices.length; i++) {
        kept.indices[count] = indices[i]!;
        kept.values[count] = values[i]! * scale;
        count += stays[from + i]!;
      }
      return count;
    },
  };
}
