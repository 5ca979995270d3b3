import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { createTenant } from "../src/access/tenants.ts";
import { openEmbedded } from "../src/db/embedded/embedded.ts";
import { migrate } from "../src/db/migrate.ts";
import type { Database } from "../src/db/pool.ts";
import { inTenant } from "../src/db/tenant.ts";
import { systemClock } from "../src/kernel/clock.ts";
import { systemCtx } from "../src/kernel/ctx.ts";
import { silentLogger } from "../src/kernel/log.ts";
import { runImport } from "../src/knowledge/import/run.ts";
import { type ImportRequest, startImport } from "../src/knowledge/import/start.ts";
import { createArticleIndex } from "../src/knowledge/index/article-index.ts";
import { createSearch } from "../src/knowledge/search/search.ts";
import { filterSql, passagesAt } from "../src/knowledge/search/store.ts";
import type { Search, SearchQuery } from "../src/knowledge/types.ts";
import { nearest } from "../src/knowledge/vectors.ts";
import { glossEmbedder } from "../src/models/gloss/embedder.ts";
import { DocumentName, readJsonl, UnusableInput } from "./jsonl.ts";

/** A knowledge base in a fresh embedded database, imported, indexed and searched by the product's own code. */
export interface EvalKnowledgeBase {
  readonly db: Database;
  readonly tenantId: string;
  readonly search: Search;
  /** One way of looking alone, for comparison: words without vectors, or vectors without words. */
  readonly byWords: Search;
  readonly byVectors: PathSearch;
  /** The document's name as the cases give it, from an article's path. */
  readonly nameOf: (path: string) => string;
  readonly documents: number;
  readonly importSeconds: number;
}

/** The project's own sample knowledge. */
export const OWN_KNOWLEDGE: string = join(import.meta.dirname, "../knowledge");

/** Paths of the passages nearest to a question, best first. */
type PathSearch = (query: SearchQuery) => Promise<string[]>;

/**
 * `kb` is a folder, a .zip of one, a .jsonl file of `{doc_id, text}`, or pages by path. Paths of a folder that begin
 * with `without` stay out.
 */
export async function openKnowledgeBase(
  kb: string | ReadonlyMap<string, string>,
  without?: string,
): Promise<EvalKnowledgeBase> {
  const { request, nameOf } = knowledgeOf(kb, without);
  const db = await openEmbedded(null);
  await migrate(db);
  const { tenantId } = await createTenant({ db, clock: systemClock }, { slug: "evals", name: "Evals" });
  const ctx = systemCtx(tenantId, "evals");
  const embedder = glossEmbedder();
  const began = performance.now();
  const { jobId } = await startImport({ db, clock: systemClock }, ctx, request);
  const deps = {
    db,
    clock: systemClock,
    log: silentLogger,
    index: createArticleIndex({ embedder, clock: systemClock }),
  };
  const job = await runImport(deps, ctx, jobId, new AbortController().signal);
  if (job.status !== "done") throw new Error(`The import ended as ${job.status}: ${job.error}`);
  return {
    db,
    tenantId,
    search: createSearch({ db, embedder })(tenantId),
    byWords: createSearch({ db })(tenantId),
    byVectors: async ({ text, filter, limit }) => {
      const [vector] = await embedder.embed([text]);
      return inTenant(db, tenantId, async (tx) => {
        const where = filterSql(filter, 5);
        const near = await nearest(tx, { model: embedder.id, vector: vector!, limit, where });
        const slots = near.map(({ slot }) => slot);
        const passages = await passagesAt(tx, slots);
        return slots.map((slot) => passages.get(slot)!.path);
      });
    },
    nameOf,
    documents: job.done,
    importSeconds: Number(((performance.now() - began) / 1000).toFixed(1)),
  };
}

const Document = z.object({ doc_id: DocumentName, text: z.string() });

/** The texts of a folder's files by path, as `openKnowledgeBase` takes them. Throws `UnusableInput` when it is none. */
export function pagesOf(folder: string, without?: string): ReadonlyMap<string, string> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UnusableInput(`--kb ${folder}: there is no such folder.`);
  const files = filesOf(folder, without);
  return new Map(files.map(({ path, content }) => [path, content.toString("utf8")]));
}

/** What to import for a knowledge base, and how its cases name an article's path. */
export function knowledgeOf(
  kb: string | ReadonlyMap<string, string>,
  without?: string,
): { request: ImportRequest; nameOf: (path: string) => string } {
  if (typeof kb !== "string") {
    const files = [...kb].map(([path, text]) => ({ path, content: new TextEncoder().encode(text) }));
    return { request: { source: "evals", files }, nameOf: (path) => path };
  }
  if (!existsSync(kb)) throw new UnusableInput(`--kb ${kb}: there is no such file or folder.`);
  if (/\.jsonl$/i.test(kb)) return fromJsonl(kb);
  if (/\.zip$/i.test(kb)) return { request: { source: "evals", zip: readFileSync(kb) }, nameOf: (path) => path };
  if (!statSync(kb).isDirectory()) throw new UnusableInput(`--kb ${kb} is neither a folder nor a .jsonl or .zip file.`);
  if (without === undefined) return { request: { source: "evals", folder: kb }, nameOf: (path) => path };
  return { request: { source: "evals", files: filesOf(kb, without) }, nameOf: (path) => path };
}

const filesOf = (folder: string, without: string | undefined) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !(without && path.startsWith(without)) && statSync(join(folder, path)).isFile())
    .map((path) => ({ path, content: readFileSync(join(folder, path)) }));

/** Each line becomes a text file with a plain name, whatever its id looks like. */
function fromJsonl(file: string): { request: ImportRequest; nameOf: (path: string) => string } {
  const documents = readJsonl(file, Document);
  const names = new Map(documents.map(({ doc_id }, i) => [`${i}.txt`, doc_id]));
  const files = documents.map(({ text }, i) => ({ path: `${i}.txt`, content: new TextEncoder().encode(text) }));
  return { request: { source: "evals", files }, nameOf: (path) => names.get(path) ?? path };
}
