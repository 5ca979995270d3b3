import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Numbering, TermSums } from "../../models/segment/numbering.ts";
import type { TermTexts } from "../../models/segment/term-texts.ts";
import type { Segmenter } from "../../models/segmenter.ts";
import type { IndexedArticle, InLink, PreparedArticle } from "../articles/article-index.ts";
import { type CutChunk, cutChunks } from "../chunk.ts";
import { type Field, INDEX_VERSION, kindWeight, RANKING } from "../ranking.ts";
import { type Names, namesOf, nameTermsOf } from "./names.ts";
import { MOST_TENTHS } from "./postings.ts";

/** What the words of a chunk are counted in. */
export interface ChunkTexts extends Pick<CutChunk, "group" | "headingPath"> {
  readonly fields: Readonly<Record<Field, string>>;
  readonly names: Names;
}

/** A chunk's terms with their frequencies in tenths, and its length in weighted terms. */
export interface CountedChunk {
  /** Numbers in the list of names, each once. */
  readonly terms: Uint32Array;
  readonly frequencies: Uint8Array;
  readonly length: number;
}

/** Chunks of one article, counted, and the hashes of their groups in the order of the groups. */
export interface CountedChunks {
  readonly names: TermTexts;
  readonly hashes: readonly string[];
  /** Of each chunk its length, and how many terms it has; these stand one behind the other. */
  readonly lengths: Uint32Array;
  readonly counts: Uint32Array;
  readonly terms: Uint32Array;
  readonly frequencies: Uint8Array;
}

/** A chunk ready to be written. */
export interface PreparedChunk extends CountedChunk {
  readonly chunk: CutChunk;
}

/** Chunks that are scored together. The hash covers all that their postings and texts are made of. */
export interface PreparedGroup {
  readonly hash: string;
  /** Terms by their numbers; a list that grows, shared by many groups. */
  readonly names: TermTexts;
  readonly chunks: readonly PreparedChunk[];
}

export const groupLengthOf = (group: PreparedGroup): number =>
  group.chunks.reduce((sum, { length }) => sum + length, 0);

export interface PreparedIndex extends PreparedArticle {
  readonly title: string;
  readonly groups: readonly PreparedGroup[];
}

const SLICE_MS = 8;
/** Chunks whose texts are read in one go. */
const SLICE_CHUNKS = 16;
/** Texts of links to one chunk that count; a page linked from everywhere is not drowned in them. */
const MOST_LINK_TEXTS = 40;
const FIELDS = Object.keys(RANKING.fields) as Field[];
/** In tenths, as they are stored: whole numbers are added up exactly in any order. */
const inTenths = (weight: number): number => Math.round(10 * weight);
/** The names come last. */
const WEIGHTS = [...FIELDS.map((field) => RANKING.fields[field]), RANKING.name].map(inTenths);
/** By the code of a kind's letter. */
const KIND_WEIGHTS = Uint8Array.from({ length: 128 }, (_, code) => inTenths(kindWeight(String.fromCharCode(code))));

/** Cuts an article and counts its terms, in slices, so that the event loop stays free. */
export const prepareArticle = (segmenter: Segmenter, article: IndexedArticle): Promise<PreparedIndex> =>
  prepareWith(article, (parts) => countWords(segmenter, parts));

/** The same, where `count` may be done elsewhere. */
export async function prepareWith(
  article: IndexedArticle,
  count: (parts: readonly ChunkTexts[]) => Promise<CountedChunks>,
): Promise<PreparedIndex> {
  const chunks = chunksWithFields(article);
  const parts = chunks.map(({ chunk: { group, headingPath }, fields, names }) => ({
    group,
    headingPath,
    fields,
    names,
  }));
  const { names, hashes, lengths, counts, terms, frequencies } = await count(parts);
  let end = 0;
  const prepared = chunks.map(({ chunk }, i) => {
    const start = end;
    end += counts[i]!;
    return {
      chunk,
      terms: terms.subarray(start, end),
      frequencies: frequencies.subarray(start, end),
      length: lengths[i]!,
    };
  });
  const groups = Map.groupBy(prepared, ({ chunk }) => chunk.group);
  return {
    articleId: article.id,
    title: article.parsed.title,
    weight: prepared.reduce((sum, { terms }) => sum + terms.length, 20),
    groups: [...groups.values()].map((members, i) => ({ hash: hashes[i]!, names, chunks: members })),
  };
}

/** Memory that articles are counted in, one after the other: taken anew for each it would come from the system each time. */
export interface CountRoom {
  terms: Uint32Array;
  frequencies: Uint8Array;
}

export const createCountRoom = (): CountRoom => ({ terms: new Uint32Array(0), frequencies: new Uint8Array(0) });

/**
 * The work of the processor: all terms of an article's chunks. In a `room` of the caller's, what is counted holds until the
 * next is counted in it.
 */
