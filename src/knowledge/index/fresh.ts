import { bucketOf, lengthByte } from "./postings.ts";
import { groupLengthOf, type PreparedGroup } from "./prepare.ts";

/** Bytes of a posting. */
const BYTES = 8;

/** Postings of one write for the terms of one bucket. */
export interface FreshBucket {
  readonly bucket: number;
  readonly terms: readonly string[];
  /** Where each term's postings begin in `content`, from 1 as the database counts; at the end where they all end. */
  readonly starts: readonly number[];
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
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const termAt: number[] = [];
  for (const { group } of added)
    for (const { frequencies } of group.chunks)
      for (const term of frequencies.keys()) {
        let number = numbers.get(term);
        if (number === undefined) {
          number = counts.length;
          numbers.set(term, number);
          counts.push(0);
        }
        counts[number]! += 1;
        termAt.push(number);
      }
  const names = [...numbers.keys()];
  const buckets = [...Map.groupBy(names.keys(), (number) => bucketOf(names[number]!))];
  const next = new Uint32Array(names.length);
  let place = 0;
  const ends = buckets.map(([, members]) => {
    for (const number of members) {
      next[number] = place;
      place += counts[number]!;
    }
    return place;
  });
  const firsts = next.slice();
  const content = packed(added, termAt, next);
  return buckets.map(([bucket, members], i) => {
    const [first, end] = [i === 0 ? 0 : ends[i - 1]!, ends[i]!];
    return {
      bucket,
      terms: members.map((number) => names[number]!),
      starts: [...members.map((number) => firsts[number]!), end].map((at) => (at - first) * BYTES + 1),
      content: content.subarray(first * BYTES, end * BYTES),
    };
  });
}

/** Two words a posting, each at its term's next place. */
function packed(added: readonly AddedGroup[], termAt: readonly number[], next: Uint32Array): Uint8Array {
  const words = new Uint32Array(2 * termAt.length);
  let at = 0;
  for (const { group, firstSlot } of added) {
    const groupLength = lengthByte(groupLengthOf(group)) << 16;
    for (const [i, { frequencies, length }] of group.chunks.entries()) {
      const lengths = (lengthByte(length) << 8) | groupLength;
      for (const frequency of frequencies.values()) {
        const place = 2 * next[termAt[at]!]!++;
        words[place] = firstSlot + i;
        words[place + 1] = frequency | lengths;
        at += 1;
      }
    }
  }
  return new Uint8Array(words.buffer);
}
