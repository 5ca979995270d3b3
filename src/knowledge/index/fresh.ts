import { bucketOf, lengthByte } from "./postings.ts";
import { groupLengthOf, type PreparedChunk, type PreparedGroup } from "./prepare.ts";

/** Bytes of a posting. */
const BYTES = 8;

/** Postings of one write for the terms of one bucket. */
export interface FreshBucket {
  readonly bucket: number;
  readonly terms: readonly string[];
  /** Where each term's postings begin in `content`, from 1 as the database counts; at the end where they all end. */
  readonly starts: Int32Array;
  readonly content: Uint8Array;
}

/** A new group and the slot of its first chunk. */
export interface AddedGroup {
  readonly group: PreparedGroup;
  readonly firstSlot: number;
}

/**
 * Counts first and places then, like a counting sort: a write has some hundred thousand postings, too many for an object
 * each.
 */
export function freshPostings(added: readonly AddedGroup[]): FreshBucket[] {
  if (added.length === 0) return [];
  const { names, numbered } = oneList(added);
  const chunks = added.flatMap(({ group, firstSlot }, n) =>
    group.chunks.map((chunk, i) => ({
      ...chunk,
      terms: numbered(n, chunk.terms),
      slot: firstSlot + i,
      groupLength: groupLengthOf(group),
    })),
  );
  const counts = new Uint32Array(names.length);
  const met: number[] = [];
  for (const { terms } of chunks) for (const term of terms) if (counts[term]!++ === 0) met.push(term);
  const bucketed = bucketsOf(names);
  const buckets = [...Map.groupBy(met, (term) => bucketed[term]!)];
  const next = new Uint32Array(counts.length);
  let place = 0;
  const firsts = buckets.map(([, terms]) => {
    const first = place;
    for (const term of terms) {
      next[term] = place;
      place += counts[term]!;
    }
    return first;
  });
  const content = packed(chunks, next, place);
  return buckets.map(([bucket, terms], i) => {
    const first = firsts[i]!;
    const end = firsts[i + 1] ?? place;
    const starts = new Int32Array(terms.length + 1);
    starts[0] = 1;
    // Each term's place is by now where its postings end.
    for (let at = 0; at < terms.length; at++) starts[at + 1] = (next[terms[at]!]! - first) * BYTES + 1;
    return {
      bucket,
      terms: terms.map((term) => names[term]!),
      starts,
      content: content.subarray(first * BYTES, end * BYTES),
    };
  });
}

const known = new WeakMap<readonly string[], { buckets: Uint8Array; filled: number }>();

/** The bucket of each name. Lists of names grow, so what was found before stays right. */
function bucketsOf(names: readonly string[]): Uint8Array {
  const held = known.get(names) ?? { buckets: new Uint8Array(0), filled: 0 };
  if (held.buckets.length < names.length) {
    const more = new Uint8Array(2 * names.length);
    more.set(held.buckets);
    held.buckets = more;
  }
  for (; held.filled < names.length; held.filled++) held.buckets[held.filled] = bucketOf(names[held.filled]!);
  known.set(names, held);
  return held.buckets;
}

/**
 * One list of names for all groups, and a group's terms by it. A session takes a new list when one is full, and what a
 * thread prepared has another than what was prepared here: a write may come from several.
 */
function oneList(added: readonly AddedGroup[]): {
  readonly names: readonly string[];
  readonly numbered: (n: number, terms: Uint32Array) => Uint32Array;
} {
  const [first] = added;
  if (added.every(({ group }) => group.names === first!.group.names))
    return { names: first!.group.names, numbered: (_, terms) => terms };
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    let number = numbers.get(name);
    if (number === undefined) {
      number = names.push(name) - 1;
      numbers.set(name, number);
    }
    return number;
  };
  return { names, numbered: (n, terms) => terms.map((term) => numberOf(added[n]!.group.names[term]!)) };
}

interface PlacedChunk extends Pick<PreparedChunk, "terms" | "frequencies" | "length"> {
  readonly slot: number;
  readonly groupLength: number;
}

/** Two words a posting, each at its term's next place. */
function packed(chunks: readonly PlacedChunk[], next: Uint32Array, count: number): Uint8Array {
  const words = new Uint32Array(2 * count);
  for (const { terms, frequencies, length, slot, groupLength } of chunks) {
    const lengths = (lengthByte(length) << 8) | (lengthByte(groupLength) << 16);
    for (let i = 0; i < terms.length; i++) {
      const place = 2 * next[terms[i]!]!++;
      words[place] = slot;
      words[place + 1] = frequencies[i]! | lengths;
    }
  }
  return new Uint8Array(words.buffer);
}
