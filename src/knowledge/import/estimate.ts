import { inTenant } from "../../db/tenant.ts";
import type { Ctx } from "../../kernel/ctx.ts";
import type { Logger } from "../../kernel/log.ts";
import { estimateTokens } from "../../kernel/tokens.ts";
import type { Embedder } from "../../models/ports.ts";
import { type KnownArticle, knownArticles } from "../articles/store/write.ts";
import { cutChunks } from "../chunk.ts";
import { embeddedText } from "../dense.ts";
import { createDocumentConverter } from "../parse/documents/converter.ts";
import { readSettings } from "./dictionary.ts";
import { type ImportFiles, openFolder } from "./folder.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { type ItemReading, type Reading, readItem } from "./read-item.ts";
import { planFile } from "./scan.ts";
import { createSlices } from "./slices.ts";
import { type ImportRequest, type StartImportDeps, uploadsOf } from "./start.ts";
import type { ImportItem } from "./store/items.ts";
import { sourceIdOf } from "./store/sources.ts";
import type { UploadedFile } from "./unzip.ts";

export interface EstimateDeps extends Pick<StartImportDeps, "db" | "limits"> {
  readonly log: Logger;
  readonly embedder: Pick<Embedder, "id" | "kind">;
  /** Millionths of the currency for a million tokens of that model. */
  readonly microsPerMillionTokens: number;
}

/** What an import would read and cost. Counters are files. */
export interface ImportEstimate {
  readonly files: number;
  readonly toRead: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Of the files that would be read. */
  readonly chunks: number;
  readonly tokens: number;
  readonly model: string;
  /** Millionths of the currency of the configured price; 0 for the embedded model. */
  readonly costMicros: number;
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
}

const MAX_PROBLEMS = 200;

/** Reads and cuts what an import would, and writes nothing. Throws as `startImport` does. */
export async function estimateImport(
  deps: EstimateDeps,
  ctx: Ctx,
  request: ImportRequest,
  signal: AbortSignal,
): Promise<ImportEstimate> {
  const limits = deps.limits ?? DEFAULT_LIMITS;
  const files =
    "folder" in request ? await openFolder(request.folder, limits) : filesOf(await uploadsOf(request, limits));
  const documents = createDocumentConverter(limits.documents);
  try {
    const settings = await readSettings(files);
    return await readAll(deps, ctx, request.source, { files, settings, documents, signal, deps });
  } finally {
    await documents.close();
  }
}

async function readAll(deps: EstimateDeps, ctx: Ctx, source: string, reading: Reading): Promise<ImportEstimate> {
  const known = await articlesOf(deps, ctx, source);
  const breathe = createSlices();
  const sums = { files: 0, toRead: 0, unchanged: 0, failed: 0, chunks: 0, tokens: 0 };
  const problems: { path: string; reason: string }[] = [];
  for (const file of await reading.files.list(reading.signal)) {
    reading.signal.throwIfAborted();
    const item = await planFile(reading, file, known.get(file.path));
    if (item === null) continue;
    sums.files += 1;
    const read = item.state === "pending" ? await readItem(reading, item) : null;
    if (read?.kind === "article") {
      const chunks = cutChunks(read.parsed);
      const texts = chunks.map(({ headingPath, text }) =>
        embeddedText({ title: read.parsed.title, headingPath, text }),
      );
      sums.toRead += 1;
      sums.chunks += chunks.length;
      sums.tokens += texts.reduce((sum, text) => sum + estimateTokens(text), 0);
    } else if (item.state === "skipped" && item.reason === null) sums.unchanged += 1;
    const failed = item.state === "failed" || read?.kind === "failed";
    if (failed) sums.failed += 1;
    const reason = reasonOf(item, read);
    if (reason !== null && problems.length < MAX_PROBLEMS) problems.push({ path: item.path, reason });
    await breathe();
  }
  const price = deps.embedder.kind === "gloss" ? 0 : deps.microsPerMillionTokens;
  return { ...sums, model: deps.embedder.id, costMicros: Math.ceil((sums.tokens * price) / 1_000_000), problems };
}

const reasonOf = (item: ImportItem, read: ItemReading | null): string | null =>
  read !== null && read.kind !== "article" ? read.reason : item.reason;

async function articlesOf(deps: EstimateDeps, ctx: Ctx, source: string): Promise<Map<string, KnownArticle>> {
  return inTenant(deps.db, ctx.tenantId, async (tx) => {
    const id = await sourceIdOf(tx, source.trim());
    const articles = id === undefined ? [] : await knownArticles(tx, id);
    return new Map(articles.map((article) => [article.path, article]));
  });
}

/** Uploads as they lie in memory. */
function filesOf(uploads: readonly UploadedFile[]): ImportFiles {
  const byPath = new Map(uploads.map(({ path, content }) => [path, content]));
  return {
    list: () => Promise.resolve([...byPath].map(([path, { length }]) => ({ path, bytes: length, problem: null }))),
    read: (path) => Promise.resolve(byPath.get(path) ?? null),
  };
}
