import { fold } from "../../kernel/fold.ts";
import type { TagSource } from "../store/tags.ts";
import type { Kind, Taxonomy } from "../taxonomy/taxonomy.ts";

/** A label that a machine gave to a text, by its code; positions count UTF-16 units of the text. */
export interface GivenTag {
  readonly tag: string;
  readonly source: Exclude<TagSource, "person">;
  readonly confidence: number | null;
  readonly evidence: { readonly start: number; readonly end: number } | null;
}

/** A tag of the taxonomy that a text carries. */
export interface ReadTag {
  readonly kind: Kind;
  readonly source: GivenTag["source"];
  readonly confidence: number | null;
  readonly evidence: { readonly start: number; readonly end: number } | null;
}

/** The first of the kind's own words in the folded text. */
export function wordsIn(kind: Kind, folded: string): { start: number; end: number } | null {
  for (const word of kind.words ?? []) {
    const start = folded.indexOf(fold(word));
    if (start >= 0) return { start, end: start + word.length };
  }
  return null;
}

/**
 * The tags of a text under a taxonomy: labels go to the kind that holds them now, the surest of each kind; kinds with
 * words of their own are found by these, and those split off take the place of the kind they were split from.
 */
export function tagsOf(taxonomy: Taxonomy, text: string, given: readonly GivenTag[]): ReadTag[] {
  const found = new Map<number, ReadTag>();
  for (const { tag, source, confidence, evidence } of given) {
    const kind = taxonomy.heir(tag);
    if (kind === undefined) continue;
    const known = found.get(kind.ordinal);
    if (known === undefined || (confidence ?? 0) > (known.confidence ?? 0))
      found.set(kind.ordinal, { kind, source, confidence, evidence });
  }
  const folded = fold(text);
  for (const kind of taxonomy.kinds) {
    if (kind.words === undefined || kind.deprecated) continue;
    const from = kind.splitFrom === undefined ? undefined : taxonomy.kind(kind.splitFrom);
    const parent = from && found.get(from.ordinal);
    if (from !== undefined && parent === undefined) continue;
    const evidence = wordsIn(kind, folded);
    if (evidence === null) continue;
    if (parent !== undefined) found.delete(parent.kind.ordinal);
    found.set(kind.ordinal, { kind, source: "rule", confidence: parent?.confidence ?? 1, evidence });
  }
  return [...found.values()];
}

const SHORTEST_QUOTE = 12;
const LONGEST_QUOTE = 300;
const END = /[。！？!?\n]|[.;；](?=\s|$)/g;

/** The sentence around a place of a text, for people to read; the first one without a place. At most 300 characters. */
export function quoteOf(text: string, place: { readonly start: number; readonly end: number } | null): string {
  const at = place?.start ?? 0;
  const ends = [...text.matchAll(END)].map(({ index, 0: sign }) => index + sign.length);
  const start = Math.max(0, ...ends.filter((end) => end <= at));
  const end = ends.find((one) => one > Math.max(place?.end ?? 0, start + SHORTEST_QUOTE) - 1) ?? text.length;
  const sentence = text.slice(start, end).trim();
  if (sentence.length <= LONGEST_QUOTE) return sentence;
  const from = Math.max(0, Math.min(at - start - LONGEST_QUOTE / 3, sentence.length - LONGEST_QUOTE));
  return whole(sentence.slice(from, from + LONGEST_QUOTE));
}

/** Without half a character at either end. */
const whole = (text: string): string => text.replace(/^[\uDC00-\uDFFF]/, "").replace(/[\uD800-\uDBFF]$/, "");
