import type { Segmenter } from "../../models/segmenter.ts";
import { tells } from "../../models/words/telling.ts";

/** A text with the terms that tell it from others, of unit length. */
export interface Termed {
  readonly id: string;
  readonly terms: ReadonlyMap<string, number>;
}

/** Terms in more than this share of the texts tell nothing, once there are enough texts to say so. */
const COMMON = 0.25;
const ENOUGH = 20;
const JOINING = 3;
/** Texts that are read at a stretch. */
const BREATH = 25;

/**
 * Texts as weighed terms: (1 + ln tf) × ln(1 + N ÷ df), scaled to length 1, without the words of asking, greeting and
 * thanking. Terms that fewer than three texts have are left out, since they make no theme.
 */
export async function termed(
  segmenter: Segmenter,
  texts: readonly { readonly id: string; readonly text: string }[],
): Promise<Termed[]> {
  const counted: { id: string; counts: Map<string, number> }[] = [];
  for (const [i, { id, text }] of texts.entries()) {
    const counts = new Map<string, number>();
    for (const { term, weight, synonym } of segmenter.queryTerms(text))
      if (tells(term) && synonym === undefined) counts.set(term, weight);
    counted.push({ id, counts });
    // Chats go on in between.
    if (i % BREATH === BREATH - 1) await new Promise(setImmediate);
  }
  const df = new Map<string, number>();
  for (const { counts } of counted) for (const term of counts.keys()) df.set(term, (df.get(term) ?? 0) + 1);
  const useful = (term: string) =>
    df.get(term)! >= JOINING && (texts.length < ENOUGH || df.get(term)! <= texts.length * COMMON);
  return counted.map(({ id, counts }) => ({
    id,
    terms: unit(
      new Map(
        [...counts]
          .filter(([term]) => useful(term))
          .map(([term, tf]) => [term, (1 + Math.log(tf)) * Math.log(1 + texts.length / df.get(term)!)] as const),
      ),
    ),
  }));
}

function unit(terms: ReadonlyMap<string, number>): Map<string, number> {
  const length = Math.sqrt([...terms.values()].reduce((sum, weight) => sum + weight * weight, 0));
  return new Map(length === 0 ? [] : [...terms].map(([term, weight]) => [term, weight / length] as const));
}

export function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of few) sum += weight * (many.get(term) ?? 0);
  return sum;
}

export interface Cluster {
  readonly ids: readonly string[];
  /** The mean of its texts, of unit length. */
  readonly centre: ReadonlyMap<string, number>;
}

/** Texts at least this close to a centre belong to it. */
const JOINS = 0.3;
const PASSES = 3;

/**
 * Groups of texts that are close to each other: each text joins the nearest centre, or founds one; then centres are taken
 * anew and the texts dealt out again, three times. Order decides who founds, so ids are sorted first: the same texts give
 * the same groups. At most O(texts × centres that share a term).
 */
export function cluster(texts: readonly Termed[], least: number): Cluster[] {
  const known = [...texts].filter(({ terms }) => terms.size > 0).sort((a, b) => (a.id < b.id ? -1 : 1));
  let centres: Map<string, number>[] = [];
  let members: Termed[][] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    members = centres.map(() => []);
    const index = indexOf(centres);
    for (const text of known) {
      const best = nearest(text.terms, index);
      if (best !== undefined && best.near >= JOINS) members[best.place]!.push(text);
      else {
        members.push([text]);
        addTo(index, text.terms, members.length - 1);
      }
    }
    const kept = members.filter(({ length }) => length > (pass < PASSES - 1 ? 0 : least - 1));
    members = kept;
    centres = kept.map((group) => centreOf(group.map(({ terms }) => terms)));
  }
  return members.map((group, i) => ({ ids: group.map(({ id }) => id), centre: centres[i]! }));
}

/** The mean of vectors, of unit length. */
export function centreOf(vectors: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const vector of vectors) for (const [term, weight] of vector) sums.set(term, (sums.get(term) ?? 0) + weight);
  return unit(sums);
}

type Index = Map<string, { place: number; weight: number }[]>;

function addTo(index: Index, terms: ReadonlyMap<string, number>, place: number): void {
  for (const [term, weight] of terms) {
    const list = index.get(term);
    if (list === undefined) index.set(term, [{ place, weight }]);
    else list.push({ place, weight });
  }
}

function indexOf(centres: readonly ReadonlyMap<string, number>[]): Index {
  const index: Index = new Map();
  for (const [place, centre] of centres.entries()) addTo(index, centre, place);
  return index;
}

function nearest(terms: ReadonlyMap<string, number>, index: Index): { place: number; near: number } | undefined {
  const near = new Map<number, number>();
  for (const [term, weight] of terms)
    for (const { place, weight: other } of index.get(term) ?? [])
      near.set(place, (near.get(place) ?? 0) + weight * other);
  let best: { place: number; near: number } | undefined;
  for (const [place, value] of near) if (best === undefined || value > best.near) best = { place, near: value };
  return best;
}
