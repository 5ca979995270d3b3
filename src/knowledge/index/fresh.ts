import { createTermTexts, type TermTexts } from "../../models/segment/term-texts.ts";
import { BUCKETS, bucketOfText, lengthByte } from "./postings.ts";
import { groupLengthOf, type PreparedChunk, type PreparedGroup } from "./prepare.ts";
import { freshBytes, type ListedChunk, packChunks } from "./write-list.ts";

const LINE_END = 0x0a;

/** Postings of one write for the terms of one bucket. */
export interface FreshBucket {
  readonly bucket: number;
  /** A term a line, as UTF-8. */
  readonly terms: Uint8Array;
  /** Where each term's postings begin in `content`, from 1 as the database counts; at the end where they all end. */
  readonly starts: Int32Array;
  readonly content: Uint8Array;
}

/** Postings of one write and its list of chunks. The buckets' starts stand one behind the other in `starts`. */
export interface FreshPostings {
  readonly chunks: Uint8Array;
  readonly buckets: readonly FreshBucket[];
  readonly starts: Int32Array;
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
export function freshPostings(added: readonly AddedGroup[]): FreshPostings {
  if (added.length === 0) return { chunks: new Uint8Array(0), buckets: [], starts: new Int32Array(0) };
  const { names, numbered } = oneList(added);
  const chunks = added.flatMap(({ group, firstSlot }, n) =>
    group.chunks.map(({ terms, frequencies, length }, i) => ({
      terms: numbered(n, terms),
      frequencies,
      slot: firstSlot + i,
      lengthByte: lengthByte(length),
      groupLengthByte: lengthByte(groupLengthOf(group)),
    })),
  );
  const counts = new Uint32Array(names.count());
  const met = countTerms(chunks, counts);
  const sizes = sizesOf(met, counts, names);
  // Where each bucket begins, and by then goes on: among the starts, in the text and among the postings.
  const [start, text, posting] = [sizes.terms, sizes.bytes, sizes.postings].map(sumsBefore) as [Sums, Sums, Sums];
  const width = freshBytes(chunks.length);
  const writing: Writing = {
    width,
    bytes: names.bytes(),
    places: names.places(),
    starts: new Int32Array(start[BUCKETS]!),
    texts: new Uint8Array(text[BUCKETS]!),
    atStart: start.slice(),
    atText: text.slice(),
    atPosting: posting.slice(),
  };
  const { starts, texts, atStart, atPosting } = writing;
  const next = counts;
  for (let m = 0; m < met.length; m++) {
    const bucket = sizes.buckets[m]!;
    next[met[m]!] = writeTerm(writing, met[m]!, next[met[m]!]!, bucket, posting[bucket]!);
  }
  const content = new Uint8Array(width * posting[BUCKETS]!);
  for (let place = 0; place < chunks.length; place++) pack(content, width, next, place, chunks[place]!);
  const buckets: FreshBucket[] = [];
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    if (sizes.terms[bucket] === 0) continue;
    starts[atStart[bucket]!] = (atPosting[bucket]! - posting[bucket]!) * width + 1;
    buckets.push({
      bucket,
      terms: texts.subarray(text[bucket]!, text[bucket + 1]! - 1),
      starts: starts.subarray(start[bucket]!, start[bucket + 1]!),
      content: content.subarray(posting[bucket]! * width, posting[bucket + 1]! * width),
    });
  }
  return { chunks: packChunks(chunks), buckets, starts };
}

type Sums = Uint32Array<ArrayBuffer>;

/**
 * What is written of each bucket, and where each goes on. What is done for each term or chunk of a write is a function of
 * its own: a loop within one that is called once a write would be compiled while it runs, and for nothing once it ends.
 */
interface Writing {
  /** Bytes of a posting. */
  readonly width: number;
  readonly bytes: Uint8Array;
  readonly places: Uint32Array;
  readonly starts: Int32Array;
  readonly texts: Uint8Array;
  readonly atStart: Sums;
  readonly atText: Sums;
  readonly atPosting: Sums;
}

/** Writes a term's text and where its postings begin in its bucket, whose own begin at `first`; gives its first's place. */
function writeTerm(
  { width, bytes, places, starts, texts, atStart, atText, atPosting }: Writing,
  term: number,
  count: number,
  bucket: number,
  first: number,
): number {
  const posting = atPosting[bucket]!;
  starts[atStart[bucket]!++] = (posting - first) * width + 1;
  let at = atText[bucket]!;
  for (let i = places[term]!; i < places[term + 1]!; i++) texts[at++] = bytes[i]!;
  texts[at++] = LINE_END;
  atText[bucket] = at;
  atPosting[bucket] = posting + count;
  return posting;
}

