import { storableText } from "../../kernel/text.ts";
import type { ArticleScope, ParsedArticle } from "../types.ts";
import { decodeText } from "./decode.ts";
import { DOCUMENT_EXTENSIONS, type DocumentFormat, documentFormat } from "./documents/formats.ts";
import { type Metadata, readFrontMatter } from "./front-matter.ts";
import { readHtml } from "./html/read.ts";
import { detectLanguage } from "./language.ts";
import { readMarkdown } from "./markdown/read.ts";
import type { OutlineResult } from "./outline.ts";
import { EmptyArticle, ParseError } from "./parse-error.ts";
import { readRst } from "./rst/read.ts";
import { type MetadataRule, metadataFor } from "./rules.ts";
import { readText } from "./txt.ts";

/** Raised when a parser's result changes, so that the next import reads every file anew. */
export const PARSER_VERSION = 2;

interface Reading {
  readonly outline: OutlineResult;
  readonly metadata: Metadata;
  /** A title and a summary of the format's own, after front matter and heading. */
  readonly title: string | null;
  readonly summary: string | null;
}

type Reader = (path: string, source: string) => Reading;

const plain =
  (read: (path: string, source: string) => OutlineResult): Reader =>
  (path, source) => ({ outline: read(path, source), metadata: {}, title: null, summary: null });

const markdown =
  (mdx: boolean): Reader =>
  (path, source) => {
    const { metadata, bodyStart } = readFrontMatter(source);
    return { outline: readMarkdown(path, source, bodyStart, mdx), metadata, title: null, summary: null };
  };

const html: Reader = (path, source) => {
  const read = readHtml(path, source);
  return { outline: read, metadata: {}, title: read.head.title, summary: read.head.description };
};

/** Documents of other formats are stored and read as the Markdown that their converter wrote. */
const converted = plain((path, source) => readMarkdown(path, source, 0));

const READERS: Readonly<Record<string, Reader>> = {
  md: markdown(false),
  markdown: markdown(false),
  mdx: markdown(true),
  html,
  htm: html,
  rst: plain(readRst),
  txt: plain(readText),
  ...Object.fromEntries(DOCUMENT_EXTENSIONS.map((extension) => [extension, converted])),
};

const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";

/** Whether a file of this name can become an article. */
export const isArticlePath = (path: string): boolean => extensionOf(path) in READERS;

/** How a file of this name becomes text; undefined when it is text. */
export const documentFormatOf = (path: string): DocumentFormat | undefined => documentFormat(extensionOf(path));

/**
 * Reads one file of text. `path` is relative to the knowledge base's root. Throws `ParseError` when the file is not text, its
 * format is unknown or its front matter is malformed, and `EmptyArticle` when there is nothing in it.
 */
export const parseArticle = (path: string, bytes: Uint8Array, rules: readonly MetadataRule[]): ParsedArticle =>
  parseSource(path, decodeText(bytes), rules);

/** Reads a text that was decoded or converted before. All that is read of it, and the source kept, can be stored. */
export function parseSource(path: string, text: string, rules: readonly MetadataRule[]): ParsedArticle {
  const reader = READERS[extensionOf(path)];
  if (!reader) throw new ParseError(`Files named *.${extensionOf(path)} cannot be read.`);
  const source = storableText(text);
  const { outline, metadata: written, ...own } = reader(path, source);
  const metadata = storable(written);
  const known: Metadata = { ...metadataFor(rules, path), ...metadata };
  const title = metadata.title ?? outline.firstHeading ?? own.title ?? known.title ?? fileTitle(path);
  const sections = outline.sections(title);
  if (sections.every(({ blocks }) => blocks.length === 0)) throw new EmptyArticle("The file holds no text.");
  const language = known.language ?? detectLanguage(title, sections);
  const summary = known.summary || own.summary;
  return {
    path,
    title,
    summary: summary ?? null,
    source,
    sections,
    links: outline.links,
    scope: scopeOf(known, language),
  };
}

/** Front matter can spell any character, and so those that no text of the source has any more. */
const storable = (metadata: Metadata): Metadata => ({
  ...metadata,
  ...Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [
      key,
      typeof value === "string" ? storableText(value) : Array.isArray(value) ? value.map(storableText) : value,
    ]),
  ),
});

const fileTitle = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");

const scopeOf = (known: Metadata, language: ArticleScope["language"]): ArticleScope => ({
  product: known.product ?? null,
  module: known.module ?? null,
  editions: known.editions ?? [],
  versions: known.versions ?? null,
  deployment: known.deployment ?? null,
  audience: known.audience ?? "public",
  language,
  kind: known.kind ?? null,
  validFrom: known.valid_from ?? null,
  validTo: known.valid_to ?? null,
  owner: known.owner ?? null,
});
