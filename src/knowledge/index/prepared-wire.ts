import type { SegmenterDictionary } from "../../models/segmenter.ts";
import type { IndexedArticle } from "../articles/article-index.ts";
import type { CutChunk } from "../chunk.ts";
import type { PreparedIndex } from "./prepare.ts";

/** What goes to the thread. `dictionary` comes with the first article of a session, and again when it was dropped. */
export interface PrepareRequest {
  readonly id: number;
  readonly session: number;
  readonly dictionary?: SegmenterDictionary;
  readonly article: IndexedArticle;
}

/** What comes back: the article as it was prepared, or why it was not. */
export type PrepareReply =
  | { readonly id: number; readonly article: WireArticle }
  | { readonly id: number; readonly error: Error };

/** Sessions that the thread keeps what it has numbered of; both sides drop the one that began first. */
export const MOST_SESSIONS = 2;

/** A prepared article in few pieces: terms and frequencies of all its chunks stand one behind the other. */
export interface WireArticle extends Omit<PreparedIndex, "groups"> {
  readonly groups: readonly { readonly hash: string; readonly chunks: number }[];
  readonly chunks: readonly { readonly chunk: CutChunk; readonly length: number; readonly terms: number }[];
  readonly terms: Uint32Array<ArrayBuffer>;
  readonly frequencies: Uint8Array<ArrayBuffer>;
  /** Which list of names the terms' numbers belong to, and what it has got since the article before. */
  readonly vocabulary: number;
  readonly names: string;
}

export const NAMES_END = "\n";

/** `names`: those that the other side does not know yet. */
export function toWire(
  { groups, ...article }: PreparedIndex,
  names: { readonly vocabulary: number; readonly names: string },
): WireArticle {
  const chunks = groups.flatMap((group) => group.chunks);
  const length = chunks.reduce((sum, { terms }) => sum + terms.length, 0);
  const terms = new Uint32Array(length);
  const frequencies = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    terms.set(chunk.terms, at);
    frequencies.set(chunk.frequencies, at);
    at += chunk.terms.length;
  }
  return {
    ...article,
    ...names,
    terms,
    frequencies,
    groups: groups.map(({ hash, chunks: own }) => ({ hash, chunks: own.length })),
    chunks: chunks.map(({ chunk, length: weighted, terms: own }) => ({ chunk, length: weighted, terms: own.length })),
  };
}

/** `names`: the whole list that the numbers belong to. */
export function fromWire(wire: WireArticle, names: readonly string[]): PreparedIndex {
  const { articleId, title, weight, terms, frequencies } = wire;
  let at = 0;
  const chunks = wire.chunks.map(({ chunk, length, terms: count }) => {
    at += count;
    return {
      chunk,
      length,
      terms: terms.subarray(at - count, at),
      frequencies: frequencies.subarray(at - count, at),
    };
  });
  let first = 0;
  const groups = wire.groups.map(({ hash, chunks: count }) => {
    first += count;
    return { hash, names, chunks: chunks.slice(first - count, first) };
  });
  return { articleId, title, weight, groups };
}