export async function countWords(
  segmenter: Segmenter,
  parts: readonly ChunkTexts[],
  room: CountRoom = createCountRoom(),
): Promise<CountedChunks> {
  const numbering = segmenter.numbering();
  const counted = createCounted(parts.length, room);
  let since = performance.now();
  for (let i = 0; i < parts.length; i += SLICE_CHUNKS) {
    countSlice(segmenter, numbering, parts.slice(i, i + SLICE_CHUNKS), counted);
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  const groups = Map.groupBy(counted.of, (_, i) => parts[i]!.group);
  return { names: numbering.texts, hashes: [...groups.values()].map(hashOf), ...counted.end() };
}

/** Terms of a chunk that most have no more than. */
const TERMS_A_CHUNK = 400;

/** Takes up chunk by chunk; what each was made of stands in `of`, for the hash. */
function createCounted(chunks: number, room: CountRoom) {
  const lengths = new Uint32Array(chunks);
  const counts = new Uint32Array(chunks);
  let filled = 0;
  const makeRoom = (more: number) => {
    if (filled + more <= room.terms.length) return;
    const { terms, frequencies } = room;
    room.terms = new Uint32Array(Math.max(filled + more, 2 * terms.length));
    room.terms.set(terms.subarray(0, filled));
    room.frequencies = new Uint8Array(room.terms.length);
    room.frequencies.set(frequencies.subarray(0, filled));
  };
  makeRoom(chunks * TERMS_A_CHUNK);
  const of: string[] = [];
  return {
    of,
    add(made: string, { terms: found, sums, length }: TermSums): void {
      const count = found.length;
      makeRoom(count);
      room.terms.set(found, filled);
      putFrequencies(room.frequencies, filled, sums);
      filled += count;
      lengths[of.length] = Math.max(1, Math.round(length / 10));
      counts[of.length] = count;
      of.push(made);
    },
    end: () => ({
      lengths,
      counts,
      terms: room.terms.subarray(0, filled),
      frequencies: room.frequencies.subarray(0, filled),
    }),
  };
}

function putFrequencies(frequencies: Uint8Array, at: number, sums: Uint32Array): void {
  for (let i = 0; i < sums.length; i++) frequencies[at + i] = Math.min(MOST_TENTHS, sums[i]!);
}

/** Words of links by chunk: a link to a section counts for the chunk with that section, one to the page for the first. */
function assignLinks(chunks: readonly CutChunk[], inLinks: readonly InLink[]): string[][] {
  const texts: string[][] = chunks.map(() => []);
  for (const { anchor, text } of inLinks) {
    const found = anchor === null ? 0 : chunks.findIndex(({ anchors }) => anchors.includes(anchor));
    const at = texts[Math.max(0, found)];
    if (at && at.length < MOST_LINK_TEXTS) at.push(text);
  }
  return texts;
}

/** The texts whose words are counted for a chunk. */
function fieldsOf({ parsed }: IndexedArticle, chunk: CutChunk, linkTexts: readonly string[]): Record<Field, string> {
  const heading = chunk.headingPath.at(-1) ?? "";
  return {
    body: `${heading}\n${chunk.text}`,
    heading: chunk.headings.join("\n"),
    title: parsed.title,
    path: chunk.headingPath.slice(0, -1).join("\n"),
    anchor: linkTexts.join("\n"),
    summary: chunk.ordinal === 0 ? (parsed.summary ?? "") : "",
  };
}

/** The chunks of an article with the texts that their words are counted in. */
export function chunksWithFields(
  article: IndexedArticle,
): { readonly chunk: CutChunk; readonly fields: Record<Field, string>; readonly names: Names }[] {
  const chunks = cutChunks(article.parsed);
  const linkTexts = assignLinks(chunks, article.inLinks);
  return chunks.map((chunk, i) => ({
    chunk,
    fields: fieldsOf(article, chunk, linkTexts[i] ?? []),
    names: namesOf(article.parsed.title, chunk),
  }));
}

function countSlice(
  segmenter: Segmenter,
  numbering: Numbering,
  slice: readonly ChunkTexts[],
  counted: ReturnType<typeof createCounted>,
): void {
  const { nameOf } = numbering.texts;
  const texts: string[] = [];
  const places = new Map<string, number>();
  // Title and headings come back with each chunk; its body does not, and is too long to be looked for.
  const placeOf = (field: Field, text: string): number => {
    const known = field === "body" ? undefined : places.get(text);
    if (known !== undefined) return known;
    if (field !== "body") places.set(text, texts.length);
    return texts.push(text) - 1;
  };
  const placed = slice.map(({ fields }) => FIELDS.map((field) => placeOf(field, fields[field])));
  const read = numbering.read(texts);
  for (const [i, { headingPath, fields, names }] of slice.entries()) {
    const own = placed[i]!.map((place) => read[place]!);
    const ownWords = own.map(({ own: words }) => (words.length === 0 ? "" : words.map(nameOf)));
    const named = numbering.textOf(nameTermsOf(segmenter, Object.values(names).flat()));
    // The body comes first: its length is the chunk's.
    const sums = numbering.sum([...own, named], WEIGHTS, KIND_WEIGHTS);
    counted.add(JSON.stringify([headingPath, fields, names, ownWords]), sums);
  }
}

/** Terms follow from the texts, the tenant's own words and the code. */
const hashOf = (of: readonly string[]): string => hash("sha256", `${INDEX_VERSION}\n${of.join("\n")}`).slice(0, 32);
