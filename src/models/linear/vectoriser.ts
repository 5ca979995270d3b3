/** Terms of one text by feature group, with how often each occurs. */
export type TermGroups = Readonly<Record<string, ReadonlyMap<string, number>>>;

/** How one group of terms becomes numbers. */
export interface GroupSpec {
  readonly name: string;
  /** Length of the group's part of the vector; 1 unless a group should count for more or less. */
  readonly weight: number;
  /** Terms seen in fewer training texts are dropped. */
  readonly minTexts: number;
  /** Rare terms count for more; off for hand-written cues, which are all worth the same. */
  readonly idf: boolean;
  /** The numbers are values to be taken as they are, such as the coordinates of a vector, and not counts of terms. */
  readonly values?: true;
}

/** A text as indices (ascending within a group, never repeated) and values. */
export interface SparseVector {
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** Term index, fixed after fitting. The last feature is the constant one. */
export interface Vectoriser {
  readonly groups: readonly GroupSpec[];
  /** One map of term to feature index a group, in the order of `groups`. */
  readonly terms: readonly ReadonlyMap<string, number>[];
  readonly idf: Float32Array;
  /** Number of features with the constant one. */
  readonly size: number;
}

const CONSTANT = 0.3;

/** Learns the term index and inverse text frequencies, ln((1 + n) / (1 + df)) + 1. */
export function fitVectoriser(groups: readonly GroupSpec[], texts: readonly TermGroups[]): Vectoriser {
  const idf: number[] = [];
  const terms = groups.map((group) => {
    const frequency = new Map<string, number>();
    for (const text of texts)
      for (const term of text[group.name]?.keys() ?? []) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    const kept = new Map<string, number>();
    for (const [term, df] of frequency) {
      if (df < group.minTexts) continue;
      kept.set(term, idf.length);
      idf.push(group.idf ? Math.log((1 + texts.length) / (1 + df)) + 1 : 1);
    }
    return kept;
  });
  idf.push(1);
  return { groups, terms, idf: Float32Array.from(idf), size: idf.length };
}

/**
 * (1 + ln tf) · idf, or values as they are, each group scaled to its weight, then the constant feature. Unknown terms
 * are ignored.
 */
export function vectorise(vectoriser: Vectoriser, text: TermGroups): SparseVector {
  const indices: number[] = [];
  const values: number[] = [];
  vectoriser.groups.forEach((group, g) => {
    const start = values.length;
    let squares = 0;
    const known = vectoriser.terms[g]!;
    // Not a loop over entries, which would make an array of each.
    text[group.name]?.forEach((count, term) => {
      const index = known.get(term);
      if (index === undefined) return;
      const value = group.values ? count : (count === 1 ? 1 : 1 + Math.log(count)) * vectoriser.idf[index]!;
      indices.push(index);
      values.push(value);
      squares += value * value;
    });
    const scale = squares === 0 ? 0 : group.weight / Math.sqrt(squares);
    for (let i = start; i < values.length; i++) values[i]! *= scale;
  });
  indices.push(vectoriser.size - 1);
  values.push(CONSTANT);
  return { indices: Int32Array.from(indices), values: Float32Array.from(values) };
}
