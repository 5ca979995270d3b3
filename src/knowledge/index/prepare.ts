import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Numbering } from "../../models/segment/numbering.ts";
import type { TermTexts } from "../../models/segment/term-texts.ts";
import type { Segmenter } from "../../models/segmenter.ts";
import type { IndexedArticle, InLink, PreparedArticle } from "../articles/article-index.ts";
import { type CutChunk, cutChunks } from "../chunk.ts";
import { type Field, INDEX_VERSION, kindWeight, RANKING } from "../ranking.ts";
import { frequencyByte } from "./postings.ts";

/** What the words of a chunk are counted in. */
export interface ChunkTexts extends Pick<CutChunk, "group" | "headingPath"> {
  readonly fields: Readonly<Record<Field, string>>;
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
  readonly counted: readonly CountedChunk[];
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

/** A counted chunk with what it was made of, for the hash. */
interface MadeChunk {
  readonly counted: CountedChunk;
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
export const prepareArticle = (segmenter: Segmenter, article: IndexedArticle): Promise<PreparedIndex> =>
  prepareWith(article, (parts) => countWords(segmenter, parts));

/** The same, where `count` may be done elsewhere. */
export async function prepareWith(
  article: IndexedArticle,
  count: (parts: readonly ChunkTexts[]) => Promise<CountedChunks>,
): Promise<PreparedIndex> {
  const chunks = chunksWithFields(article);
  const parts = chunks.map(({ chunk: { group, headingPath }, fields }) => ({ group, headingPath, fields }));
  const { names, hashes, counted } = await count(parts);
  const prepared = chunks.map(({ chunk }, i) => ({ chunk, ...counted[i]! }));
  const groups = Map.groupBy(prepared, ({ chunk }) => chunk.group);
  return {
    articleId: article.id,
    title: article.parsed.title,
    weight: prepared.reduce((sum, { terms }) => sum + terms.length, 20),
    groups: [...groups.values()].map((members, i) => ({ hash: hashes[i]!, names, chunks: members })),
  };
}

/** The work of the processor: all terms of an article's chunks. */
export async function countWords(segmenter: Segmenter, parts: readonly ChunkTexts[]): Promise<CountedChunks> {
  const numbering = segmenter.numbering();
  const made: MadeChunk[] = [];
  let since = performance.now();
  for (let i = 0; i < parts.length; i += SLICE_CHUNKS) {
    made.push(...countSlice(numbering, parts.slice(i, i + SLICE_CHUNKS)));
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  const groups = Map.groupBy(made, (_, i) => parts[i]!.group);
  return {
    names: numbering.vocabulary.texts,
    hashes: [...groups.values()].map((members) => hashOf(members.map(({ of }) => of))),
    counted: made.map(({ counted }) => counted),
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

function countSlice(numbering: Numbering, slice: readonly ChunkTexts[]): MadeChunk[] {
  const { nameOf } = numbering.vocabulary.texts;
  // Title and headings come back with each chunk.
  const texts = [...new Set(slice.flatMap(({ fields }) => FIELDS.map((field) => fields[field])))];
  const read = numbering.read(texts);
  const numbered = new Map(texts.map((text, i) => [text, read[i]!]));
  return slice.map(({ headingPath, fields }) => {
    const own = FIELDS.map((field) => numbered.get(fields[field])!);
    const { terms, sums } = numbering.sum(own, WEIGHTS);
    const frequencies = new Uint8Array(sums.length);
    for (let i = 0; i < sums.length; i++) frequencies[i] = frequencyByte(sums[i]!);
    const length = numbering.lengthOf(numbered.get(fields.body)!, KIND_WEIGHTS);
    const ownWords = own.map(({ own: words }) => (words.length === 0 ? "" : words.map(nameOf)));
    return {
      counted: { terms, frequencies, length: Math.max(1, Math.round(length)) },
      of: JSON.stringify([headingPath, fields, ownWords]),
    };
  });
}

/** Terms follow from the texts, the tenant's own words and the code. */
const hashOf = (of: readonly string[]): string => hash("sha256", `${INDEX_VERSION}\n${of.join("\n")}`).slice(0, 32);
