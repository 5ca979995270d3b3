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

/** Counted chunks in few pieces: terms and frequencies of all stand one behind the other. */
export interface WireArticle extends Pick<CountedChunks, "hashes"> {
  /** Of each chunk its length, and how many terms it has. */
  readonly lengths: readonly number[];
  readonly counts: readonly number[];
  readonly terms: Uint32Array<ArrayBuffer>;
  readonly frequencies: Uint8Array<ArrayBuffer>;
  /** Which list of names the terms' numbers belong to, and what it has got since the article before. */
  readonly vocabulary: number;
  readonly names: Uint8Array<ArrayBuffer>;
  /** The bytes of each. */
  readonly nameLengths: Uint16Array<ArrayBuffer>;
}

/** `names`: those that the other side does not know yet. */
export function toWire(
  { hashes, counted }: CountedChunks,
  names: Pick<WireArticle, "vocabulary" | "names" | "nameLengths">,
): WireArticle {
  const counts = counted.map(({ terms }) => terms.length);
  const length = counts.reduce((sum, count) => sum + count, 0);
  const terms = new Uint32Array(length);
  const frequencies = new Uint8Array(length);
  let at = 0;
  for (const chunk of counted) {
    terms.set(chunk.terms, at);
    frequencies.set(chunk.frequencies, at);
    at += chunk.terms.length;
  }
  return { ...names, hashes, counts, terms, frequencies, lengths: counted.map((chunk) => chunk.length) };
}

/** `names`: the whole list that the numbers belong to. */
export function fromWire(wire: WireArticle, names: TermTexts): CountedChunks {
  const { hashes, lengths, counts, terms, frequencies } = wire;
  let at = 0;
  const counted = counts.map((count, i) => {
    at += count;
    return {
      terms: terms.subarray(at - count, at),
      frequencies: frequencies.subarray(at - count, at),
      length: lengths[i]!,
    };
  });
  return { names, hashes, counted };
}