/** Of n numbers the sums of those before each, and of all. */
function sumsBefore(numbers: Uint32Array): Sums {
  const sums = new Uint32Array(numbers.length + 1);
  for (let i = 0; i < numbers.length; i++) sums[i + 1] = sums[i]! + numbers[i]!;
  return sums;
}

/** Adds to the counts; gives the terms in the order in which they were met. */
function countTerms(chunks: readonly PlacedChunk[], counts: Uint32Array): Uint32Array {
  const most = chunks.reduce((sum, { terms }) => sum + terms.length, 0);
  const met = new Uint32Array(Math.min(most, counts.length));
  let length = 0;
  for (const { terms } of chunks) length = countOf(terms, counts, met, length);
  return met.subarray(0, length);
}

/** The same of one chunk, behind `from`; gives how many are met by then. */
function countOf(terms: Uint32Array, counts: Uint32Array, met: Uint32Array, from: number): number {
  let length = from;
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i]!;
    if (counts[term] === 0) met[length++] = term;
    counts[term]! += 1;
  }
  return length;
}

/** The bucket of each term that was met; of each bucket its places for starts, bytes of its text, and postings. */
function sizesOf(met: Uint32Array, counts: Uint32Array, names: TermTexts) {
  const bucketed = bucketsOf(names);
  const places = names.places();
  const buckets = new Uint8Array(met.length);
  const [terms, bytes, postings] = [new Uint32Array(BUCKETS), new Uint32Array(BUCKETS), new Uint32Array(BUCKETS)];
  for (let m = 0; m < met.length; m++) {
    const term = met[m]!;
    const bucket = bucketed[term]!;
    buckets[m] = bucket;
    terms[bucket]! += 1;
    bytes[bucket]! += places[term + 1]! - places[term]! + 1;
    postings[bucket]! += counts[term]!;
  }
  // One start more than terms.
  for (let bucket = 0; bucket < BUCKETS; bucket++) if (terms[bucket]! > 0) terms[bucket]! += 1;
  return { buckets, terms, bytes, postings };
}

const known = new WeakMap<TermTexts, { buckets: Uint8Array; filled: number }>();

/** The bucket of each name. Lists of names grow, so what was found before stays right. */
function bucketsOf(names: TermTexts): Uint8Array {
  const held = known.get(names) ?? { buckets: new Uint8Array(0), filled: 0 };
  const count = names.count();
  if (held.buckets.length < count) {
    const more = new Uint8Array(2 * count);
    more.set(held.buckets);
    held.buckets = more;
  }
  const bytes = names.bytes();
  const places = names.places();
  for (; held.filled < count; held.filled++)
    held.buckets[held.filled] = bucketOfText(bytes, places[held.filled]!, places[held.filled + 1]!);
  known.set(names, held);
  return held.buckets;
}

/**
 * One list of names for all groups, and a group's terms by it. A session takes a new list when one is full, and what a
 * thread prepared has another than what was prepared here: a write may come from several.
 */
function oneList(added: readonly AddedGroup[]): {
  readonly names: TermTexts;
  readonly numbered: (n: number, terms: Uint32Array) => Uint32Array;
} {
  const [first] = added;
  if (added.every(({ group }) => group.names === first!.group.names))
    return { names: first!.group.names, numbered: (_, terms) => terms };
  const names = createTermTexts();
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    let number = numbers.get(name);
    if (number === undefined) {
      number = names.add(name);
      numbers.set(name, number);
    }
    return number;
  };
  return { names, numbered: (n, terms) => terms.map((term) => numberOf(added[n]!.group.names.nameOf(term))) };
}

type PlacedChunk = ListedChunk & Pick<PreparedChunk, "terms" | "frequencies">;

/** A chunk's postings, each at its term's next place: the chunk's place in the write, low byte first, and the tenths. */
function pack(
  content: Uint8Array,
  width: number,
  next: Uint32Array,
  place: number,
  { terms, frequencies }: PlacedChunk,
): void {
  for (let i = 0; i < terms.length; i++) {
    const at = width * next[terms[i]!]!++;
    content[at] = place;
    if (width > 2) content[at + 1] = place >>> 8;
    if (width > 3) content[at + 2] = place >>> 16;
    content[at + width - 1] = frequencies[i]!;
  }
}
