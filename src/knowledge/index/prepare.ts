import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Numbering } from "../../models/segment/numbering.ts";
import type { Segmenter } from "../../models/segmenter.ts";
import type { IndexedArticle, InLink, PreparedArticle } from "../articles/article-index.ts";
import { type CutChunk, cutChunks } from "../chunk.ts";
import { type Field, INDEX_VERSION, kindWeight, RANKING } from "../ranking.ts";
import { frequencyByte } from "./postings.ts";

/** A chunk ready to be written: its terms with their frequencies in tenths, and its length in weighted terms. */
export interface PreparedChunk {
  readonly chunk: CutChunk;
  /** Numbers in the group's list of names, each once. */
  readonly terms: Uint32Array;
  readonly frequencies: Uint8Array;
  readonly length: number;
}

/** Chunks that are scored together. The hash covers all that their postings and texts are made of. */
export interface PreparedGroup {
  readonly hash: string;
  /** Terms by their numbers; a list that grows, shared by many groups. */
  readonly names: readonly string[];
  readonly chunks: readonly PreparedChunk[];
}

export const groupLengthOf = (group: PreparedGroup): number =>
  group.chunks.reduce((sum, { length }) => sum + length, 0);

export interface PreparedIndex extends PreparedArticle {
  readonly title: string;
  readonly groups: readonly PreparedGroup[];
}

/** A chunk with what it was made of, for the hash. */
interface MadeChunk {
  readonly made: PreparedChunk;
  readonly of: string;
}

const SLICE_MS = 8;
/** Chunks whose texts are read in one go. */
const SLICE_CHUNKS = 16;
/** Texts of links to one chunk that count; a page linked from everywhere is not drowned in them. */
const MOST_LINK_TEXTS = 40;
const FIELDS = Object.keys(RANKING.fields) as Field[];
const WEIGHTS = FIELDS.map((field) => RANKING.fields[field]);
/** Weights of kinds by the code of their letter. */
const KIND_WEIGHTS = Float64Array.from({ length: 128 }, (_, code) => kindWeight(String.fromCharCode(code)));

/** Cuts an article and counts its terms, in slices, so that the event loop stays free. */
export async function prepareArticle(segmenter: Segmenter, article: IndexedArticle): Promise<PreparedIndex> {
  const parts = chunksWithFields(article);
  const numbering = segmenter.numbering();
  const prepared: MadeChunk[] = [];
  let since = performance.now();
  for (let i = 0; i < parts.length; i += SLICE_CHUNKS) {
    prepared.push(...prepareSlice(numbering, parts.slice(i, i + SLICE_CHUNKS)));
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  const groups = Map.groupBy(prepared, ({ made: { chunk } }) => chunk.group);
  return {
    articleId: article.id,
    title: article.parsed.title,
    weight: prepared.reduce((sum, { made: { terms } }) => sum + terms.length, 20),
    groups: [...groups.values()].map((members) => ({
      hash: hashOf(members.map(({ of }) => of)),
      names: numbering.vocabulary.names,
      chunks: members.map(({ made }) => made),
    })),
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

function prepareSlice(numbering: Numbering, slice: ReturnType<typeof chunksWithFields>): MadeChunk[] {
  const { names } = numbering.vocabulary;
  // Title and headings come back with each chunk.
  const texts = [...new Set(slice.flatMap(({ fields }) => FIELDS.map((field) => fields[field])))];
  const read = numbering.read(texts);
  const numbered = new Map(texts.map((text, i) => [text, read[i]!]));
  return slice.map(({ chunk, fields }) => {
    const own = FIELDS.map((field) => numbered.get(fields[field])!);
    const { terms, sums } = numbering.sum(own, WEIGHTS);
    const frequencies = new Uint8Array(sums.length);
    for (let i = 0; i < sums.length; i++) frequencies[i] = frequencyByte(sums[i]!);
    const length = numbering.lengthOf(numbered.get(fields.body)!, KIND_WEIGHTS);
    const ownWords = own.map(({ own: words }) => (words.length === 0 ? "" : words.map((number) => names[number])));
    return {
      made: { chunk, terms, frequencies, length: Math.max(1, Math.round(length)) },
      of: JSON.stringify([chunk.headingPath, fields, ownWords]),
    };
  });
}

/** Terms follow from the texts, the tenant's own words and the code. */
const hashOf = (of: readonly string[]): string => hash("sha256", `${INDEX_VERSION}\n${of.join("\n")}`).slice(0, 32);
