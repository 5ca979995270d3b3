import { termNumbers } from "./term-numbers.ts";

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

/** A vectoriser and the vectors of the texts that it was fitted on. */
export interface Fitted {
  readonly vectoriser: Vectoriser;
  readonly vectors: readonly SparseVector[];
}

/**
 * Learns the term index and inverse text frequencies, ln((1 + n) / (1 + df)) + 1. Each term is looked up once for both:
 * that is most of the time that it takes.
 */
export function fitVectoriser(groups: readonly GroupSpec[], texts: readonly TermGroups[]): Fitted {
  const idf: number[] = [];
  const numbered = groups.map((group) => {
    const { numbers, frequency, found } = numberTerms(texts.map((text) => text[group.name]));
    const indices = Int32Array.from(frequency, (df) => {
      if (df < group.minTexts) return -1;
      return idf.push(group.idf ? Math.log((1 + texts.length) / (1 + df)) + 1 : 1) - 1;
    });
    const kept = new Map<string, number>();
    for (const [term, number] of numbers) if (indices[number]! >= 0) kept.set(term, indices[number]!);
    return { kept, found: found.map((own) => own.map((number) => indices[number]!)) };
  });
  idf.push(1);
  const terms = numbered.map(({ kept }) => kept);
  const vectoriser = { groups, terms, idf: Float32Array.from(idf), size: idf.length };
  const vectors = texts.map((text, t) => toVector(vectoriser, text, (g) => numbered[g]!.found[t]!));
  return { vectoriser, vectors };
}

/** Numbers terms in the order in which they first come; the numbers of each text in the order of its terms. */
function numberTerms(texts: readonly (ReadonlyMap<string, number> | undefined)[]) {
  const numbers = new Map<string, number>();
  const frequency: number[] = [];
  const found = texts.map((terms) => {
    const own = new Int32Array(terms?.size ?? 0);
    let i = 0;
    terms?.forEach((_, term) => {
      let number = numbers.get(term);
      if (number === undefined) {
        number = frequency.push(0) - 1;
        numbers.set(term, number);
      }
      frequency[number]!++;
      own[i++] = number;
    });
    return own;
  });
  return { numbers, frequency, found };
}

/**
 * (1 + ln tf) · idf, or values as they are, each group scaled to its weight, then the constant feature. Unknown terms
 * are ignored.
 */
export const vectorise = (vectoriser: Vectoriser, text: TermGroups): SparseVector =>
  toVector(vectoriser, text, (g) => {
    const terms = text[vectoriser.groups[g]!.name];
    const found = new Int32Array(terms?.size ?? 0);
    const numberOf = numbersOf(vectoriser.terms[g]!);
    let i = 0;
    // Not a loop over entries, which would make an array of each.
    terms?.forEach((_, term) => {
      found[i++] = numberOf(term);
    });
    return found;
  });

const tables = new WeakMap<ReadonlyMap<string, number>, (term: string) => number>();

function numbersOf(terms: ReadonlyMap<string, number>): (term: string) => number {
  const known = tables.get(terms) ?? termNumbers(terms);
  tables.set(terms, known);
  return known;
}

/** `indicesOf` gives the features of a group's terms in their order, -1 for those that are none. */
function toVector(
  { groups, idf, size }: Vectoriser,
  text: TermGroups,
  indicesOf: (group: number) => Int32Array,
): SparseVector {
  let most = 1;
  for (const { name } of groups) most += text[name]?.size ?? 0;
  const indices = new Int32Array(most);
  const values = new Float64Array(most);
  let length = 0;
  groups.forEach((group, g) => {
    const found = indicesOf(g);
    const start = length;
    let [i, squares] = [0, 0];
    text[group.name]?.forEach((count) => {
      const index = found[i++]!;
      if (index < 0) return;
      const value = group.values ? count : (count === 1 ? 1 : 1 + Math.log(count)) * idf[index]!;
      indices[length] = index;
      values[length++] = value;
      squares += value * value;
    });
    const scale = squares === 0 ? 0 : group.weight / Math.sqrt(squares);
    for (let at = start; at < length; at++) values[at]! *= scale;
  });
  indices[length] = size - 1;
  values[length++] = CONSTANT;
  return { indices: indices.slice(0, length), values: new Float32Array(values.subarray(0, length)) };
}
