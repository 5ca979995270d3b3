import type { TermTexts } from "../../models/segment/term-texts.ts";
import type { SegmenterDictionary } from "../../models/segmenter.ts";
import type { ChunkTexts, CountedChunks } from "./prepare.ts";

/** What goes to the thread. `dictionary` comes with the first article of a session, and again when it was dropped. */
export interface CountRequest {
  readonly id: number;
  readonly session: number;
  readonly dictionary?: SegmenterDictionary;
  readonly parts: readonly ChunkTexts[];
}

/** What comes back: the chunks as they were counted, or why they were not. */
export type CountReply =
  | { readonly id: number; readonly article: WireArticle }
  | { readonly id: number; readonly error: Error };

/** Sessions that the thread keeps what it has numbered of; both sides drop the one that began first. */
export const MOST_SESSIONS = 2;

/** An article's counted chunks in one piece, with the names that the other side does not know yet. */
export interface WireArticle extends Pick<CountedChunks, "hashes"> {
  /** The list of names that the terms' numbers belong to. */
  readonly vocabulary: number;
  readonly chunks: number;
  readonly terms: number;
  readonly names: number;
  /** Numbers of the widest kind first: lengths, counts and terms; bytes of each name; frequencies; names. */
  readonly buffer: ArrayBuffer;
}

/** `known`: how many names the other side has. */
export function toWire(counted: CountedChunks, vocabulary: number, known: number): WireArticle {
  const { names, hashes, lengths, counts, terms, frequencies } = counted;
  const places = names.places().subarray(known, names.count() + 1);
  const texts = names.bytes().subarray(places[0], places.at(-1));
  const sizes = { chunks: lengths.length, terms: terms.length, names: places.length - 1 };
  const buffer = new ArrayBuffer(bytesBeforeNames(sizes) + texts.length);
  const views = viewsOf(buffer, sizes);
  views.lengths.set(lengths);
  views.counts.set(counts);
  views.terms.set(terms);
  views.frequencies.set(frequencies);
  views.names.set(texts);
  for (let i = 0; i < sizes.names; i++) views.nameLengths[i] = places[i + 1]! - places[i]!;
  return { ...sizes, hashes, vocabulary, buffer };
}

/** `names`: the list so far; it takes what is new. */
export function fromWire({ buffer, hashes, ...sizes }: WireArticle, list: TermTexts): CountedChunks {
  const { names, nameLengths, ...counted } = viewsOf(buffer, sizes);
  list.addAll(names, nameLengths);
  return { ...counted, hashes, names: list };
}

type Sizes = Pick<WireArticle, "chunks" | "terms" | "names">;

const bytesBeforeNames = ({ chunks, terms, names }: Sizes): number => 8 * chunks + 5 * terms + 2 * names;

function viewsOf(buffer: ArrayBuffer, sizes: Sizes) {
  const { chunks, terms, names } = sizes;
  const nameLengths = 8 * chunks + 4 * terms;
  return {
    lengths: new Uint32Array(buffer, 0, chunks),
    counts: new Uint32Array(buffer, 4 * chunks, chunks),
    terms: new Uint32Array(buffer, 8 * chunks, terms),
    nameLengths: new Uint16Array(buffer, nameLengths, names),
    frequencies: new Uint8Array(buffer, nameLengths + 2 * names, terms),
    names: new Uint8Array(buffer, bytesBeforeNames(sizes)),
  };
}
