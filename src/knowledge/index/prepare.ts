import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { remembered } from "../../models/segment/remembered.ts";
import type { Segmenter } from "../../models/segmenter.ts";
import type { IndexedArticle, InLink, PreparedArticle } from "../articles/article-index.ts";
import { type CutChunk, cutChunks } from "../chunk.ts";
import { type Field, kindWeight, RANKING } from "../ranking.ts";
import { frequencyByte } from "./postings.ts";

/** A chunk ready to be written: its terms with their frequencies in tenths, and its length in weighted terms. */
export interface PreparedChunk {
  readonly chunk: CutChunk;
  readonly frequencies: ReadonlyMap<string, number>;
  readonly length: number;
}

/** Chunks that are scored together. The hash covers all that their postings and texts are made of. */
export interface PreparedGroup {
  readonly hash: string;
  readonly chunks: readonly PreparedChunk[];
}

export const groupLengthOf = (group: PreparedGroup): number =>
  group.chunks.reduce((sum, { length }) => sum + length, 0);

export interface PreparedIndex extends PreparedArticle {
  readonly title: string;
  readonly groups: readonly PreparedGroup[];
}

const SLICE_MS = 8;
/** Texts of links to one chunk that count; a page linked from everywhere is not drowned in them. */
const MOST_LINK_TEXTS = 40;
/** Texts of fields whose terms are remembered while an article is prepared. */
const MOST_FIELDS = 8;

/** Cuts an article and counts its terms, in slices, so that the event loop stays free. */
export async function prepareArticle(segmenter: Segmenter, article: IndexedArticle): Promise<PreparedIndex> {
  const chunks = cutChunks(article.parsed);
  const linkTexts = assignLinks(chunks, article.inLinks);
  const prepared: PreparedChunk[] = [];
  // Title and headings come back with each chunk.
  const termsOf = remembered(MOST_FIELDS, segmenter.terms);
  let since = performance.now();
  for (const [i, chunk] of chunks.entries()) {
    prepared.push(prepareChunk(termsOf, article, chunk, linkTexts[i] ?? []));
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  const groups = Map.groupBy(prepared, ({ chunk }) => chunk.group);
  return {
    articleId: article.id,
    title: article.parsed.title,
    weight: prepared.reduce((sum, { frequencies }) => sum + frequencies.size, 20),
    groups: [...groups.values()].map((members) => ({ hash: hashOf(members), chunks: members })),
  };
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
): { readonly chunk: CutChunk; readonly fields: Record<Field, string> }[] {
  const chunks = cutChunks(article.parsed);
  const linkTexts = assignLinks(chunks, article.inLinks);
  return chunks.map((chunk, i) => ({ chunk, fields: fieldsOf(article, chunk, linkTexts[i] ?? []) }));
}

function prepareChunk(
  termsOf: (text: string) => readonly string[],
  article: IndexedArticle,
  chunk: CutChunk,
  linkTexts: readonly string[],
): PreparedChunk {
  const fields = fieldsOf(article, chunk, linkTexts);
  const frequencies = new Map<string, number>();
  let length = 0;
  for (const field of Object.keys(fields) as Field[]) {
    const weight = RANKING.fields[field];
    for (const term of termsOf(fields[field])) {
      frequencies.set(term, (frequencies.get(term) ?? 0) + weight);
      if (field === "body") length += kindWeight(term);
    }
  }
  for (const [term, frequency] of frequencies) frequencies.set(term, frequencyByte(frequency));
  return { chunk, frequencies, length: Math.max(1, Math.round(length)) };
}

function hashOf(chunks: readonly PreparedChunk[]): string {
  const hash = createHash("sha256");
  for (const { chunk, frequencies } of chunks)
    hash
      .update(JSON.stringify([chunk.headingPath, chunk.text, frequencies.size]))
      .update([...frequencies.keys()].join("\n"))
      .update(Uint8Array.from(frequencies.values()));
  return hash.digest("hex").slice(0, 32);
}
