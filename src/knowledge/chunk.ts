import type { Block, Chunk, ParsedArticle, Section } from "./types.ts";

/** A chunk with what the index needs of it beside its text. */
export interface CutChunk extends Chunk {
  /** Own headings of all sections that the chunk took in. */
  readonly headings: readonly string[];
  /** Anchors of all sections that the chunk took in, so that a link to any of them finds it. */
  readonly anchors: readonly string[];
  /** Number of the run of neighbouring chunks that are also scored together. */
  readonly group: number;
}

export interface ChunkSizes {
  /** Neighbours are merged until they have this many characters. */
  readonly enough: number;
  /** A chunk grows no longer than this, unless one block alone is longer. */
  readonly most: number;
  /** A single block longer than this is cut at line ends. */
  readonly huge: number;
  /** A group of chunks closes when it has this many characters. */
  readonly group: number;
}

export const CHUNK_SIZES: ChunkSizes = { enough: 600, most: 1400, huge: 2800, group: 1500 };
/** Chunks in one group at most: their ordinals share all but the lowest two bits. */
export const GROUP_SPAN = 4;

interface Piece {
  readonly section: Section;
  readonly text: string;
  /** Characters without bullets and indents: how deep a list is must not decide where a chunk ends. */
  readonly size: number;
  readonly start: number;
  readonly end: number;
  /** First of its section: the section's heading belongs to it. */
  readonly first: boolean;
}

/** Cuts an article at its headings; short neighbours are merged, blocks stay whole unless they are huge. */
export function cutChunks(article: ParsedArticle, sizes: ChunkSizes = CHUNK_SIZES): CutChunk[] {
  const pieces = article.sections.flatMap((section) => piecesOf(section, article.source, sizes));
  const runs: Piece[][] = [];
  let length = 0;
  for (const piece of pieces) {
    const fits = length + piece.size <= sizes.most;
    if (runs.length === 0 || !fits || (piece.first && length >= sizes.enough)) {
      runs.push([]);
      length = 0;
    }
    runs.at(-1)!.push(piece);
    length += piece.size + (piece.first ? headingOf(piece.section).length : 0);
  }
  return grouped(
    runs.map((run, ordinal) => ({ chunk: chunkOf(run, ordinal), size: sizeOf(run) })),
    sizes,
  );
}

/** Characters of a chunk, with its line ends and the headings within. */
const sizeOf = (run: readonly Piece[]): number =>
  run.reduce(
    (sum, { section, size, first }, i) => sum + size + 1 + (i > 0 && first ? headingOf(section).length + 1 : 0),
    -1,
  );

const headingOf = (section: Section): string => section.path.at(-1) ?? "";

function piecesOf(section: Section, source: string, sizes: ChunkSizes): Piece[] {
  const blocks = section.blocks.flatMap((block) =>
    block.text.length > sizes.huge
      ? cutBlock(block, source, sizes).map((part) => ({ ...part, size: part.text.length }))
      : [{ ...block, text: shownText(block), size: block.text.length }],
  );
  return blocks.map(({ text, size, start, end }, i) => ({ section, text, size, start, end, first: i === 0 }));
}

const WITHIN = "  ";
const CODE = "    ";
/** What stands deeper is indented no further: a page of a few kilobytes could else become one of megabytes. */
const DEEPEST_SHOWN = 8;

/** A block's text as it stands in a passage: in front of it its bullet, and the white space that tells what it belongs to. */
function shownText({ kind, text, list }: Block): string {
  const { depth = 0, bullet = false } = list ?? {};
  const indent = WITHIN.repeat(Math.min(depth, DEEPEST_SHOWN)) + (kind === "code" ? CODE : "");
  const first = indent + (bullet ? "- " : "");
  const next = kind === "item" ? indent + WITHIN : indent;
  return first === "" && next === "" ? text : first + text.replaceAll("\n", `\n${next}`);
}

/** Cuts a huge block at line ends, or at the size when a line is longer. Its text is then the source's. */
function cutBlock(block: Block, source: string, sizes: ChunkSizes): Block[] {
  const parts: Block[] = [];
  let start = block.start;
  while (start < block.end) {
    const limit = Math.min(start + sizes.most, block.end);
    const lineEnd = limit === block.end ? limit : source.lastIndexOf("\n", limit) + 1;
    const end = lineEnd > start ? lineEnd : limit - (splitsCharacter(source, limit) ? 1 : 0);
    const text = source.slice(start, end).trim();
    if (text !== "") parts.push({ kind: block.kind, text, start, end });
    start = end;
  }
  return parts;
}

/** Whether the place lies between the two units of one character. */
const splitsCharacter = (text: string, at: number): boolean =>
  (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;

function chunkOf(run: readonly Piece[], ordinal: number): Omit<CutChunk, "group"> {
  const first = run[0]!;
  const lines: string[] = [];
  for (const [i, { section, text, first: opens }] of run.entries()) {
    // The heading of a section that starts inside the chunk is part of what the reader sees.
    if (i > 0 && opens) lines.push(headingOf(section));
    lines.push(text);
  }
  const sections = [...new Set(run.map(({ section }) => section))];
  return {
    ordinal,
    headingPath: commonPath(sections),
    anchor: first.section.anchor,
    start: first.start,
    end: run.at(-1)!.end,
    text: lines.join("\n"),
    headings: sections.map(headingOf),
    anchors: sections.flatMap(({ anchor }) => (anchor === null ? [] : [anchor])),
  };
}

/** The path of one section, or the part that all sections of a merged chunk share, with the first one's rest. */
const commonPath = (sections: readonly Section[]): readonly string[] => sections[0]?.path ?? [];

function grouped(
  chunks: readonly { readonly chunk: Omit<CutChunk, "group">; readonly size: number }[],
  sizes: ChunkSizes,
): CutChunk[] {
  let group = 0;
  let members = 0;
  let length = 0;
  return chunks.map(({ chunk, size }) => {
    if (members === GROUP_SPAN || length >= sizes.group) {
      group += 1;
      members = 0;
      length = 0;
    }
    members += 1;
    length += size;
    return { ...chunk, group };
  });
}
